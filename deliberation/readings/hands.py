"""Whose the handles are that stand in stored facts: for whoever reads the log itself and has to
know people. Called by `new_facts`; nothing that a visitor sees asks it.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from deliberation.record import tables

CHUNK = 500


def behind(s: Any, community: str, handles: Iterable[str | None]) -> dict[str, str]:
    """handle → person, of those whom anybody knows still. One query for each CHUNK of handles."""
    h, wanted = tables.hand, sorted({x for x in handles if x})
    found: dict[str, str] = {}
    for i in range(0, len(wanted), CHUNK):
        query = select(h.c.handle, h.c.person_id).where(
            h.c.community_id == community,
            h.c.handle.in_(wanted[i : i + CHUNK]),
            h.c.person_id.is_not(None),
        )
        found |= s.execute(query).tuples().all()
    return found
