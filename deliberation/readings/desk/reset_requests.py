"""Requests to take away a second factor, with the names of the three people."""

from typing import Any

from sqlalchemy import and_, select

from deliberation.record import tables
from deliberation.record.tables.joins import same

from .entries import PAGE

_R = tables.factor_reset
_WHO, _ASKER, _DECIDER = (tables.person.alias() for _ in range(3))


def _is(alias: Any, column: Any) -> Any:
    return and_(same(_R, alias), alias.c.person_id == column)


_ASKED = (
    _R.join(_WHO, _is(_WHO, _R.c.person_id))
    .join(_ASKER, _is(_ASKER, _R.c.asked_by))
    .outerjoin(_DECIDER, _is(_DECIDER, _R.c.decided_by))
)
_RESET = (
    _R,
    _WHO.c.name.label("name"),
    _ASKER.c.name.label("asked_name"),
    _DECIDER.c.name.label("decided_name"),
)


def resets(
    s: Any,
    community: str,
    *,
    person: str | None = None,
    state: str | None = None,
    limit: int = PAGE,
) -> list[Any]:
    """Requests to take away a second factor, newest first, with the names of the three people."""
    t = tables.factor_reset
    query = select(*_RESET).select_from(_ASKED).where(t.c.community_id == community)
    if person:
        query = query.where(t.c.person_id == person)
    if state:
        query = query.where(t.c.state == state)
    return list(s.execute(query.order_by(t.c.asked_at.desc(), t.c.reset_id.desc()).limit(limit)))
