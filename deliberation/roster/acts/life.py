"""The roster lives: moving, leaving, returning, merging two entries of one person.

Called by the clerk's pages. A frozen roll is never reached: it holds ids, and stays.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import people as people_facts
from deliberation.charter.facts.people import roster as f
from deliberation.charter.needs.people import ADDRESSES, CANDIDATE, OPEN_ROLLS, OTHER_ENTRY
from deliberation.charter.reasons import refuse

from .people import RosterEntry, enter_dwelling
from .standing import HERE, day_gone, standing_by_age, who_now


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
        row, known = who_now(case), case[ADDRESSES]
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
                happened_on=day_gone(case, self.happened_on),
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
        who_now(case)
        if self.person_id == case.me:
            raise refuse("own_interest")
        cause, reason = (
            one_of(self.cause, ("moved_away", "died"), "cause"),
            words(self.reason, most=case.rulebook.limits.reason_max, what="reason"),
        )
        offices = [
            people_facts.OfficeLeft(office=o.office_id, person=self.person_id, cause=cause)
            for o in case[CANDIDATE].terms
        ]
        left = f.PersonLeft(
            person=self.person_id,
            cause=cause,
            happened_on=day_gone(case, self.happened_on),
            on_open_rolls=case[OPEN_ROLLS],
            reason=reason,
        )
        return [left, *offices]


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
        row = who_now(case, here=False)
        if row.standing in HERE:
            raise refuse("nothing_changed")
        return [
            f.PersonReturned(
                person=self.person_id,
                standing=standing_by_age(case, row.birth_date),
                happened_on=day_gone(case, self.happened_on),
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
        who_now(case)
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
