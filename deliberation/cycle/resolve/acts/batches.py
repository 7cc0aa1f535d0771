"""Piles of ballots on paper: each is entered twice, by two people. Ballots by name count where both
say the same, whatever becomes of the others; the others, and a pile of a secret vote that differs,
once a scrutineer looked again.

Called by the desk.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from deliberation.charter.act import Act, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.finishing import PILE, SCRUTINEER, must_be_finished
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.vote import paper_ballots as f
from deliberation.charter.facts.vote import resolve as rf
from deliberation.charter.moves import at_once, start
from deliberation.charter.needs.paper import (
    OPEN,
    PAPER_OUT,
    PAPER_ROUND,
    WITNESS_FITS,
    WRITE_INS,
    Batch,
    Entries,
)
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.people import IN_OFFICE
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.voting import paper as pb
from deliberation.charter.voting import paper_sums, piles

from .proposal import on_paper


@dataclass(frozen=True, kw_only=True)
class EnterBatch(Act):
    """The first entry of a pile, where somebody is left for the second and a scrutineer beside.

    Named ballots may be entered as they come back; the boxes of a secret vote are opened when the
    window is over.

    `entries`: (serial, choice) or (question, what, votes). `written`: (question, name, votes) of
    names written on secret ballots.
    """

    name = ActName.enter_batch
    needs = frozenset({PAPER_ROUND, PAPER_OUT, WRITE_INS, THE_PAPER, RECUSED, IN_OFFICE})
    of_vote_here = True
    sheets: int
    entries: tuple[tuple[Any, ...], ...]
    written: tuple[tuple[int, str, int], ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, paper = case.proposal, case[PAPER_ROUND]
        _may_be_entered(case, now)
        must_be_finished(case, PILE, {case.me})
        entries, new = _entries(case, self.entries, self.written, self.sheets)
        _in_one_pile(case, entries)
        batch = case.new_id()
        return [
            f.BatchEntered(
                round_no=p.round_no,
                batch=batch,
                batch_no=len(paper.batches) + 1,
                by=case.me,
                sheets=self.sheets,
                write_ins=list(new.values()),
                obligations=[
                    piles.to_enter_again(case, batch, case.me, piles.counting(case, paper))
                ],
                entries=entries,
                names=list(new) or None,
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class EnterBatchAgain(Act):
    """The second entry, by somebody else who has not seen the first, a scrutineer beside them with
    a code of their own. Equal: the batch counts.
    """

    name = ActName.enter_batch_again
    needs = frozenset(
        {
            PAPER_ROUND,
            PAPER_OUT,
            WRITE_INS,
            WITNESS_FITS,
            THE_PAPER,
            RECUSED,
            IN_OFFICE,
        }
    )
    of_vote_here = True
    batch_id: str
    sheets: int
    entries: tuple[tuple[Any, ...], ...]
    written: tuple[tuple[int, str, int], ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        batch = _batch(case, self.batch_id)
        witness = self._witness(case, batch)
        entries, new = _entries(case, self.entries, self.written, self.sheets)
        said = pb.keyed(entries)
        same = said == batch.first and self.sheets == batch.sheets
        alike = [] if same or pb.is_secret(case) else piles.agreed(batch.first, said)
        again = f.BatchEnteredAgain(
            round_no=case.proposal.round_no,
            batch=batch.batch_id,
            by=case.me,
            witness=witness,
            same=same,
            agreed=[serial for serial, _ in alike],
            sheets=self.sheets,
            write_ins=list(new.values()),
            obligations=None if same else [self._to_settle(case, batch)],
            entries=entries,
            names=list(new) or None,
            subject=case.about,
        )
        if not same:
            return [again, *_ballots(case, alike)]
        return [again, *_counts(case, _Counting(batch, said, self.sheets, witness, resolved=False))]

    def _to_settle(self, case: Case, batch: Batch) -> Obligation:
        """A scrutineer who made neither entry looks at the ballots again."""
        clock = piles.counting(case, case[PAPER_ROUND])
        return piles.to_settle(case, batch.batch_id, (batch.first_by, case.me), clock)

    def _witness(self, case: Case, batch: Batch) -> str:
        """The scrutineer beside whoever enters it a second time, who is somebody else."""
        if batch.again is not None or batch.again_by is not None:
            raise refuse("already_decided")
        if batch.first_by == case.me:
            raise refuse("yours_already")
        must_be_finished(case, (SCRUTINEER,), {case.me, batch.first_by})
        return pb.witnessed(case, batch.first_by)


@dataclass(frozen=True, kw_only=True)
class ResolveBatch(Act):
    """What the two entries say differently is decided by looking at the ballots again: by a
    scrutineer who made neither of them.

    `decided`: one (…, value) for each difference; "absent" where there is no such ballot in the
    pile.
    """

    name = ActName.resolve_batch
    needs = frozenset({PAPER_ROUND, PAPER_OUT, THE_PAPER, RECUSED})
    of_vote_here = True
    batch_id: str
    sheets: int
    decided: tuple[tuple[Any, ...], ...]

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        batch = _batch(case, self.batch_id)
        if batch.state != "differs":
            raise refuse("nothing_to_answer")
        if case.me in (batch.first_by, batch.again_by):
            raise refuse("yours_already")
        decided = pb.listed(pb.resolved(batch, self.decided, self.sheets))
        entries = pb.keyed(_valid(case, decided, self.sheets, batch.agreed))
        return _counts(case, _Counting(batch, entries, self.sheets, case.me, resolved=True))


def _may_be_entered(case: Case, now: datetime) -> None:
    if not case[PAPER_ROUND].opened:
        raise refuse("no_paper")
    if pb.is_secret(case) and now < case.closes_at:
        raise refuse("not_yet", until=case.proposal.closes_at)
    if case[PAPER_ROUND].finished:
        raise refuse("already_decided")


def _in_one_pile(case: Case, entries: list[pb.Entry]) -> None:
    """A sheet lies in one pile: none is begun over a ballot that stands in one not settled. What a
    second entry says is not refused, since it says what lies there.
    """
    twice = piles.in_two(entries, case[PAPER_ROUND].batches)
    if twice is not None:
        serial, number = twice
        raise refuse("paper_in_pile", serial=serial, number=number)


def _batch(case: Case, batch_id: str) -> Batch:
    batch = next((b for b in case[PAPER_ROUND].batches if b.batch_id == batch_id), None)
    if batch is None:
        raise refuse("unknown_reference")
    if batch.state not in OPEN:
        raise refuse("already_decided")
    return batch


def _valid(case: Case, entries: list[pb.Entry], sheets: int, counted: int = 0) -> list[pb.Entry]:
    """`counted`: how many sheets of the pile count already."""
    if pb.is_secret(case):
        return paper_sums.secret_entries(case, entries, sheets)
    out, fits = case[PAPER_OUT], partial(on_paper, case)
    return pb.named_entries(entries, out, sheets, fits, counted)


def _entries(
    case: Case,
    given: tuple[tuple[Any, ...], ...],
    written: tuple[tuple[int, str, int], ...],
    sheets: int,
) -> tuple[list[pb.Entry], dict[str, int]]:
    """The entries with written names as numbers of the round, and the names that were new."""
    known, new = dict(case[WRITE_INS]), {}
    entries = [list(e) for e in given]
    for question, name, votes in written:
        if not pb.is_secret(case):
            raise refuse("bad_choice", field="written")
        name = words(name, most=pb.MOST_NAME, what="name")
        if name not in known:
            known[name] = new[name] = len(known) + 1
        entries.append([question, f"name:{known[name]}", votes])
    return _valid(case, entries, sheets), new


@dataclass(frozen=True)
class _Counting:
    """What a batch counts with, beside the ballots in it that count already.

    `witness`: the scrutineer who stands for it; `resolved`: they decided what the entries said
    differently.
    """

    batch: Batch
    entries: Entries
    sheets: int
    witness: str
    resolved: bool


def _counts(case: Case, counting: _Counting) -> list[Fact]:
    """The batch counts: of named ballots each becomes the ballot of its voter, sealed like one cast
    online. With the last of them the vote is closed.
    """
    p, secret, listed = case.proposal, pb.is_secret(case), pb.listed(counting.entries)
    serials = [] if secret else [e[0] for e in listed]
    counted = f.BatchCounted(
        round_no=p.round_no,
        batch=counting.batch.batch_id,
        by=case.me,
        witness=counting.witness,
        sheets=counting.sheets,
        strays=0 if secret else counting.sheets - counting.batch.agreed - len(serials),
        serials=serials,
        totals=listed if secret else [],
        resolved=counting.resolved,
        subject=case.about,
    )
    if secret:
        return [counted]
    return [counted, *_ballots(case, listed), *_last_of_all(case, counting.batch, len(serials))]


def _ballots(case: Case, listed: list[pb.Entry]) -> list[Fact]:
    """The ballot of each voter whose paper lies in the batch."""
    p, out = case.proposal, case[PAPER_OUT]
    return [
        rf.BallotCast(
            round_no=p.round_no,
            voter=out[serial],
            revision=1,
            first=True,
            choice=choice,
            subject=case.about,
        )
        for serial, choice in listed
    ]


def _last_of_all(case: Case, batch: Batch, ballots: int) -> list[Fact]:
    """After the window, once no other ballot is out and no other batch open: nothing is awaited."""
    others = [b for b in case[PAPER_ROUND].open_batches() if b.batch_id != batch.batch_id]
    if case.now < case.closes_at or len(case[PAPER_OUT]) != ballots or others:
        return []
    return [start(case, at_once(case, ActName.close_vote))]
