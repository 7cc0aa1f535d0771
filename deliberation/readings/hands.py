"""Whose the handles are that stand in stored facts, and by which handle the public knows somebody
in one place: for whoever reads the log itself, and for files that fit what it says.

A handle that means nobody any more stands itself where the person would, as in the rows.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from deliberation.charter.hands import Purpose
from deliberation.record import tables

Handles = dict[str, str]
CHUNK = 500


def behind(s: Any, community: str, handles: Iterable[str | None]) -> Handles:
    """handle → person, of those whose people are known. One query for each CHUNK of handles."""
    h, wanted = tables.hand, sorted({x for x in handles if x})
    found: Handles = {}
    for i in range(0, len(wanted), CHUNK):
        query = select(h.c.handle, h.c.person_id).where(
            h.c.community_id == community,
            h.c.handle.in_(wanted[i : i + CHUNK]),
            h.c.person_id.is_not(None),
        )
        found |= s.execute(query).tuples().all()
    return found


def in_place(s: Any, community: str, subject: str, *purposes: Purpose) -> "Known":
    """person → handle, for everybody who goes by one for these purposes in this subject; who goes
    by several, as the last of the purposes calls them. One query.
    """
    h = tables.hand
    places = {"" if purpose is Purpose.office else subject for purpose in purposes}
    query = select(h.c.person_id, h.c.purpose, h.c.handle).where(
        h.c.community_id == community,
        h.c.subject_id.in_(places),
        h.c.purpose.in_(purposes),
        h.c.person_id.is_not(None),
    )
    order = [purpose.value for purpose in purposes]
    rows = sorted(s.execute(query), key=lambda r: (order.index(r.purpose), r.handle))
    return Known((r.person_id, r.handle) for r in rows)


class Known(Handles):
    """A person without a hand key is called by the handle that stands in their place already."""

    def __missing__(self, person: str) -> str:
        return person
