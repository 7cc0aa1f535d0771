"""The roster lives: correcting an entry, moving, leaving, returning, merging, and what residents
ask to be put right.

Called by the clerk's pages and by residents for their own entry. A frozen roll is never reached: it
holds ids, and stays.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import people as people_facts
from deliberation.charter.facts.people import roster as f
from deliberation.charter.needs.people import ADDRESSES, CANDIDATE, OPEN_ROLLS, OTHER_ENTRY
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import ADULT
from deliberation.charter.text import plain

from .asking import ANSWER_DAYS, AnswerCorrection, AskCorrection
from .people import RosterEntry, enter_dwelling, years_old

__all__ = [
    "ANSWER_DAYS",
    "HERE",
    "PRIVATE",
    "PUBLIC",
    "TENURES",
    "AnswerCorrection",
    "AskCorrection",
    "CorrectPerson",
    "MergeEntries",
    "MovePerson",
    "RecordLeft",
    "RecordReturn",
]

TENURES = ("owner", "tenant")
PRIVATE = ("name", "phone", "birth_date")
PUBLIC = ("tenure", "lives_here")
HERE = ("adult", "minor")


def _who(case: Case, *, here: bool = True) -> Any:
    row = case[CANDIDATE].person
    if row is None or row.standing == "merged":
        raise refuse("unknown_person")
    if here and row.standing not in HERE:
        raise refuse("has_left")
    return row


def _day(case: Case, text: str) -> str:
    """A day that has been, as ISO text."""
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise refuse("bad_date", field="happened_on") from error
    if day > case.calendar.local_day(case.now, case.community.timezone) or day.year < 1900:
        raise refuse("bad_date", field="happened_on")
    return day.isoformat()


def _standing(case: Case, birth_date: str | None) -> str:
    today = case.calendar.local_day(case.now, case.community.timezone)
    return "adult" if birth_date is None or years_old(birth_date, today) >= ADULT else "minor"


def _born(case: Case, text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise refuse("bad_date", field="birth_date") from error
    if not date(1900, 1, 1) <= day <= case.calendar.local_day(case.now, case.community.timezone):
        raise refuse("bad_date", field="birth_date")
    return day.isoformat()


@dataclass(frozen=True, kw_only=True)
class CorrectPerson(Act):
    """Name, phone, birth date, owner or tenant, lives here or not.

    What stood before is kept with it.
    """

    name = ActName.correct_person
    lock = "community"
    needs = frozenset({CANDIDATE, OPEN_ROLLS})
    person_id: str
    new_name: str
    phone: str | None
    birth_date: str
    tenure: str
    lives_here: bool
    happened_on: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row, new = _who(case), self._new(case)
        changed = [k for k in (*PRIVATE, *PUBLIC) if getattr(row, k) != new[k]]
        if not changed:
            raise refuse("nothing_changed")
        standing = _standing(case, new["birth_date"])
        if standing == "minor" and case[CANDIDATE].terms:
            # Whoever holds an office leaves it first, by an act that names the cause.
            raise refuse("not_adult")
        was = {k: getattr(row, k) for k in changed if k in PRIVATE}
        before = {k: str(value) for k, value in was.items() if value is not None}
        return [
            f.PersonCorrected(
                person=self.person_id,
                changed=changed,
                standing=standing,
                happened_on=_day(case, self.happened_on),
                on_open_rolls=case[OPEN_ROLLS],
                reason=words(self.reason, most=case.rulebook.limits.reason_max, what="reason"),
                before=before or None,
                **new,
            )
        ]

    def _new(self, case: Case) -> dict[str, Any]:
        """What is to stand in the entry from now on."""
        return {
            "name": words(self.new_name, most=80, what="name"),
            "phone": _phone(self.phone),
            "birth_date": _born(case, self.birth_date),
            "tenure": one_of(self.tenure, TENURES, "tenure"),
            "lives_here": self.lives_here,
        }


def _phone(typed: str | None) -> str | None:
    phone = plain(typed or "") or None
    digits = (phone or "").lstrip("+")
    if phone is not None and not (6 <= len(digits) <= 15 and digits.isdigit()):
        raise refuse("bad_choice", field="phone")
    return phone


@dataclass(frozen=True, kw_only=True)
class MovePerson(Act):
    """To another dwelling of this community, which is entered if it is new."""

    name = ActName.move_person
    lock = "community"
    needs = frozenset({CANDIDATE, OPEN_ROLLS, ADDRESSES})
    person_id: str
    entries: tuple[RosterEntry, ...]
    happened_on: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row, known = _who(case), case[ADDRESSES]
        facts: list[Fact] = []
        dwelling = enter_dwelling(case, self.entries[0], known, facts)
        if dwelling == row.dwelling_id:
            raise refuse("nothing_changed")
        return [
            *facts,
            f.PersonMoved(
                person=self.person_id,
                dwelling=dwelling,
                dwelling_before=row.dwelling_id,
                happened_on=_day(case, self.happened_on),
                on_open_rolls=case[OPEN_ROLLS],
                reason=words(self.reason, most=case.rulebook.limits.reason_max, what="reason"),
            ),
        ]


@dataclass(frozen=True, kw_only=True)
class RecordLeft(Act):
    """Moved away or died: every office of the person ends with it."""

    name = ActName.record_left
    lock = "community"
    needs = frozenset({CANDIDATE, OPEN_ROLLS})
    person_id: str
    cause: str
    happened_on: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _who(case)
        if self.person_id == case.me:
            raise refuse("own_interest")
        cause, reason = (
            one_of(self.cause, ("moved_away", "died"), "cause"),
            words(self.reason, most=case.rulebook.limits.reason_max, what="reason"),
        )
        left = f.PersonLeft(
            person=self.person_id,
            cause=cause,
            happened_on=_day(case, self.happened_on),
            on_open_rolls=case[OPEN_ROLLS],
            reason=reason,
        )
        return [
            left,
            *(
                people_facts.OfficeLeft(office=o.office_id, person=self.person_id, cause=cause)
                for o in case[CANDIDATE].terms
            ),
        ]


@dataclass(frozen=True, kw_only=True)
class RecordReturn(Act):
    """Lives here again, or was never gone. Offices do not come back by themselves."""

    name = ActName.record_return
    lock = "community"
    needs = frozenset({CANDIDATE})
    person_id: str
    happened_on: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _who(case, here=False)
        if row.standing in HERE:
            raise refuse("nothing_changed")
        return [
            f.PersonReturned(
                person=self.person_id,
                standing=_standing(case, row.birth_date),
                happened_on=_day(case, self.happened_on),
                reason=words(self.reason, most=case.rulebook.limits.reason_max, what="reason"),
            )
        ]


@dataclass(frozen=True, kw_only=True)
class MergeEntries(Act):
    """Two entries are one person.

    The one that is closed has no account and no office and stands on no roll of a vote under way.
    """

    name = ActName.merge_entries
    lock = "community"
    needs = frozenset({CANDIDATE, OTHER_ENTRY})
    person_id: str
    closed_id: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _who(case)
        other = case[OTHER_ENTRY]
        if (
            other.person is None
            or other.person.standing == "merged"
            or self.closed_id == self.person_id
        ):
            raise refuse("unknown_person")
        if other.person.joined_at is not None or other.offices or other.open_rolls:
            raise refuse("entry_in_use")
        return [
            f.EntriesMerged(
                person=self.person_id,
                closed=self.closed_id,
                reason=words(self.reason, most=case.rulebook.limits.reason_max, what="reason"),
            )
        ]
