"""Moving the civic time of a demo instance forward: the one table of its own, refused in every
other instance.
"""

from datetime import timedelta

from sqlalchemy import insert, select, update

from deliberation import clock

from . import civic_time
from .engines import Engines, current
from .tables import demo_clock


class NotADemo(RuntimeError):
    """Civic time moves in a demo only."""


def mark(engines: Engines, offset_seconds: int = 0) -> None:
    """Make an empty instance a demo, for good."""
    with engines.write_connection() as conn:
        conn.execute(insert(demo_clock).values(one=1, offset_seconds=offset_seconds))


def advance(seconds: int, engines: Engines | None = None) -> int:
    """Move forward; returns the whole offset in seconds.

    Raises NotADemo, ValueError for going back.
    """
    if seconds < 0:
        raise ValueError("time does not run backwards")
    engines = engines or current()
    with engines.write_connection() as conn:
        before: int | None = conn.execute(select(demo_clock.c.offset_seconds)).scalar()
        if before is None:
            raise NotADemo("this is not a demo instance")
        conn.execute(update(demo_clock).values(offset_seconds=before + seconds))
        # Whoever moves a demo's time says that it is right.
        civic_time.mark(conn, clock.real() + timedelta(seconds=before + seconds))
    engines.forget_offset()
    current().forget_offset()
    return before + seconds
