"""`deliberation verify --files`: every photo and file the record stands for, read and hashed again,
and what lies beside them.

Called by the command. Words that were erased took their file with them: it is not missed, and found
again it is surplus.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from deliberation import clock
from deliberation.record.engines import Engines
from deliberation.record.tables import attachment, community, slip_photo

from .orphans import GRACE
from .store import Changed, Store


@dataclass
class Found:
    """Digests: right ones counted, `missing` and `wrong` with the community and the fact that name
    them, `surplus`, and those too young to be anybody's yet.
    """

    right: int = 0
    missing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    fresh: int = 0

    @property
    def whole(self) -> bool:
        return not self.missing and not self.wrong


def check(
    engines: Engines, store: Store, progress: Callable[[int], None] = lambda n: None
) -> Found:
    """Of all communities; the store knows no others."""
    found = Found()
    # First what lies there, then what is named: a file taken up meanwhile is then never called
    # surplus.
    kept = dict(store.kept())
    with engines.read_connection() as conn:
        named = _named(conn)
    for n, digest in enumerate(sorted(named), 1):
        progress(n)
        _look(store, digest, named[digest], found)
    young = clock.real() - GRACE
    beside = sorted(kept.keys() - named.keys())
    found.surplus = [digest for digest in beside if kept[digest] < young]
    found.fresh = len(beside) - len(found.surplus)
    return found


def _named(conn: Connection) -> dict[str, str]:
    """Every digest the record stands for, with where it says so."""
    named: dict[str, str] = {}
    slugs = dict(conn.execute(select(community.c.community_id, community.c.slug)).all())
    for t, still in ((attachment, attachment.c.file_name), (slip_photo, slip_photo.c.digest)):
        fact = t.c.text_from if t is attachment else t.c.private_from
        rows = conn.execute(
            select(t.c.community_id, t.c.digest, t.c.small, fact.label("fact")).where(
                still.is_not(None)
            )
        )
        for row in rows:
            for digest in filter(None, (row.digest, row.small)):
                where = slugs.get(row.community_id, row.community_id)
                named.setdefault(digest, f"{where}, fact {row.fact}")
    return named


def _look(store: Store, digest: str, where: str, found: Found) -> None:
    """Note in `found` how one named file is: there, missing, or not what its digest says."""
    try:
        if store.read(digest) is None:
            found.missing.append(f"{digest} ({where})")
        else:
            found.right += 1
    except Changed:
        found.wrong.append(f"{digest} ({where})")
