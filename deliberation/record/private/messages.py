"""Inboxes: storing messages with the mark of how far the log was read, in one transaction; reading
one's own, marking them read.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from deliberation import clock
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.tables.joins import same

from .tables import message, notice_mark
from .whole import apart, writing

Message = tuple[str, int, str, str | None]


def mark(community: str, engines: Engines) -> int:
    """Up to which position notices were made."""
    with engines.read_connection() as conn:
        return (
            conn.execute(
                select(notice_mark.c.position).where(notice_mark.c.community_id == community)
            ).scalar()
            or 0
        )


def store(
    community: str,
    made: list[Message],
    end: int,
    engines: Engines,
    once: frozenset[str] = frozenset(),
) -> int:
    """Store (person, position, kind, proposal) and the new mark.

    Whoever comes second finds the mark moved and stores nothing.

    A kind in `once` is not stored beside an unread one of the same kind on the same proposal.
    """
    now, mark = clock.now(), notice_mark.c
    with apart(engines) as conn:
        here = mark.community_id == community
        before = conn.execute(select(mark.position).where(here).with_for_update()).scalar()
        if before is not None and before >= end:
            return 0
        fresh = [m for m in made if before is None or m[1] >= before]
        fresh = _without_repeats(conn, community, fresh, once)
        if fresh:
            conn.execute(insert(message), [_row(community, m, now) for m in fresh])
        _move_mark(conn, community, end, now, first=before is None)
    return len(fresh)


def _move_mark(conn: Connection, community: str, end: int, now: datetime, *, first: bool) -> None:
    here = notice_mark.c.community_id == community
    if first:
        conn.execute(insert(notice_mark).values(community_id=community, position=end, at=now))
    else:
        conn.execute(update(notice_mark).where(here).values(position=end, at=now))


def _row(community: str, made: Message, now: datetime) -> dict[str, Any]:
    person, position, kind, proposal = made
    return {
        "community_id": community,
        "message_id": new_id(),
        "person_id": person,
        "fact_position": position,
        "kind": kind,
        "subject_id": proposal,
        "params": "",
        "created_at": now,
    }


def _without_repeats(
    conn: Connection, community: str, made: list[Message], once: frozenset[str]
) -> list[Message]:
    if not any(kind in once for _, _, kind, _ in made):
        return made
    unread = _unread(conn, community, once, {p for _, _, kind, p in made if kind in once})
    kept = []
    for person, position, kind, proposal in made:
        if kind in once and (person, kind, proposal) in unread:
            continue
        unread |= {(person, kind, proposal)} if kind in once else set()
        kept.append((person, position, kind, proposal))
    return kept


def _unread(
    conn: Connection, community: str, kinds: frozenset[str], proposals: set[str | None]
) -> set[tuple[str, str, str | None]]:
    """(person, kind, proposal) of what nobody has read yet."""
    m = message.c
    query = select(m.person_id, m.kind, m.subject_id).where(
        m.community_id == community,
        m.read_at.is_(None),
        m.kind.in_(kinds),
        m.subject_id.in_(proposals),
    )
    return {tuple(r) for r in conn.execute(query)}


def read_all(community: str, person: str) -> None:
    """Everything in this inbox has been seen."""
    with writing() as conn:
        conn.execute(
            update(message)
            .where(
                message.c.community_id == community,
                message.c.person_id == person,
                message.c.read_at.is_(None),
            )
            .values(read_at=clock.now())
        )


def inbox(
    s: Any, community: str, person: str, before: str | None = None, limit: int = 40
) -> tuple[list[Any], str | None]:
    """Messages, newest first, with the proposal's title, and the next key."""
    m, p = message, tables.proposal
    query = (
        select(m, p.c.title, p.c.stage)
        .outerjoin(p, same(m, p, proposal_id="subject_id"))
        .where(m.c.community_id == community, m.c.person_id == person)
    )
    if before:
        query = query.where(m.c.message_id < before)
    rows = s.execute(query.order_by(m.c.message_id.desc()).limit(limit + 1)).all()
    return rows[:limit], rows[limit - 1].message_id if len(rows) > limit else None
