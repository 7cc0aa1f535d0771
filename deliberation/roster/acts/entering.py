"""Entering who lives where, row by row of a roster. Called by the shell and the clerk's desk."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from deliberation.charter import text
from deliberation.charter.act import Act, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import people as f
from deliberation.charter.ids import drawn
from deliberation.charter.needs.people import ADDRESSES
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import ADULT


def years_old(birth_date: str, on: date) -> int:
    """Full years on a day; Civil Code Art 17: adult from the 18th birthday."""
    born = date.fromisoformat(birth_date)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One checked row of a roster: address, person, standing.

    Areas in 0.01 m², birth date as ISO day.
    """

    estate: str | None
    building: str
    unit: str
    room: str
    name: str
    phone: str | None
    birth_date: str
    area: int
    tenure: str
    lives_here: bool


@dataclass(frozen=True, kw_only=True)
class EnterPeople(Act):
    """A batch of roster rows. Rows already there change nothing; a batch of nothing new is refused
    as already_in.
    """

    name = ActName.enter_people
    lock = "community"
    needs = frozenset({ADDRESSES})
    entries: tuple[RosterEntry, ...]

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        known = case[ADDRESSES]
        groups, dwellings, people = dict(known.groups), dict(known.dwellings), set(known.people)
        today = case.calendar.local_day(now, case.community.timezone)
        facts: list[Fact] = []
        entered: list[f.PersonEntered] = []
        for e in self.entries:
            dwelling = _dwelling_for(case, e, groups, dwellings, facts)
            who = (dwelling, e.name, e.birth_date)
            if who not in people:
                people.add(who)
                entered.append(_entered(case, e, dwelling, today))
        if not facts and not entered:
            raise refuse("already_in")
        return [*facts, *_mixed(case, entered)]


def _mixed(case: Case, entered: list[f.PersonEntered]) -> list[f.PersonEntered]:
    """The people after all homes, by an id that follows no order of the file: beside its home, or
    in the order of a list of streets, an entry would say where it lives.
    """
    ids = [x.person for x in drawn(entered, case.new_id)]
    given = [replace(x, person=i) for x, i in zip(entered, ids, strict=True)]
    return sorted(given, key=lambda x: x.person)


def _entered(case: Case, e: RosterEntry, dwelling: str, today: date) -> f.PersonEntered:
    return f.PersonEntered(
        person=case.new_id(),
        hand_key=case.new_key(),
        dwelling=dwelling,
        standing="adult" if years_old(e.birth_date, today) >= ADULT else "minor",
        tenure=e.tenure,
        lives_here=e.lives_here,
        name=words(e.name, most=80, what="name"),
        phone=e.phone,
        birth_date=e.birth_date,
    )


def enter_dwelling(case: Case, e: RosterEntry, known: Any, facts: list[Fact]) -> str:
    """The dwelling at an address; its group and itself are entered if they are new.

    `known`: the answer to ADDRESSES.
    """
    return _dwelling_for(case, e, dict(known.groups), dict(known.dwellings), facts)


def _dwelling_for(
    case: Case,
    e: RosterEntry,
    groups: dict[Any, str],
    dwellings: dict[Any, str],
    facts: list[Fact],
) -> str:
    _readable(e)
    group = _group_for(case, e, groups, facts)
    key = (group, e.building, e.unit, e.room)
    if key not in dwellings:
        entered = _dwelling(case, e, group)
        dwellings[key] = entered.dwelling
        facts.append(entered)
    return dwellings[key]


def _dwelling(case: Case, e: RosterEntry, group: str | None) -> f.DwellingEntered:
    return f.DwellingEntered(
        dwelling=case.new_id(),
        group=group,
        area=e.area,
        building=e.building,
        unit=e.unit,
        room=e.room,
    )


def _readable(e: RosterEntry) -> None:
    """Refuses an address of which a part cannot be seen, or is piled with marks."""
    for field in ("estate", "building", "unit", "room"):
        value = getattr(e, field)
        if value and not text.is_seen(value):
            raise refuse("empty_text", field=field)
        text.refuse_marks(value or "", field)


def _group_for(case: Case, e: RosterEntry, groups: dict[Any, str], facts: list[Fact]) -> str | None:
    parent = None
    for level, name in (("estate", e.estate), ("building", e.building)):
        if not name:
            continue
        if (parent, name) not in groups:
            groups[(parent, name)] = case.new_id()
            facts.append(
                f.GroupEntered(group=groups[(parent, name)], level=level, parent=parent, name=name)
            )
        parent = groups[(parent, name)]
    return parent
