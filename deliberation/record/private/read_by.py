"""How many different people have opened an announcement: a number, and no list of names.

Whoever opens one leaves a keyed digest of their id and the announcement’s, so that two of them
have nothing in common; who it was cannot be read from it. Written by the page, shown to everybody.
"""

import hashlib
import hmac
from collections.abc import Collection
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from deliberation.record.engines import current
from deliberation.record.prepared import first

from .tables import announcement_readers, announcement_reading
from .whole import writing


def opened(s: Any, community: str, announcement: str, person: str) -> None:
    """This person has it before them; counted the first time."""
    keys = {"community_id": community, "subject_id": announcement}
    mark = {**keys, "reader": _reader(community, announcement, person)}
    if first(s, announcement_reading, "reader", **mark) is not None:
        return
    with writing() as conn:
        insert = (postgresql if conn.dialect.name == "postgresql" else sqlite).insert
        fresh = insert(announcement_reading).values(**mark).on_conflict_do_nothing()
        if not conn.execute(fresh).rowcount:
            return
        r = announcement_readers
        conn.execute(insert(r).values(**keys, readers=0).on_conflict_do_nothing())
        here = (r.c.community_id == community, r.c.subject_id == announcement)
        conn.execute(update(r).where(*here).values(readers=r.c.readers + 1))


def _reader(community: str, announcement: str, person: str) -> str:
    said = f"read/1\0{community}\0{announcement}\0{person}".encode()
    return hmac.new(current().mac_key, said, hashlib.sha256).hexdigest()


def count(s: Any, community: str, announcement: str) -> int:
    """How many have opened it."""
    return counts(s, community, [announcement]).get(announcement, 0)


def counts(s: Any, community: str, announcements: Collection[str]) -> dict[str, int]:
    """How many have opened each; none where nobody has."""
    r = announcement_readers.c
    found = s.execute(
        select(r.subject_id, r.readers).where(
            r.community_id == community, r.subject_id.in_(announcements)
        )
    )
    return {x.subject_id: x.readers for x in found}
