"""Once in each local day: minors who are 18 by now (Civil Code Art 17) become adults of the
roster.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from deliberation import clock
from deliberation.charter.act import Act, attempt
from deliberation.charter.acts import ActName
from deliberation.charter.roles import ADULT
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id

_looked: dict[tuple[str, str], date] = {}  # by database and community: the day it was done last
# By database: how many communities had been looked at, and when the next of their days begins.
_all: dict[str, tuple[int, datetime]] = {}


def acts(engines: Engines, community: str | None, _most: int) -> Iterator[tuple[str, Act]]:
    """(community, act) of everybody who is grown up since yesterday."""
    now = clock.now()
    many, until = _all.get(engines.url, (0, now))
    if community is None and now < until and many == _number(engines):
        return
    rows = _communities(engines, community)
    for r in rows:
        today = now.astimezone(ZoneInfo(r.timezone)).date()
        if _looked.get((engines.url, r.community_id)) == today:
            continue
        for person in _grown(engines, r.community_id, today):
            act = attempt(ActName.come_of_age, act_id=new_id(), person_id=person)
            yield r.community_id, act
        _looked[engines.url, r.community_id] = today
    if community is None and rows:
        _all[engines.url] = len(rows), min(_day_after(now, r.timezone) for r in rows)


def _day_after(now: datetime, tz: str) -> datetime:
    zone = ZoneInfo(tz)
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)


def _number(engines: Engines) -> int:
    with engines.read_connection() as conn:
        return conn.execute(select(func.count()).select_from(tables.community)).scalar_one()


def _communities(engines: Engines, community: str | None) -> Sequence[Any]:
    t = tables.community
    query = select(t.c.community_id, t.c.timezone)
    if community:
        query = query.where(t.c.community_id == community)
    with engines.read_connection() as conn:
        return conn.execute(query).all()


def _grown(engines: Engines, community: str, today: date) -> Sequence[str]:
    p = tables.person
    born_until = f"{today.year - ADULT:04d}-{today:%m-%d}"
    query = select(p.c.person_id).where(
        p.c.community_id == community, p.c.standing == "minor", p.c.birth_date <= born_until
    )
    with engines.read_connection() as conn:
        return conn.execute(query).scalars().all()
