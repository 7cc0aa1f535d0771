"""The rulebook of a digest: immutable, so read once per process.

Called by `casefile` and by the recount of the certificate.
"""

from functools import lru_cache

from sqlalchemy import Connection

from deliberation.charter.rulebook import Rulebook, parse
from deliberation.record import tables
from deliberation.record.prepared import first


@lru_cache(maxsize=128)
def _parsed(source: str) -> Rulebook:
    return parse(source)


_sources: dict[tuple[str, str], Rulebook] = {}


def rulebook_of(conn: Connection, community: str, digest: str) -> Rulebook:
    """A rulebook by its digest."""
    found = _sources.get((community, digest))
    if found is None:
        source = first(
            conn, tables.rulebook, "source", community_id=community, digest=digest
        ).source
        found = _sources[(community, digest)] = _parsed(source)
    return found
