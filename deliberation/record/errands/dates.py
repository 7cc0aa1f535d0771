"""Provisional dates are counted again as soon as their year is announced; they only ever move
later, and never stop a tick.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select, tuple_

from deliberation import clock
from deliberation.charter.act import REGISTRY, Act, attempt
from deliberation.charter.acts import ActName
from deliberation.charter.calendar import Calendar, Due
from deliberation.charter.rulebook import Rulebook
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.tables.joins import same
from deliberation.record.write.rules import rulebook_of

# By database: the day it was done last, and the calendars it was done with.
_looked: dict[str, tuple[date, tuple[Calendar, ...]]] = {}


def acts(engines: Engines, community: str | None, most: int) -> Iterator[tuple[str, Act]]:
    """(community, act) of each date that is known better by now.

    All of them, `most` at a time, once in a day and whenever a year was announced: a date that was
    counted with the calendars of today says what they say.
    """
    now = clock.now().date(), Calendar.shipped()
    if community is None and _looked.get(engines.url) == now:
        return
    behind: tuple[str, ...] = ()
    while rows := _some(engines, community, most, behind):
        yield from _better(engines, rows)
        last = rows[-1]
        behind = last.community_id, last.subject_id, last.act, last.ref
    if community is None:
        _looked[engines.url] = now


def _some(
    engines: Engines, community: str | None, most: int, behind: tuple[str, ...]
) -> Sequence[Any]:
    """The next provisional dates in the order of their key."""
    t = tables.obligation
    key = (t.c.community_id, t.c.subject_id, t.c.act, t.c.ref)
    query = _provisional().order_by(*key).limit(most)
    if community:
        query = query.where(t.c.community_id == community)
    if behind:
        query = query.where(tuple_(*key) > behind)
    with engines.read_connection() as conn:
        return conn.execute(query).all()


def _better(engines: Engines, rows: Sequence[Any]) -> Iterator[tuple[str, Act]]:
    with engines.read_connection() as conn:
        books = {
            (r.community_id, r.rulebook): rulebook_of(conn, r.community_id, r.rulebook)
            for r in rows
        }
    for r in rows:
        settled = _settled(r, books[r.community_id, r.rulebook])
        if settled.at > r.due_at or not settled.provisional:
            yield r.community_id, _moved(r, settled)


def _provisional() -> Select[Any]:
    """Of any subject; what belongs to a proposal's vote has its kind and scope too."""
    t, u, p, c = tables.obligation, tables.subject, tables.proposal, tables.community
    return (
        select(t, u.c.rulebook, p.c.matter, p.c.group_id, p.c.phase, c.c.timezone)
        .join(u, same(t, u, "subject_id"))
        .outerjoin(p, same(t, p, proposal_id="subject_id"))
        .join(c, c.c.community_id == t.c.community_id)
        .where(t.c.provisional.is_(True), t.c.who_kind == "clock", t.c.ended_at.is_(None))
    )


def _settled(row: Any, book: Rulebook) -> Due:
    calendar = Calendar.load(book.calendar)
    if not REGISTRY[ActName(row.act)].ends_window:
        return calendar.settle(row.due_at, row.start_at, row.days, row.timezone)
    rule = book.kind(row.matter).vote[book.kind(row.matter).scope(row)]
    window = calendar.voting_window(
        row.start_at, row.days, row.timezone, min_working_days=rule.min_working_days
    )
    return Due(max(row.due_at, window.at), window.provisional)


def _moved(row: Any, settled: Due) -> Act:
    return attempt(
        ActName.move_deadline,
        act_id=new_id(),
        subject_id=row.subject_id,
        act=row.act,
        ref=row.ref,
        due_at=settled.at,
        provisional=settled.provisional,
    )
