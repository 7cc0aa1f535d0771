"""Ballots on paper beside those cast online, each voter once: handed out, given back, void, entered
twice in batches, finished after the last hour.

All of them take the proposal's lock alone while a ballot online takes it shared: whichever is first
is in the count, and the other one is refused.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import paper_ballots as f
from deliberation.charter.facts.vote import resolve as rf
from deliberation.charter.moves import at_once, start
from deliberation.charter.needs.paper import (
    OPEN,
    OUT,
    PAPER_NAMED,
    PAPER_OUT,
    PAPER_ROUND,
    PAPER_VOTER,
    UNUSED,
    WITNESS_FITS,
    WRITE_INS,
    Batch,
    Entries,
)
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.voting import paper as pb
from deliberation.charter.voting.paper_sums import secret_entries

from .proposal import on_paper


@dataclass(frozen=True, kw_only=True)
class IssuePaper(Act):
    """One ballot on paper for one voter, who cannot vote online while they hold it."""

    name = ActName.issue_paper
    needs = frozenset({PAPER_VOTER, PAPER_ROUND, RECUSED})
    of_vote_here = True
    person_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, voter = case.proposal, case[PAPER_VOTER]
        _still_open(case, now)
        voter = pb.may_hold(case, voter)
        return [
            f.PaperIssued(
                round_no=p.round_no,
                serial=case[PAPER_ROUND].last_serial + 1,
                person=self.person_id,
                by=case.me,
                again=voter.again,
                replaces=None,
                proposal=p.proposal_id,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class SettlePaper(Act):
    """It came back unmarked, or is spoiled, or lost: the voter may vote online again, or is handed
    one other ballot in place of a void one.

    `cause`: unused, spoiled or lost. `replace`: hand out the other one at once; that one is not
    replaced again.
    """

    name = ActName.settle_paper
    needs = frozenset({PAPER_NAMED, PAPER_ROUND, RECUSED})
    of_vote_here = True
    serial: int
    cause: str
    replace: bool = False

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, row = case.proposal, _out(case, self.serial)
        cause = one_of(self.cause, (UNUSED, *pb.CAUSES), "cause")
        if cause == UNUSED:
            return [
                f.PaperReturnedUnused(
                    round_no=p.round_no,
                    serial=row.serial,
                    person=row.voter_id,
                    by=case.me,
                    proposal=p.proposal_id,
                )
            ]
        facts: list[Fact] = [
            f.PaperVoided(
                round_no=p.round_no,
                serial=row.serial,
                person=row.voter_id,
                by=case.me,
                cause=cause,
                proposal=p.proposal_id,
            )
        ]
        if self.replace:
            _still_open(case, now)
            if row.replaces is not None:
                raise refuse("already_replaced")
            facts.append(
                f.PaperIssued(
                    round_no=p.round_no,
                    serial=case[PAPER_ROUND].last_serial + 1,
                    person=row.voter_id,
                    by=case.me,
                    again=True,
                    replaces=row.serial,
                    proposal=p.proposal_id,
                )
            )
        return facts


def _still_open(case: Case, now: datetime) -> None:
    if now >= case.closes_at:
        raise refuse("window_closed")


def _out(case: Case, serial: int) -> Any:
    row = case[PAPER_NAMED]
    if row is None:
        raise refuse("unknown_reference")
    if row.state != OUT:
        raise refuse("paper_not_out", serial=serial)
    return row


@dataclass(frozen=True, kw_only=True)
class EnterBatch(Act):
    """The first entry of a pile.

    Named ballots may be entered as they come back; the boxes of a secret vote are opened when the
    window is over.

    `entries`: (serial, choice) or (question, what, votes). `written`: (question, name, votes) of
    names written on secret ballots.
    """

    name = ActName.enter_batch
    needs = frozenset({PAPER_ROUND, PAPER_OUT, WRITE_INS, THE_PAPER, RECUSED})
    of_vote_here = True
    sheets: int
    entries: tuple[tuple[Any, ...], ...]
    written: tuple[tuple[int, str, int], ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, paper = case.proposal, case[PAPER_ROUND]
        _may_be_entered(case, now)
        entries, new = _entries(case, self.entries, self.written, self.sheets)
        return [
            f.BatchEntered(
                round_no=p.round_no,
                batch=case.new_id(),
                batch_no=len(paper.batches) + 1,
                by=case.me,
                sheets=self.sheets,
                write_ins=list(new.values()),
                entries=entries,
                names=list(new) or None,
                proposal=p.proposal_id,
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
        }
    )
    of_vote_here = True
    batch_id: str
    sheets: int
    entries: tuple[tuple[Any, ...], ...]
    written: tuple[tuple[int, str, int], ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, batch = case.proposal, _batch(case, self.batch_id)
        if batch.again is not None or batch.again_by is not None:
            raise refuse("already_decided")
        if batch.first_by == case.me:
            raise refuse("two_people_needed")
        witness = pb.witnessed(case, batch.first_by)
        entries, new = _entries(case, self.entries, self.written, self.sheets)
        said = pb.keyed(entries)
        same = said == batch.first and self.sheets == batch.sheets
        again = f.BatchEnteredAgain(
            round_no=p.round_no,
            batch=batch.batch_id,
            by=case.me,
            witness=witness,
            same=same,
            sheets=self.sheets,
            write_ins=list(new.values()),
            entries=entries,
            names=list(new) or None,
            proposal=p.proposal_id,
        )
        more = _counts(case, now, batch, said, self.sheets, witness, False) if same else []
        return [again, *more]


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
            raise refuse("two_people_needed")
        entries = pb.keyed(
            _valid(case, pb.listed(pb.resolved(batch, self.decided, self.sheets)), self.sheets)
        )
        return _counts(case, now, batch, entries, self.sheets, case.me, True)


def _may_be_entered(case: Case, now: datetime) -> None:
    if not case[PAPER_ROUND].opened:
        raise refuse("no_paper")
    if pb.is_secret(case) and now < case.closes_at:
        raise refuse("not_yet", until=case.proposal.closes_at)
    if case[PAPER_ROUND].finished:
        raise refuse("already_decided")


def _batch(case: Case, batch_id: str) -> Batch:
    batch = next((b for b in case[PAPER_ROUND].batches if b.batch_id == batch_id), None)
    if batch is None:
        raise refuse("unknown_reference")
    if batch.state not in OPEN:
        raise refuse("already_decided")
    return batch


def _valid(case: Case, entries: list[pb.Entry], sheets: int) -> list[pb.Entry]:
    if pb.is_secret(case):
        return secret_entries(case, entries, sheets)
    return pb.named_entries(entries, case[PAPER_OUT], sheets, lambda choice: on_paper(case, choice))


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


def _counts(
    case: Case,
    now: datetime,
    batch: Batch,
    entries: Entries,
    sheets: int,
    witness: str,
    resolved: bool,
) -> list[Fact]:
    """The batch counts: of named ballots each becomes the ballot of its voter, sealed like one cast
    online.
    """
    p, out, secret = case.proposal, case[PAPER_OUT], pb.is_secret(case)
    listed = pb.listed(entries)
    serials = [] if secret else [e[0] for e in listed]
    facts: list[Fact] = [
        f.BatchCounted(
            round_no=p.round_no,
            batch=batch.batch_id,
            by=case.me,
            witness=witness,
            sheets=sheets,
            strays=0 if secret else sheets - len(serials),
            serials=serials,
            totals=listed if secret else [],
            resolved=resolved,
            proposal=p.proposal_id,
        )
    ]
    if secret:
        return facts
    facts += [
        rf.BallotCast(
            round_no=p.round_no,
            voter=out[serial],
            revision=1,
            first=True,
            choice=choice,
            proposal=p.proposal_id,
        )
        for serial, choice in listed
    ]
    others = [b for b in case[PAPER_ROUND].open_batches() if b.batch_id != batch.batch_id]
    if now >= case.closes_at and len(out) == len(serials) and not others:
        facts.append(start(case, at_once(case, ActName.close_vote)))
    return facts


@dataclass(frozen=True, kw_only=True)
class DestroyUnissued(Act):
    """After the last hour: printed ballots that nobody was given are destroyed, and their numbers
    recorded.
    """

    name = ActName.destroy_unissued
    needs = frozenset({PAPER_ROUND, RECUSED})
    of_vote_here = True
    last: int

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, paper = case.proposal, case[PAPER_ROUND]
        _over(case, now)
        if paper.destroyed:
            raise refuse("already_decided")
        if not paper.last_serial < self.last <= paper.last_serial + 100_000:
            raise refuse("bad_number", field="last")
        return [
            f.UnissuedDestroyed(
                round_no=p.round_no,
                by=case.me,
                first=paper.last_serial + 1,
                last=self.last,
                proposal=p.proposal_id,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class FinishPaper(Act):
    """Every ballot that came back is entered: the count does not wait longer."""

    name = ActName.finish_paper
    needs = frozenset({PAPER_ROUND, RECUSED})
    of_vote_here = True

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        paper = case[PAPER_ROUND]
        _over(case, now)
        if paper.finished:
            raise refuse("already_decided")
        if paper.open_batches():
            raise refuse("batch_open", batches=[b.batch_no for b in paper.open_batches()])
        return [
            f.PaperFinished(
                round_no=case.proposal.round_no, by=case.me, proposal=case.proposal.proposal_id
            ),
            start(case, at_once(case, ActName.close_vote)),
        ]


def _over(case: Case, now: datetime) -> None:
    if not case[PAPER_ROUND].opened:
        raise refuse("no_paper")
    if now < case.closes_at:
        raise refuse("not_yet", until=case.proposal.closes_at)
