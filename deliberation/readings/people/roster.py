"""The roster as the clerk sees it: people with addresses, paged by key, found by name or building.
Never shown to others.
"""

from typing import Any

from sqlalchemy import or_, select

from deliberation.readings.people import listing
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.residing import resident
from deliberation.record.tables.joins import same

PAGE = 50


_ENTRY = (
    tables.person.c.person_id,
    tables.person.c.name,
    tables.person.c.phone,
    tables.person.c.standing,
    tables.person.c.tenure,
    tables.person.c.lives_here,
    tables.person.c.joined_at,
    tables.person.c.dwelling_id,
    tables.dwelling.c.building,
    tables.dwelling.c.unit,
    tables.dwelling.c.room,
)


def people(
    s: Any, community: str, *, text: str = "", after: str | None = None, limit: int = PAGE
) -> tuple[list[Any], str | None]:
    """Rows with name, phone, address, standing, joined; and the next key."""
    p, d = tables.person, tables.dwelling
    query = (
        select(*_ENTRY)
        .select_from(listing.at_home(p, d))
        .where(p.c.community_id == community, p.c.hand_key.is_not(None))
    )
    if text:
        query = query.where(
            or_(p.c.name.startswith(text, autoescape=True), d.c.building == text, p.c.phone == text)
        )
    later = listing.beyond(s, community, after)
    query = query if later is None else query.where(later)
    rows = s.execute(query.order_by(*listing.order(p, d)).limit(limit + 1)).all()
    return rows[:limit], rows[limit - 1].person_id if len(rows) > limit else None


def person(s: Any, community: str, person_id: str) -> Any:
    """One row of the roster, or None."""
    p, d = tables.person, tables.dwelling
    return s.execute(
        select(p, d.c.building, d.c.unit, d.c.room)
        .select_from(listing.at_home(p, d))
        .where(p.c.community_id == community, p.c.person_id == person_id)
    ).first()


def entry_said_by(s: Any, community: str, fact_id: str) -> str | None:
    """Whose entry this fact says as it stands now; None where it is nobody's."""
    row = first(s, tables.person, "person_id", community_id=community, private_from=fact_id)
    return row.person_id if row is not None else None


def buildings(s: Any, community: str) -> list[str]:
    """Names of the buildings, for printing letters one building at a time."""
    d = tables.dwelling
    return list(
        s.execute(
            select(d.c.building)
            .where(d.c.community_id == community, d.c.building.is_not(None))
            .distinct()
            .order_by(d.c.building)
        ).scalars()
    )


def adults_of_building(s: Any, community: str, building: str, most: int = 400) -> list[Any]:
    """Adults living in a building who have not joined yet, by address."""
    p, d = tables.person, tables.dwelling
    return list(
        s.execute(
            select(p.c.person_id, p.c.name, p.c.dwelling_id, d.c.building, d.c.unit, d.c.room)
            .select_from(p.join(d, same(p, d, "dwelling_id")))
            .where(
                p.c.community_id == community,
                d.c.building == building,
                resident(p),
                p.c.joined_at.is_(None),
            )
            .order_by(d.c.unit, d.c.room, p.c.person_id)
            .limit(most)
        )
    )


def offices_of(s: Any, community: str, person_id: str) -> list[Any]:
    """Offices a person holds or held."""
    o = tables.office
    return list(
        s.execute(
            select(o)
            .where(o.c.community_id == community, o.c.person_id == person_id)
            .order_by(o.c.starts_at)
        )
    )


def relatives_of(s: Any, community: str, person_id: str) -> list[Any]:
    """Declared near relatives: person_id, name."""
    r, p = tables.relative, tables.person
    return list(
        s.execute(
            select(p.c.person_id, p.c.name)
            .select_from(r.join(p, same(r, p, person_id="relative_id")))
            .where(r.c.community_id == community, r.c.person_id == person_id)
            .order_by(p.c.person_id)
        )
    )
