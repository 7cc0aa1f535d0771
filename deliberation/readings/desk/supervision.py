"""The supervisors' desk: what is late, contested, returned, passed by in silence, short of quorum,
corrected or reset, and what stays without an end, in that order. Core only.

Each list is a fixed number of statements with its length beside it; names are those of people,
never of choices.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from deliberation.record import tables

from . import by_default
from .quorum import short_of_quorum
from .supervised import STATEMENTS, Item

__all__ = ["SECTIONS", "Item", "overview", "section"]

SECTIONS = ("late", "contested", "returned", "silence", "quorum", "corrected", "resets", "stays")
FIRST, PAGE = 5, 30

_P = tables.proposal


def section(
    s: Any, community: str, now: datetime, code: str, *, start: int = 0, limit: int = PAGE
) -> tuple[list[Item], int]:
    """One list from its `start`-th line, and how long it is. KeyError for an unknown code."""
    if code == "quorum":
        found = short_of_quorum(s, community, now)
        return found[start : start + limit], len(found)
    if code == "silence":
        return by_default.lines(s, community, now, start, limit)
    lines = STATEMENTS[code](community, now).subquery()
    query = _with_names(lines, community)
    newest = lines.c.at.asc() if code in ("late", "contested") else lines.c.at.desc()
    rows = s.execute(
        query.order_by(newest, lines.c.proposal_id, lines.c.code).offset(start).limit(limit)
    ).all()
    return [_item(r) for r in rows], rows[0].whole if rows else 0


def _item(r: Any) -> Item:
    return Item(
        code=r.code,
        at=r.at,
        proposal_id=None if r.announcement_id else r.proposal_id,
        title=r.title,
        person_id=r.person_id,
        name=r.name,
        announcement_id=r.announcement_id,
        act=r.act,
        due=bool(r.due),
        who_kind=r.who_kind or "",
        who=r.who or "",
        ref=r.ref or "",
        position=r.position,
    )


def _with_names(lines: Any, community: str) -> Any:
    """Each line with the title of its proposal or announcement, the name of its person, where its
    fact stands, and how many there are.
    """
    who, a = tables.person, tables.announcement
    named = lines.outerjoin(
        _P, and_(_P.c.community_id == community, _P.c.proposal_id == lines.c.proposal_id)
    ).outerjoin(who, and_(who.c.community_id == community, who.c.person_id == lines.c.person_id))
    named = named.outerjoin(
        a, and_(a.c.community_id == community, a.c.subject_id == lines.c.proposal_id)
    )
    f = tables.fact
    named = named.outerjoin(f, and_(f.c.community_id == community, f.c.fact_id == lines.c.fact_id))
    whole = func.count().over().label("whole")
    title = func.coalesce(_P.c.title, a.c.title).label("title")
    announcement = a.c.subject_id.label("announcement_id")
    columns = (title, announcement, who.c.name, f.c.position, whole)
    return select(lines, *columns).select_from(named)


def overview(s: Any, community: str, now: datetime) -> dict[str, tuple[list[Item], int]]:
    """Every list's first lines and its length, in the order supervisors read them."""
    return {code: section(s, community, now, code, limit=FIRST) for code in SECTIONS}
