"""A household as its adults and the desk see it: who lives there, and who was named to vote for
it.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberation.readings.people import listing
from deliberation.record import tables
from deliberation.record.residing import resident
from deliberation.record.tables.joins import same


@dataclass(frozen=True, slots=True)
class Adult:
    """One resident adult of the household."""

    person_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Home:
    """`named`: the person who votes for it, if one was named; `document`: the paper, where the desk
    recorded it.
    """

    dwelling_id: str
    address: str
    adults: tuple[Adult, ...]
    named: str | None
    document: str | None


def home(s: Any, community: str, person: str) -> Home:
    """The household of this person. Three small queries."""
    p, d = tables.person, tables.dwelling
    at = s.execute(
        select(d.c.dwelling_id, d.c.building, d.c.unit, d.c.room)
        .join(p, same(d, p, "dwelling_id"))
        .where(p.c.community_id == community, p.c.person_id == person)
    ).one()
    named = _named(s, community, at.dwelling_id)
    return Home(
        at.dwelling_id,
        "-".join(x or "" for x in (at.building, at.unit, at.room)),
        _adults(s, community, at.dwelling_id),
        named.person_id if named else None,
        named.document if named else None,
    )


def _adults(s: Any, community: str, dwelling: str) -> tuple[Adult, ...]:
    p = tables.person
    query = (
        select(p.c.person_id, p.c.name)
        .select_from(listing.at_home(p, tables.dwelling))
        .where(p.c.community_id == community, p.c.dwelling_id == dwelling, resident(p))
        .order_by(*listing.order(p, tables.dwelling))
    )
    return tuple(Adult(a.person_id, a.name or "—") for a in s.execute(query))


def _named(s: Any, community: str, dwelling: str) -> Any:
    """Who speaks for the home, and by which document; None where nobody was named."""
    h = tables.household_rep
    query = select(h.c.person_id, h.c.document).where(
        h.c.community_id == community, h.c.dwelling_id == dwelling, h.c.ended_at.is_(None)
    )
    return s.execute(query).first()
