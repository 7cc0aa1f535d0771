"""确认当选: who was elected takes office with their term, and who held it before leaves. Called by
`resolve.routes.election` and the clock.

城市居民委员会组织法 Arts 8, 28, 36. The clock closes what nobody confirmed; then nobody takes
office by it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.act import Act, Ended, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.remedies import remediers
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import elections as f
from deliberation.charter.facts.people import people
from deliberation.charter.matters.election_after import elected, years_on
from deliberation.charter.moves import close, of_successor, silence
from deliberation.charter.needs.elections import (
    CANDIDATES,
    SITTING,
    STANDINGS,
    THE_ELECTION,
    WINNERS_KIN,
    WINNERS_OFFICES,
    WRITTEN_IN,
)
from deliberation.charter.needs.people import MEETING_TERMS, Term
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.supervision import FAULT_STANDS
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Ending

from .composition import compatible, composed
from .written_in import all_named


@dataclass(frozen=True, kw_only=True)
class ConfirmElection(Act):
    """The election committee confirms: who was elected takes office with their term by this act,
    and who held it before leaves.

    Not while an upheld objection waits for what follows: nobody takes office on a vote of which
    it was said that something was wrong, before it was said what that changes.

    A vote that only advises never comes here: it closes when the days to object are over
    (`supervise.acts`).
    """

    name = ActName.confirm_election
    needs = frozenset(
        {
            THE_ELECTION,
            CANDIDATES,
            STANDINGS,
            WRITTEN_IN,
            SITTING,
            WINNERS_OFFICES,
            WINNERS_KIN,
            MEETING_TERMS,
            RECUSED,
            FAULT_STANDS,
        }
    )
    first = (Ended(ActName.remedy),)
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        election = case.given(THE_ELECTION)
        _no_fault_stands(case)
        all_named(case)
        who = elected(case)
        if not who:
            raise refuse("nobody_elected")
        document = words(self.document, most=200, what="document")
        staying = list(case[SITTING]) if election.by_election else []
        composed(case, who, staying)
        for w in who:
            compatible(case, w, election.role)
        ends, seats = _ends(case, staying), [(w, case.new_id()) for w in who]
        return [
            *([] if election.by_election else _leave(case)),
            *(_takes(case, w, office, ends, document) for w, office in seats),
            _confirmed(case, seats, document),
            *close(case, Ending.completed, "confirmed"),
        ]


def _no_fault_stands(case: Case) -> None:
    if fault := case[FAULT_STANDS]:
        raise refuse("fault_stands", roles=[role.value for role in remediers(case, fault.ground)])


def _leave(case: Case) -> list[Fact]:
    """Who held the office until now."""
    return [
        people.OfficeLeft(office=o.office_id, person=o.person_id, cause="succeeded")
        for o in case[SITTING]
    ]


def _confirmed(case: Case, seats: list[tuple[Any, str]], document: str) -> Fact:
    """Each of the elected with the id of their term, and the posts that stay open."""
    election = case.given(THE_ELECTION)
    return f.ElectionConfirmed(
        by=case.me,
        role=election.role,
        seats=[[w.candidacy_id, w.person_id, w.post, office] for w, office in seats],
        open=[[post.post, post.open] for post in election.posts if post.open],
        document=document,
        subject=case.about,
    )


def _takes(case: Case, winner: Any, office: str, ends: datetime, document: str) -> Fact:
    """One of the elected enters office now."""
    return people.OfficeTaken(
        office=office,
        person=winner.person_id,
        role=case.given(THE_ELECTION).role,
        organisation=None,
        starts_at=case.now,
        ends_at=ends,
        obligations=of_successor(case, office, ends) or None,
        document=document,
    )


def _ends(case: Case, staying: list[Term]) -> datetime:
    """After a by-election with the others' term; else after the term of the body."""
    running = [o.ends_at for o in staying if o.ends_at and o.ends_at > case.now]
    role = case.given(THE_ELECTION).role
    return max(running, default=None) or years_on(case.now, case.rulebook.bodies[role].term_years)


@dataclass(frozen=True, kw_only=True)
class EndUnconfirmed(ClockAct):
    """Nobody confirmed it in time: it ends, marked, and nobody takes office by it."""

    name = ActName.end_unconfirmed
    needs = frozenset({STANDINGS})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        won = any(s.state == "elected" for s in case[STANDINGS])
        return [
            silence(case, "not_confirmed"),
            *close(case, Ending.not_carried_out if won else Ending.rejected, "not_confirmed"),
        ]
