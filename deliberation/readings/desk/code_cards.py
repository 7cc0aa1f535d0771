"""People a card of codes is printed for: they need a second factor and have none. Read by
desk.printing, for the clerk only.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import exists, or_, select

from deliberation.record import tables
from deliberation.record.private.factors import resets
from deliberation.record.tables.joins import same

from .print_job import MOST


def without_factor(s: Any, community: str, now: datetime, *, but: str | None) -> list[Any]:
    """People with an account whose second factor was taken away, or who hold an
    office, and who have none at all: for a card.

    `but`: the clerk, who prints none for themselves.
    """
    p = tables.person
    query = select(p.c.person_id, p.c.name).where(
        p.c.community_id == community,
        p.c.standing == "adult",
        or_(_in_office(now), _taken_away()),
        resets.account_without_factor(p),
        p.c.person_id != (but or ""),
    )
    return list(s.execute(query.order_by(p.c.person_id).limit(MOST)))


def _in_office(now: datetime) -> Any:
    p, o = tables.person, tables.office
    held = (same(p, o, "person_id"), o.c.left_at.is_(None), o.c.starts_at <= now)
    return exists(select(o.c.office_id).where(*held))


def _taken_away() -> Any:
    p, r = tables.person, tables.factor_reset
    done = r.c.state.in_(("confirmed", "by_shell"))
    return exists(select(r.c.reset_id).where(same(p, r, "person_id"), done))
