"""Questions about people: offices, homes, entries of the roster, second factors taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from deliberation.charter.roles import Role

from .need import Need


class Person(Protocol):
    """Somebody on the roster; nothing is known of an entry that was erased."""

    person_id: str
    dwelling_id: str | None
    home_from: str | None
    standing: str | None
    standing_from: str | None
    tenure: str | None
    lives_here: bool | None
    name: str | None
    phone: str | None
    birth_date: str | None
    hand_key: str | None
    private_from: str | None
    entered_from: str | None
    joined_at: datetime | None
    entered_at: datetime | None


class Term(Protocol):
    """An office and its term."""

    office_id: str
    person_id: str
    role: str | None
    organisation_id: str | None
    starts_at: datetime
    ends_at: datetime | None
    left_at: datetime | None
    cause: str | None
    document: str | None
    document_from: str | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in an office now, who did not step aside; `ends_at`: the end of the term, None where
    it has none.
    """

    person: str
    role: Role
    ends_at: datetime | None


class Organisation(Protocol):
    """An organisation that may carry work out."""

    organisation_id: str
    name: str


Groups = dict[tuple[str | None, str], str]  # (parent, name) → id
# (group, building, unit, room) → id
Dwellings = dict[tuple[str | None, str | None, str | None, str | None], str]


class Addresses(Protocol):
    """What stands at the addresses a batch of entries names."""

    groups: Groups
    dwellings: Dwellings
    people: set[tuple[str, str | None, str | None]]


class RelativeTerm(Protocol):
    """An office of a near relative."""

    person_id: str
    role: str
    starts_at: datetime
    ends_at: datetime | None


class Candidate(Protocol):
    """The person an office act names: row, offices held, terms to come too, relatives' terms."""

    person: Person | None
    offices: list[Term]
    terms: list[Term]
    relative_terms: list[RelativeTerm]
    relatives: set[str]


class OtherEntry(Protocol):
    """The entry that would be closed: row, offices, open rolls."""

    person: Person | None
    offices: list[object]
    open_rolls: int


class Correction(Protocol):
    """A request to put an entry right."""

    request_id: str
    person_id: str | None
    at: datetime
    due_at: datetime
    wish: str
    state: str
    body: str | None
    private_from: str | None
    answer: str | None
    answer_from: str | None
    answered_by: str | None
    answered_at: datetime | None


class OpenReset(Protocol):
    """That a request to take somebody's second factor away waits."""

    reset_id: str


class Reset(Protocol):
    """A request to take somebody's second factor away."""

    reset_id: str
    person_id: str | None
    asked_by: str | None
    asked_at: datetime
    reason: str | None
    text_from: str | None
    state: str
    decided_by: str | None
    decided_at: datetime | None


class Representative(Protocol):
    """Who votes for a household."""

    naming_id: str
    dwelling_id: str | None
    person_id: str | None
    by: str | None
    desk: bool
    document: str | None
    private_from: str | None
    at: datetime
    ended_at: datetime | None


class Home(Protocol):
    """A dwelling's resident adults, and the row of its named representative or None."""

    adults: tuple[str, ...]
    named: Representative | None


# {role: active members without an interest}
ABLE: Need[dict[Role, int]] = Need("able")
# clerks and supervisors in office without an interest: who is left to finish what one begins
IN_OFFICE: Need[Sequence[Holder]] = Need("in_office")
# ids of the groups I live in
MY_GROUPS: Need[frozenset[str]] = Need("my_groups")
# my full name
MY_NAME: Need[str | None] = Need("my_name")
# the organisation the act names
ORGANISATION: Need[Organisation | None] = Need("organisation")
# the id of the organisation of this name
ORGANISATION_NAMED: Need[str | None] = Need("organisation_named")
# groups, dwellings and people already at the addresses an entry names
ADDRESSES: Need[Addresses] = Need("addresses")
# the person an office act names
CANDIDATE: Need[Candidate] = Need("candidate")
# the office row the act names
OFFICE: Need[Term | None] = Need("office")
# terms of the representatives' meeting, running and to come
MEETING_TERMS: Need[list[RelativeTerm]] = Need("meeting_terms")
# terms of the office to be taken whose end nobody follows yet, the first to end first
ENDING_TERMS: Need[Sequence[Term]] = Need("ending_terms")
# the minor a coming of age names
MINOR: Need[Person | None] = Need("minor")
# on how many frozen rolls of votes under way the person stands
OPEN_ROLLS: Need[int] = Need("open_rolls")
# the entry that would be closed
OTHER_ENTRY: Need[OtherEntry] = Need("other_entry")
# the actor's own request to put their entry right, not answered yet
OPEN_CORRECTION: Need[object | None] = Need("open_correction")
# the request the act names
CORRECTION: Need[Correction | None] = Need("correction")
# a request to take away the person's second factor that nobody decided yet
OPEN_RESET: Need[OpenReset | None] = Need("open_reset")
# the request the act names
RESET: Need[Reset | None] = Need("reset")
# whether the person an office act names has a second factor that works
HAS_FACTOR: Need[bool] = Need("has_factor")
# the dwelling an act names
HOME: Need[Home] = Need("home")
