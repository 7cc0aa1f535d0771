"""Whom a form of an election or a recall means: somebody here by name, an office by its id."""

from typing import Any

from sqlalchemy import select

from deliberation.record import tables
from deliberation.record.residing import resident
from deliberation.record.tables.joins import same


def adult_named(s: Any, community: str, name: str, room: str | None) -> str | None:
    """The one adult of this full name living here (in this room, where given); None where there is
    none or several.
    """
    p, d = tables.person, tables.dwelling
    query = select(p.c.person_id).where(
        p.c.community_id == community,
        p.c.name == name.strip(),
        resident(p),
    )
    if room and room.strip():
        query = query.join(d, same(p, d, "dwelling_id")).where(d.c.room == room.strip())
    found = s.execute(query.limit(2)).scalars().all()
    return found[0] if len(found) == 1 else None


def office_named(s: Any, community: str, office: str) -> Any:
    """An office in force with its holder's full name; None where there is none."""
    o, p = tables.office, tables.person
    return s.execute(
        select(o.c.office_id, o.c.role, p.c.person_id, p.c.name)
        .join(p, same(o, p, "person_id"))
        .where(o.c.community_id == community, o.c.office_id == office, o.c.left_at.is_(None))
    ).first()
