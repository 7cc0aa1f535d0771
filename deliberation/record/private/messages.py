"""Inboxes: storing messages with the mark of how far the log was read, in one transaction; marking them read."""

from sqlalchemy import insert, select, update

from deliberation import clock
from deliberation.record.engines import Engines, current
from deliberation.record.ids import new_id

from .tables import message, notice_mark

Message = tuple[str, int, str, str | None]


def mark(community: str, engines: Engines) -> int:
    """Up to which position notices were made."""
    with engines.read_connection() as conn:
        return conn.execute(select(notice_mark.c.position).where(notice_mark.c.community_id == community)).scalar() or 0


def store(community: str, made: list[Message], end: int, engines: Engines) -> int:
    """Store (person, position, kind, proposal) and the new mark. Whoever comes second finds the mark moved and stores nothing."""
    now = clock.now()
    with engines.write_connection() as conn:
        before = conn.execute(select(notice_mark.c.position).where(notice_mark.c.community_id == community).with_for_update()).scalar()
        if before is not None and before >= end:
            return 0
        fresh = [m for m in made if before is None or m[1] >= before]
        if fresh:
            conn.execute(insert(message), [{"community_id": community, "message_id": new_id(), "person_id": person, "fact_position": position, "kind": kind,
                                            "proposal_id": proposal, "params": "", "created_at": now} for person, position, kind, proposal in fresh])
        if before is None:
            conn.execute(insert(notice_mark).values(community_id=community, position=end, at=now))
        else:
            conn.execute(update(notice_mark).where(notice_mark.c.community_id == community).values(position=end, at=now))
    return len(fresh)


def read_all(community: str, person: str) -> None:
    """Everything in this inbox has been seen."""
    with current().write_connection() as conn:
        conn.execute(update(message).where(message.c.community_id == community, message.c.person_id == person, message.c.read_at.is_(None))
                     .values(read_at=clock.now()))
