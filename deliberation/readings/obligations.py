"""Who has to do what about a subject: what is open of it, and what the clock will do."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from deliberation.charter.act import REGISTRY
from deliberation.readings.coming_first import something_first
from deliberation.record import tables
from deliberation.record.direct import once
from deliberation.record.prepared import run
from deliberation.record.tables.joins import of_one, same

MOST = 200
_O, _F = tables.obligation, tables.fact


def waiting(s: Any, community: str, subject: str) -> tuple[Any, ...]:
    """Every open line that nothing comes before, the next due first, what is never due last."""
    return tuple(
        s.execute(
            select(_O)
            .where(*of_one(_O, community, subject), *_now())
            .order_by(_O.c.due_at.is_(None), _O.c.due_at, _O.c.act, _O.c.ref)
            .limit(MOST)
        )
    )


def after(s: Any, community: str, subject: str | None, fact: str) -> tuple[Any, ...]:
    """The same, each with `own`: whether the act that wrote this fact asked for it. Without a
    subject only those.
    """
    given = {"community": community, "subject": subject or "", "fact": fact}
    return tuple(run(s, _after(len(REGISTRY), whole=bool(subject)), given))


@lru_cache(maxsize=4)
def _after(_acts: int, *, whole: bool) -> Select[Any]:
    """The statement, made once all acts are known: their number is a part of the key."""
    here: Any = bindparam("community")
    subject: Any = bindparam("subject")
    act = select(_F.c.act_id).where(_F.c.community_id == here, _F.c.fact_id == bindparam("fact"))
    own = _F.c.act_id == act.scalar_subquery()
    query = (
        select(_O, own.label("own"))
        .join(_F, same(_O, _F, fact_id="opened_by"))
        .where(_O.c.community_id == here, _O.c.subject_id == subject, *_now())
        .order_by(_O.c.due_at.is_(None), _O.c.due_at, _O.c.act, _O.c.ref)
        .limit(MOST)
    )
    return once(query if whole else query.where(own))


def _now() -> tuple[ColumnElement[bool], ...]:
    """SQL: open, and nothing has to be done by others first."""
    return _O.c.ended_at.is_(None), ~something_first()


def of_clock(lines: tuple[Any, ...]) -> tuple[Any, ...]:
    """What the clock will do, among these."""
    return tuple(x for x in lines if x.who_kind == "clock")


def of_people(lines: tuple[Any, ...]) -> list[Any]:
    """What people have to do, among these: each act once for the same people, since a list of
    entries stands elsewhere.
    """
    first: dict[tuple[str, str, str], Any] = {}
    for x in lines:
        if x.who_kind != "clock":
            first.setdefault((x.act, x.who_kind, x.who), x)
    return list(first.values())
