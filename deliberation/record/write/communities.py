"""The community an act belongs to, read once per process."""

from sqlalchemy import Connection, select

from deliberation.charter.case import Community
from deliberation.charter.reasons import Reason, Refused
from deliberation.record import tables
from deliberation.record.engines import Engines

_communities: dict[tuple[int, str], Community] = {}


def community(conn: Connection, community_id: str, engines: Engines) -> Community:
    """Name, time zone and language never change, so they are read once per process."""
    found = _communities.get((id(engines), community_id))
    if found is None:
        t = tables.community
        row = conn.execute(select(t).where(t.c.community_id == community_id)).first()
        if row is None:
            raise Refused(Reason("unknown_community"))
        found = _communities[(id(engines), community_id)] = Community(
            row.community_id, row.slug, row.name, row.timezone, row.language
        )
    return found
