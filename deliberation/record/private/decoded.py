"""A budget of pictures, and of seconds of the processor, per account and hour: a refused form has
cost the same work.

Used by web.forms.files_ready around each decoding. Real time; counted in the database for all
workers together.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from deliberation import clock
from deliberation.record import engines
from deliberation.record.unavailable import NotNow

from .tables import decoded
from .whole import apart

HOUR = timedelta(hours=1)
_KEPT = timedelta(days=1)
LOG = logging.getLogger(__name__)


class Spent(Exception):
    """The hour's pictures are used up; `again_at` is when the next hour begins (real time)."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(f"until {again_at:%H:%M}")
        self.again_at = again_at


@dataclass
class Budget:
    """What one account may have decoded in an hour: pictures, and seconds of the processor.
    `reserve`: seconds one picture can take at most.

    Called when a decoder really begins, and when it ended: whoever is sent away before has spent
    nothing, and what was reserved and not used comes back.
    """

    account_id: str
    pictures: int
    seconds: int
    reserve: int
    _hour: datetime | None = None

    def ask(self, pictures: int) -> None:
        """Whether so many more may be opened. Raises Spent; counts nothing, so that nobody pays for
        the first of a form whose last is too many."""
        hour, t = self._now(), decoded
        mine = (t.c.account_id == self.account_id) & (t.c.hour_at == hour)
        with engines.current().read_connection() as conn:
            row = conn.execute(select(t.c.pictures).where(mine)).one_or_none()
        if pictures + (row.pictures if row else 0) > self.pictures:
            raise Spent(hour + HOUR)

    def begin(self) -> None:
        """Count one picture and all it may take. Raises Spent, and then nothing is counted."""
        hour, t, held = self._now(), decoded, self.reserve * 1000
        mine = (t.c.account_id == self.account_id) & (t.c.hour_at == hour)
        room = (t.c.pictures < self.pictures, t.c.cpu_ms + held <= self.seconds * 1000)
        with apart() as conn:
            insert = (postgresql if conn.dialect.name == "postgresql" else sqlite).insert
            fresh = insert(t).values(account_id=self.account_id, hour_at=hour, pictures=0, cpu_ms=0)
            conn.execute(fresh.on_conflict_do_nothing())
            counted = conn.execute(
                update(t)
                .where(mine, *room)
                .values(pictures=t.c.pictures + 1, cpu_ms=t.c.cpu_ms + held)
            )
            conn.execute(delete(t).where(t.c.hour_at < hour - _KEPT))
        if not counted.rowcount:
            raise Spent(hour + HOUR)
        self._hour = hour

    @staticmethod
    def _now() -> datetime:
        return clock.real().replace(minute=0, second=0, microsecond=0)

    def end(self, seconds: float) -> None:
        """Give back what was not used; more than was reserved counts as it is."""
        t = decoded
        if self._hour is None:
            return
        mine = (t.c.account_id == self.account_id) & (t.c.hour_at == self._hour)
        change = round(seconds * 1000) - self.reserve * 1000
        try:
            with apart() as conn:
                conn.execute(update(t).where(mine).values(cpu_ms=t.c.cpu_ms + change))
        except (NotNow, SQLAlchemyError):  # the picture is read: its act goes on
            LOG.warning("what a picture took was not counted; its reserve stays counted")
        self._hour = None
