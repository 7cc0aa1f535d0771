"""The roster lives: correcting an entry, moving, leaving, returning, merging, and what residents
ask to be put right.

Called by the clerk's pages and by residents for their own entry. A frozen roll is never reached: it
holds ids, and stays.
"""

from dataclasses import dataclass
from datetime import date, datetime

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import people as people_facts
from deliberation.charter.facts.people import roster as f
from deliberation.charter.needs.people import (
    ADDRESSES,
    CANDIDATE,
    CORRECTION,
    OPEN_CORRECTION,
    OPEN_ROLLS,
    OTHER_ENTRY,
    Person,
)
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import ADULT

from .people import RosterEntry, enter_dwelling, years_old

TENURES = ("owner", "tenant")
ANSWER_DAYS = 3
PRIVATE = ("name", "phone", "birth_date")
PUBLIC = ("tenure", "lives_here")
HERE = ("adult", "minor")


def _who(case: Case, *, here: bool = True) -> Person:
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


def _phone(text: str | None) -> str | None:
    phone = (text or "").strip() or None
    if phone is not None and not (
        6 <= len(phone.lstrip("+")) <= 15 and phone.lstrip("+").isdigit()
    ):
        raise refuse("bad_choice", field="phone")
    return phone


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
        row = _who(case)
        name, phone = words(self.new_name, most=80, what="name"), _phone(self.phone)
        born, tenure = _born(case, self.birth_date), one_of(self.tenure, TENURES, "tenure")
        new = {
            "name": name,
            "phone": phone,
            "birth_date": born,
            "tenure": tenure,
            "lives_here": self.lives_here,
        }
        changed = [k for k in (*PRIVATE, *PUBLIC) if getattr(row, k) != new[k]]
        if not changed:
            raise refuse("nothing_changed")
        standing = _standing(case, born)
        if standing == "minor" and case[CANDIDATE].terms:
            raise refuse(
                "not_adult"
            )  # whoever holds an office leaves it first, by an act that names the cause
        before = {
            k: str(getattr(row, k)) for k in changed if k in PRIVATE and getattr(row, k) is not None
        }
        return [
            f.PersonCorrected(
                person=self.person_id,
                changed=changed,
                standing=standing,
                tenure=tenure,
                lives_here=self.lives_here,
                happened_on=_day(case, self.happened_on),
                on_open_rolls=case[OPEN_ROLLS],
                reason=words(self.reason, most=case.rulebook.limits.reason_max, what="reason"),
                name=name,
                phone=phone,
                birth_date=born,
                before=before or None,
            )
        ]


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


@dataclass(frozen=True, kw_only=True)
class AskCorrection(Act):
    """Something in my own entry is wrong (个人信息保护法 Art 46), or what I wrote is to be erased
    (Art 47). One open request at a time.
    """

    name = ActName.ask_correction
    lock = "community"
    needs = frozenset({OPEN_CORRECTION})
    body: str
    wish: str = "correct"

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case[OPEN_CORRECTION] is not None:
            raise refuse("already_asked")
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        due = case.calendar.add_days(now, ANSWER_DAYS, case.community.timezone).at
        return [
            f.CorrectionAsked(
                request=case.new_id(),
                person=case.me,
                wish=one_of(self.wish, ("correct", "erase"), "wish"),
                due_at=due,
                body=body,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class AnswerCorrection(Act):
    """Put right (by an act of its own), or declined with a reason. Nobody answers their own."""

    name = ActName.answer_correction
    lock = "community"
    needs = frozenset({CORRECTION})
    request_id: str
    outcome: str
    answer: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[CORRECTION]
        if row is None:
            raise refuse("unknown_reference")
        if row.state != "open":
            raise refuse("already_answered")
        if row.person_id == case.me:
            raise refuse("own_interest")
        return [
            f.CorrectionAnswered(
                request=row.request_id,
                person=row.person_id,
                by=case.me,
                outcome=one_of(self.outcome, ("done", "declined"), "outcome"),
                answer=words(self.answer, most=case.rulebook.limits.reason_max, what="answer"),
            )
        ]
