"""Ballots on paper beside those cast online, each voter once: handed out, given back, void,
finished after the last hour. `.batches` enters them.

All of them take the proposal's lock alone while a ballot online takes it shared: whichever is first
is in the count, and the other one is refused.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, First, one_of
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.finishing import PAPER, must_be_finished
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import paper_ballots as f
from deliberation.charter.facts.vote.proxies import ProxyUsed
from deliberation.charter.moves import at_once, start
from deliberation.charter.needs.paper import (
    OPEN,
    OUT,
    PAPER_NAMED,
    PAPER_ROUND,
    PAPER_VOTER,
    UNUSED,
    PaperBallot,
)
from deliberation.charter.needs.people import IN_OFFICE
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.proxies import PROXY
from deliberation.charter.reasons import refuse
from deliberation.charter.voting import paper as pb
from deliberation.charter.voting import piles
from deliberation.charter.voting.proxies import ACCEPTED, USED


@dataclass(frozen=True, kw_only=True)
class IssuePaper(Act):
    """One ballot on paper for one voter, who cannot vote online while they hold it; where people
    are left who can enter and watch it when it comes back.

    `proxy_id`: of a secret vote, the proxy whose holder takes it for the voter (Organic Law Art
    19): it is used with that.
    """

    name = ActName.issue_paper
    needs = frozenset({PAPER_VOTER, PAPER_ROUND, RECUSED, IN_OFFICE, PROXY})
    of_vote_here = True
    beforehand_needs = frozenset({PAPER_VOTER, IN_OFFICE})
    person_id: str
    proxy_id: str | None = None

    def beforehand(self, case: Case) -> None:
        """Whether one may be handed to this voter now."""
        _still_open(case, case.now)
        must_be_finished(case, PAPER, ())
        pb.may_hold(case, case[PAPER_VOTER])

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        p, voter = case.proposal, pb.may_hold(case, case[PAPER_VOTER])
        issued = f.PaperIssued(
            round_no=p.round_no,
            serial=case[PAPER_ROUND].last_serial + 1,
            person=self.person_id,
            by=case.me,
            again=voter.again,
            replaces=None,
            proxy=self.proxy_id,
            subject=case.about,
        )
        return [issued] if self.proxy_id is None else [issued, self._used(case)]

    def _used(self, case: Case) -> Fact:
        """The holder of a proxy that stands took it: the voter does not take it back any more."""
        row = case[PROXY]
        if row is None or row.principal_id != self.person_id or not pb.is_secret(case):
            raise refuse("unknown_reference")
        if row.state not in (ACCEPTED, USED) or row.round_no != case.proposal.round_no:
            raise refuse("proxy_over")
        return ProxyUsed(
            proxy=row.proxy_id,
            principal=row.principal_id,
            holder=row.holder_id,
            round_no=row.round_no,
            subject=case.about,
        )


@dataclass(frozen=True, kw_only=True)
class SettlePaper(Act):
    """It came back unmarked, or is spoiled, or lost: the voter may vote online again, or is handed
    one other ballot in place of a void one.

    Not of one that lies in an open pile, by either entry: what two people began over it, nobody
    undoes alone. The second entry says whether it is there, and a scrutineer where they differ.

    `cause`: unused, spoiled or lost. `replace`: hand out the other one at once; that one is not
    replaced again.
    """

    name = ActName.settle_paper
    needs = frozenset({PAPER_NAMED, PAPER_ROUND, RECUSED})
    of_vote_here = True
    beforehand_needs = frozenset({PAPER_NAMED, PAPER_ROUND})
    serial: int
    cause: str
    replace: bool = False

    def beforehand(self, case: Case) -> None:
        """Whether anything may be said of this ballot now."""
        _in_no_pile(case, _out(case, self.serial))

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        p, row = case.proposal, _out(case, self.serial)
        cause = one_of(self.cause, (UNUSED, *pb.CAUSES), "cause")
        if cause == UNUSED:
            return [_unused(case, row)]
        void = f.PaperVoided(
            round_no=p.round_no,
            serial=row.serial,
            person=row.voter_id,
            by=case.me,
            cause=cause,
            subject=case.about,
        )
        return [void, *_in_its_place(case, row)] if self.replace else [void]


def _unused(case: Case, row: PaperBallot) -> Fact:
    """It came back unmarked: the voter may vote online again."""
    return f.PaperReturnedUnused(
        round_no=case.proposal.round_no,
        serial=row.serial,
        person=row.voter_id,
        by=case.me,
        subject=case.about,
    )


def _in_its_place(case: Case, row: PaperBallot) -> list[Fact]:
    """One other ballot for a void one, once, while the vote is open."""
    _still_open(case, case.now)
    if row.replaces is not None:
        raise refuse("already_replaced")
    return [
        f.PaperIssued(
            round_no=case.proposal.round_no,
            serial=case[PAPER_ROUND].last_serial + 1,
            person=row.voter_id,
            by=case.me,
            again=True,
            replaces=row.serial,
            subject=case.about,
        )
    ]


def _still_open(case: Case, now: datetime) -> None:
    if now >= case.closes_at:
        raise refuse("window_closed")


def _out(case: Case, serial: int) -> PaperBallot:
    row = case[PAPER_NAMED]
    if row is None:
        raise refuse("unknown_reference")
    if row.state != OUT:
        raise refuse("paper_not_out", serial=serial)
    return row


def _in_no_pile(case: Case, row: PaperBallot) -> None:
    pile = piles.lie_in(case[PAPER_ROUND].batches).get(row.serial)
    if pile is not None:
        raise refuse("paper_in_pile", serial=row.serial, number=pile.batch_no)


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
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class FinishPaper(Act):
    """Every ballot that came back is entered: the count does not wait longer."""

    name = ActName.finish_paper
    needs = frozenset({PAPER_ROUND, RECUSED})
    of_vote_here = True
    first = (First("paper_batch", OPEN),)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        paper = case[PAPER_ROUND]
        _over(case, now)
        if paper.finished:
            raise refuse("already_decided")
        if paper.open_batches():
            raise refuse("batch_open", batches=[b.batch_no for b in paper.open_batches()])
        return [
            f.PaperFinished(round_no=case.proposal.round_no, by=case.me, subject=case.about),
            start(case, at_once(case, ActName.close_vote)),
        ]


def _over(case: Case, now: datetime) -> None:
    if not case[PAPER_ROUND].opened:
        raise refuse("no_paper")
    if now < case.closes_at:
        raise refuse("not_yet", until=case.proposal.closes_at)
