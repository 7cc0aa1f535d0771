"""Whether the server's date can be believed. `perform` and the clock ask; a person confirms
(`deliberation tick --confirm`).

No act is dated more than BEHIND before the last fact of its community, and none more than so many
days (setting jump_days) after
whatever this installation last knew of time: its last fact, its last tick, its last confirmation.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from deliberation import clock
from deliberation.charter.reasons import refuse
from deliberation.record.log.facts import BEHIND

from .engines import Engines
from .tables import clock_seen, log_head

SEEN_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Jump:
    """From the last time that was known to be right to what the server says now."""

    last: datetime
    now: datetime

    @property
    def days(self) -> int:
        """Whole days between them."""
        return (self.now - self.last).days


def last_known(conn: Connection) -> datetime | None:
    """The latest of every last fact and the clock's own mark; None in an installation without
    either."""
    times = [
        conn.execute(select(func.max(column))).scalar()
        for column in (log_head.c.at, clock_seen.c.at)
    ]
    return max((t for t in times if t is not None), default=None)


def check(engines: Engines, conn: Connection, now: datetime) -> None:
    """Refuse an act of this time where it would be a jump nobody confirmed. One comparison, but for
    the first act in a long time."""
    found = _jump(engines, conn, now)
    if found is not None:
        raise refuse("clock_ahead", days=found.days)


def jump(engines: Engines) -> Jump | None:
    """The jump that waits for a person, if there is one."""
    with engines.read_connection() as conn:
        return _jump(engines, conn, clock.now())


def _jump(engines: Engines, conn: Connection, now: datetime) -> Jump | None:
    if engines.most_days is None:
        return None
    most = timedelta(days=engines.most_days)
    # What was known once stays known, so that only a time beyond it is a question for the database.
    if engines.trusted is not None and now - engines.trusted <= most:
        return None
    last = last_known(conn)
    if last is None:
        return None
    engines.trusted = last
    return Jump(last, now) if now - last > most else None


def behind(conn: Connection, now: datetime) -> timedelta:
    """How far the server's time lies before the last fact anywhere, beyond what is allowed; zero
    where it does not."""
    last = conn.execute(select(func.max(log_head.c.at))).scalar()
    return max(last - BEHIND - now, timedelta(0)) if last is not None else timedelta(0)


def seen(engines: Engines) -> None:
    """The clock's mark, every SEEN_EVERY: in a community where nothing is recorded for weeks, time
    has passed all the same."""
    now = clock.now()
    with engines.read_connection() as conn:
        before = conn.execute(select(clock_seen.c.at)).scalar()
        if before is not None and now - before < SEEN_EVERY or _jump(engines, conn, now):
            return
    with engines.write_connection() as conn:
        mark(conn, now)


def confirm(engines: Engines) -> None:
    """A person says that the server's date is right."""
    with engines.write_connection() as conn:
        mark(conn, clock.now())
    engines.trusted = None


def mark(conn: Connection, at: datetime) -> None:
    """Time was right at `at`; never moved back."""
    before = conn.execute(select(clock_seen.c.at).with_for_update()).scalar()
    if before is None:
        conn.execute(insert(clock_seen).values(one=1, at=at))
    elif at > before:
        conn.execute(update(clock_seen).values(at=at))
