"""What somebody owns and whom they act for, and units found by their address. Areas in 0.01 m²."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from deliberation.record import tables

FOUND_MOST = 30
_D = tables.dwelling
_UNIT = (_D.c.dwelling_id, _D.c.building, _D.c.unit, _D.c.room, _D.c.area)


@dataclass(frozen=True, slots=True)
class Tie:
    """One person's tie to units. how: home (owner by their entry), owns (another unit), or a ground
    of acting for an owner; None where that was erased.
    """

    how: str | None
    ident: str | None
    units: tuple[Any, ...]
    document: str | None = None
    since: datetime | None = None
    ended_at: datetime | None = None
    reason: str | None = None

    @property
    def area(self) -> int:
        """Together, in 0.01 m²."""
        return sum(u.area for u in self.units)


def ties(s: Any, community: str, person: str) -> list[Tie]:
    """Everything somebody owns or acts for, what ended last. Four queries."""
    p = tables.person
    me = s.execute(
        select(p.c.dwelling_id, p.c.tenure).where(
            p.c.community_id == community, p.c.person_id == person
        )
    ).one()
    owned, acting = _owned(s, community, person), _acting(s, community, person)
    rows = [*owned, *(x for rows in acting.values() for x in rows)]
    known = _units(s, community, {me.dwelling_id, *(x.dwelling_id for x in rows)})
    found = [_tie("owns", x.ownership_id, [x], known) for x in owned]
    found += [_tie(rows[0].ground, ident, rows, known) for ident, rows in acting.items()]
    if me.tenure == "owner" and me.dwelling_id in known:
        found.insert(0, Tie("home", None, (known[me.dwelling_id],)))
    return sorted(found, key=lambda t: t.ended_at is not None)


def _tie(how: str, ident: str, rows: list[Any], known: dict[str, Any]) -> Tie:
    units, x = tuple(known[r.dwelling_id] for r in rows if r.dwelling_id in known), rows[0]
    return Tie(how, ident, units, x.document, x.at, x.ended_at, x.end_reason)


def _owned(s: Any, community: str, person: str) -> list[Any]:
    o = tables.ownership
    query = select(o).where(o.c.community_id == community, o.c.person_id == person)
    return list(s.execute(query.order_by(o.c.at)))


def _acting(s: Any, community: str, person: str) -> dict[str, list[Any]]:
    """Each representation with its units."""
    r = tables.representation
    query = select(r).where(r.c.community_id == community, r.c.person_id == person)
    found: dict[str, list[Any]] = {}
    for x in s.execute(query.order_by(r.c.at, r.c.unit_no)):
        found.setdefault(x.representation_id, []).append(x)
    return found


def _units(s: Any, community: str, ids: Iterable[str | None]) -> dict[str, Any]:
    wanted = set(ids)
    query = select(*_UNIT).where(_D.c.community_id == community, _D.c.dwelling_id.in_(wanted))
    return {r.dwelling_id: r for r in s.execute(query)} if wanted else {}


def find_units(s: Any, community: str, text: str) -> list[Any]:
    """Units by building, or by building-unit-room as they stand on a letter."""
    parts = [x.strip() for x in text.replace("－", "-").split("-") if x.strip()]
    if not parts:
        return []
    query = select(*_UNIT).where(_D.c.community_id == community)
    if len(parts) == 1:
        query = query.where(or_(_D.c.building == parts[0], _D.c.room == parts[0]))
    else:
        query = query.where(_D.c.building == parts[0], _D.c.room == parts[-1])
    if len(parts) > 2:
        query = query.where(_D.c.unit == parts[1])
    by_address = query.order_by(_D.c.building, _D.c.unit, _D.c.room, _D.c.dwelling_id)
    return list(s.execute(by_address.limit(FOUND_MOST)))
