"""What is asked for outside any subject: a correction, a lost factor, a private matter, and
somebody who follows in an office whose term ends.
"""

from datetime import datetime, timedelta
from typing import Any

from deliberation.charter import moves
from deliberation.charter.acts import ActName as A
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.people import desk, people, roster
from deliberation.charter.facts.proposal import private_matters as private
from deliberation.charter.moves.asking import CORRECTION_DAYS, More
from deliberation.charter.roles import Role
from deliberation.record.check.judging.conditions.said import Said, of

from .lines import Asks, asked

Lines = list[Obligation]


def _successor(said: Said, fact: people.OfficeTaken) -> Lines:
    return moves.of_successor(said.case, fact.office, fact.ends_at)


def _correction(said: Said, fact: roster.CorrectionAsked) -> Lines:
    more: More = {"due_at": fact.due_at, "days": CORRECTION_DAYS, "not_by": (fact.person,)}
    return [_owed(said, A.answer_correction, Role.clerk, ref=fact.request, **more)]


def _reset(said: Said, fact: desk.ResetAsked) -> Lines:
    neither = (fact.by, fact.person)
    return [_owed(said, A.confirm_reset, Role.supervisor, ref=fact.reset, not_by=neither)]


def _private(said: Said, fact: private.PrivateMatterBrought) -> Lines:
    days = said.case.rulebook.limits.private_days
    late = A.mark_private.value
    more: More = {"due_at": fact.due_at, "days": days, "then_act": late, "not_by": (fact.person,)}
    return [_owed(said, A.answer_private, Role.clerk, ref=fact.matter, **more)]


def _late(said: Said, fact: private.PrivateMatterLate) -> Lines:
    roles, due = (Role.clerk, Role.supervisor), said.view.known("private_matter", fact.matter)
    more = {"not_by": (fact.person,), "due_at": due["due_at"]}
    return [_owed(said, A.answer_private, *roles, ref=fact.matter, **more)]


def _owed(said: Said, act: A, *roles: Role, **more: Any) -> Obligation:
    """Of an office, until it is done."""
    return moves.in_office(said.case, act, *roles, scope="own", **more)


ASKS: dict[type[Fact], Asks] = {
    people.OfficeTaken: _successor,
    roster.CorrectionAsked: _correction,
    desk.ResetAsked: _reset,
    private.PrivateMatterBrought: _private,
    private.PrivateMatterLate: _late,
}


asked(ASKS)


@of(roster.CorrectionAsked, private.PrivateMatterBrought)
def for_its_days(said: Said, fact: Any) -> str | None:
    """No earlier than the days that are announced."""
    number = fact.obligations[0]["days"]
    calendar, zone = said.case.calendar, said.case.community.timezone
    least = _end(said, calendar.local_day(said.at, zone) + timedelta(days=number))
    due = calendar.add_days(said.at, number, zone)
    fits = fact.due_at == due.at or (
        least <= fact.due_at and (due.provisional or fact.due_at < due.at)
    )
    return None if fits else f"due {fact.due_at}, and by the calendar {due.at}"


def _end(said: Said, day: Any) -> datetime:
    return said.case.calendar.end_of_day(day, said.case.community.timezone)
