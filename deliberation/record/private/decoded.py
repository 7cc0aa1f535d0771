"""A budget of pictures decoded per account and hour, spent before each is opened: a refused form
has cost the same work.

Called by web.files. Real time; counted in the database for all workers together.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from deliberation import clock

from .tables import decoded
from .whole import apart

HOUR = timedelta(hours=1)
_KEPT = timedelta(days=1)


class Spent(Exception):
    """The hour's pictures are used up; `again_at` is when the next hour begins (real time)."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(f"until {again_at:%H:%M}")
        self.again_at = again_at


def spend(account_id: str, pictures: int, most: int) -> None:
    """Count these pictures in this hour. Raises Spent, and then nothing is counted."""
    now, t = clock.real(), decoded
    hour = now.replace(minute=0, second=0, microsecond=0)
    mine = (t.c.account_id == account_id) & (t.c.hour_at == hour)
    with apart() as conn:
        insert = (postgresql if conn.dialect.name == "postgresql" else sqlite).insert
        fresh = insert(t).values(account_id=account_id, hour_at=hour, pictures=0)
        conn.execute(fresh.on_conflict_do_nothing())
        spent = conn.execute(
            update(t)
            .where(mine, t.c.pictures + pictures <= most)
            .values(pictures=t.c.pictures + pictures)
        )
        conn.execute(delete(t).where(t.c.hour_at < now - _KEPT))
    if not spent.rowcount:
        raise Spent(hour + HOUR)
