"""Clocks that start, and end, inside a stage or for one entry: computed once, here, and kept in the
fact.

Called by acts, and by `stages` as a stage is entered.
"""

from datetime import datetime

from deliberation.charter.act import REGISTRY
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Obligation, of_clock, read_time
from deliberation.charter.facts.obligations import Scope
from deliberation.charter.facts.proposal.cycle import DateMoved, ObligationEnded, ObligationsSet


def days(
    case: Case, number: int, act: ActName, *, start: datetime | None = None, ref: str = ""
) -> Obligation:
    """A deadline `number` days from now (Civil Code 201, 203), for the act the clock will
    attempt.
    """
    start = start or case.now
    due = case.calendar.add_days(start, number, case.community.timezone)
    return until(act, due.at, start=start, days=number, provisional=due.provisional, ref=ref)


def working_days(case: Case, number: int, act: ActName, ref: str = "") -> Obligation:
    """A deadline `number` working days from now.

    The fact names the calendar days it comes to; an announced holiday moves it no earlier.
    """
    due = case.calendar.add_working_days(case.now, number, case.community.timezone)
    least = max(1, (due.at - case.now).days)
    return until(act, due.at, start=case.now, days=least, provisional=due.provisional, ref=ref)


def at_once(case: Case, act: ActName, ref: str = "") -> Obligation:
    """A clock that is due now: the next tick (run right after this act) attempts it under the
    exclusive lock.
    """
    return until(act, case.now, start=case.now, days=0, ref=ref)


def until(
    act: ActName,
    due: datetime,
    *,
    start: datetime,
    days: int,
    provisional: bool = False,
    ref: str = "",
) -> Obligation:
    """A clock for a moment that is known already."""
    scope: Scope = "own" if REGISTRY[act].of_matter else "stage"
    return of_clock(
        act.value, due, start_at=start, days=days, provisional=provisional, ref=ref, scope=scope
    )


def due_at(entry: Obligation) -> datetime:
    """When a clock is due."""
    assert entry["due_at"] is not None
    return read_time(entry["due_at"])


def start(case: Case, *lines: Obligation, headline: bool = False) -> ObligationsSet:
    """Who has to do what from now on, inside the stage or for one entry; the clock first."""
    return ObligationsSet(obligations=list(lines), subject=case.about, headline=headline)


def put_off(case: Case, act: ActName, number: int, *, headline: bool = False) -> DateMoved:
    """What the clock does, and whoever has to be done before, has so many days from now."""
    clock = days(case, number, act)
    return DateMoved(
        act=act.value,
        ref="",
        due_at=due_at(clock),
        provisional=clock["provisional"],
        headline=headline,
        subject=case.about,
    )


def stop(case: Case, act: ActName, ref: str = "") -> ObligationEnded:
    """A clock is answered, or has passed."""
    return ObligationEnded(act=act.value, ref=ref, subject=case.about)
