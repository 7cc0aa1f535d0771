"""A row of a roster, and the dwelling and groups at its address, entered where they are new."""

from dataclasses import dataclass
from typing import Any

from deliberation.charter import text
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import people as f
from deliberation.charter.reasons import refuse


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


def enter_dwelling(case: Case, e: RosterEntry, known: Any, facts: list[Fact]) -> str:
    """The dwelling at an address; its group and itself are entered if they are new.

    `known`: the answer to Need.addresses.
    """
    return dwelling_for(case, e, dict(known.groups), dict(known.dwellings), facts)


def dwelling_for(
    case: Case, e: RosterEntry, groups: dict, dwellings: dict, facts: list[Fact]
) -> str:
    """The same, where several rows enter what the next one finds. Refuses an address of which
    nothing can be seen."""
    for field in ("estate", "building", "unit", "room"):
        value = getattr(e, field)
        if value and not text.is_seen(value):
            raise refuse("empty_text", field=field)
        text.refuse_marks(value or "", field)
    group = _group_for(case, e, groups, facts)
    key = (group, e.building, e.unit, e.room)
    if key not in dwellings:
        dwellings[key] = case.new_id()
        facts.append(
            f.DwellingEntered(
                dwelling=dwellings[key],
                group=group,
                area=e.area,
                building=e.building,
                unit=e.unit,
                room=e.room,
            )
        )
    return dwellings[key]


def _group_for(case: Case, e: RosterEntry, groups: dict, facts: list[Fact]) -> str | None:
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
