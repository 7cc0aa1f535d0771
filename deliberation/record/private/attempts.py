"""Counts wrong tries: locks one account, slows down one address. Real time, in the database, for all workers together.

A try is written before it is checked and cleared when it was right, so that many tries at once cannot slip
through between counting and writing. Called by people.sign_in, second_factor and joining.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.engine import Connection

from deliberation import clock
from deliberation.record import engines
from deliberation.record.ids import new_id

from .tables import attempt

WINDOW = timedelta(minutes=15)
DAY = timedelta(days=1)
PER_SUBJECT = 5
PER_ADDRESS = 30
_KEPT = timedelta(days=180)  # Cybersecurity Law: logs of at least six months


class TooMany(Exception):
    """Refused until `opens_at` (real time). `locked` is "account" or "address"."""

    def __init__(self, opens_at: datetime, locked: str) -> None:
        super().__init__(f"{locked} until {opens_at:%H:%M}")
        self.opens_at = opens_at
        self.locked = locked


def reserve(subject: str, address: str, kind: str) -> str:
    """Write one try, counted as wrong until `clear`ed. → its id. Raises TooMany, and then nothing is written."""
    at = clock.real()
    with engines.current().write_connection() as conn:
        _queue(conn, subject, address)
        _check(conn, attempt.c.subject == subject, PER_SUBJECT, at, "account")
        _check(conn, attempt.c.address == address, PER_ADDRESS, at, "address")
        attempt_id = new_id()
        conn.execute(
            insert(attempt).values(
                attempt_id=attempt_id, subject=subject, address=address, kind=kind, at=at
            )
        )
        conn.execute(delete(attempt).where(attempt.c.at < at - _KEPT))
    return attempt_id


def _queue(conn: Connection, subject: str, address: str) -> None:
    # SQLite's writers stand in line anyway; on PostgreSQL the tries of one account or address do so here.
    if conn.dialect.name == "postgresql":
        for key in sorted((f"a {subject}", f"b {address}")):
            conn.execute(
                text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": key}
            )


def _check(conn: Connection, whose, most: int, at: datetime, locked: str) -> None:
    recent = (
        select(attempt.c.at)
        .where(whose, attempt.c.at > at - WINDOW, ~attempt.c.cleared)
        .order_by(attempt.c.at.desc())
        .limit(most)
    )
    times = conn.execute(recent).scalars().all()
    if len(times) >= most:
        raise TooMany(times[-1] + WINDOW, locked)


def at_most(subject: str, kind: str, most: int) -> None:
    """Raises TooMany when this subject has had so many wrong tries of this kind within a day, besides what `reserve` counts."""
    at = clock.real()
    with engines.current().read_connection() as conn:
        times = (
            conn.execute(
                select(attempt.c.at)
                .where(
                    attempt.c.subject == subject,
                    attempt.c.kind == kind,
                    attempt.c.at > at - DAY,
                    ~attempt.c.cleared,
                )
                .order_by(attempt.c.at.desc())
                .limit(most)
            )
            .scalars()
            .all()
        )
    if len(times) >= most:
        raise TooMany(times[-1] + DAY, "account")


def clear(attempt_id: str) -> None:
    """This try was right: it does not count."""
    _clear(attempt.c.attempt_id == attempt_id)


def clear_subject(subject: str) -> None:
    """Somebody signed in completely: their earlier wrong tries do not count any more."""
    _clear(attempt.c.subject == subject)


def _clear(which) -> None:
    with engines.current().write_connection() as conn:
        conn.execute(update(attempt).where(which, ~attempt.c.cleared).values(cleared=True))


def left(subject: str) -> int:
    """How many more tries this subject has before it is locked."""
    since = clock.real() - WINDOW
    with engines.current().read_connection() as conn:
        used = (
            conn.execute(
                select(func.count())
                .select_from(attempt)
                .where(attempt.c.subject == subject, attempt.c.at > since, ~attempt.c.cleared)
            ).scalar()
            or 0
        )
    return max(PER_SUBJECT - used, 0)
