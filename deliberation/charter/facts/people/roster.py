"""Facts of the roster's life: corrections, moves, departures, merged entries, and what residents
asked to be put right.

What the entry says, and why it changed, is private; that it changed is public.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, private
from deliberation.charter.facts.naming import Entry, Office
from deliberation.charter.facts.obligations import Obligation
from deliberation.charter.facts.people.desk import (
    FactorsTakenAway,
    ResetAsked,
    ResetConfirmed,
    ResetDropped,
)
from deliberation.charter.facts.people.people import (
    CameOfAge,
    CodeCardIssued,
    RelativeDeclared,
    ResidentJoined,
)
from deliberation.charter.facts.proposal.private_matters import PrivateMatterLate
from deliberation.charter.facts.vote.households import HouseholdRepEnded


@dataclass(frozen=True)
class PersonCorrected(Fact):
    """An entry was put right. `changed` names the fields; the private part holds the whole new
    entry, home included, and what stood before: the old one can be erased, and nothing is lost.

    `on_open_rolls`: on how many frozen rolls of votes under way the person stands; those rolls stay
    as they are.
    """

    kind = "person_corrected"
    person: Entry
    changed: list[str]
    happened_on: str
    on_open_rolls: int
    hand_key: str | None = private()
    dwelling: str | None = private()
    standing: str | None = private()
    tenure: str | None = private()
    lives_here: bool | None = private()
    reason: str | None = private()
    name: str | None = private()
    phone: str | None = private()
    birth_date: str | None = private()
    before: dict[str, str] | None = private()


@dataclass(frozen=True)
class PersonMoved(Fact):
    """Somebody lives in another dwelling of the community since a day."""

    kind = "person_moved"
    person: Entry
    happened_on: str
    on_open_rolls: int
    dwelling: str | None = private()
    dwelling_before: str | None = private()
    reason: str | None = private()


@dataclass(frozen=True)
class PersonLeft(Fact):
    """Somebody moved away or died: no resident any more.

    Offices end by facts of their own in the same act, with the same cause.
    """

    kind = "person_left"
    person: Entry
    cause: str
    happened_on: str
    on_open_rolls: int
    reason: str | None = private()


@dataclass(frozen=True)
class PersonReturned(Fact):
    """Somebody who had left lives here again, or had been recorded as gone by mistake."""

    kind = "person_returned"
    person: Entry
    happened_on: str
    standing: str | None = private()
    reason: str | None = private()


@dataclass(frozen=True)
class EntriesMerged(Fact):
    """Two entries were one person: `person` stays, `closed` can do nothing any more.

    What was done under it stays done.
    """

    kind = "entries_merged"
    person: Entry
    closed: Entry
    reason: str | None = private()


@dataclass(frozen=True)
class CorrectionAsked(Fact):
    """A resident asks that their own entry be put right, or their words erased; the desk answers by
    `due_at`. Their words are private.
    """

    kind = "correction_asked"
    request: str
    person: Entry
    wish: str
    due_at: datetime
    obligations: list[Obligation] | None = None
    body: str | None = private()


@dataclass(frozen=True)
class CorrectionAnswered(Fact):
    """The desk put the entry right, or says why not. person: None where nobody knows any more who
    had asked.
    """

    kind = "correction_answered"
    request: str
    person: Entry | None
    by: Office
    outcome: str
    answer: str | None = private()


# Private parts that are not erased one by one: they are part of an entry, and go with the whole of
# it, or say nothing but whom something was about.
NEVER_ALONE = (
    PersonMoved.kind,
    PersonLeft.kind,
    PersonReturned.kind,
    EntriesMerged.kind,
    CameOfAge.kind,
    ResidentJoined.kind,
    RelativeDeclared.kind,
    CodeCardIssued.kind,
    HouseholdRepEnded.kind,
    PrivateMatterLate.kind,
    ResetAsked.kind,
    ResetConfirmed.kind,
    ResetDropped.kind,
    FactorsTakenAway.kind,
)
