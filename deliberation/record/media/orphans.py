"""Bytes that nothing names any more go: those of erased files at once, uploads that no act took up
after a day.

Called by `perform` after an erasure and by the ticking commands once an hour.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from deliberation import clock
from deliberation.record.engines import Engines
from deliberation.record.tables import attachment, slip_photo

from .store import Store

GRACE = timedelta(days=1)
EVERY = timedelta(hours=1)
LOG = logging.getLogger(__name__)
_swept: dict[str, datetime] = {}


def _standing(engines: Engines, digests: list[str]) -> set[str]:
    """Those of the digests that a file of the record still stands for (its words are not
    erased).
    """
    t, p = attachment, slip_photo
    with engines.read_connection() as conn:
        rows = conn.execute(
            select(t.c.digest, t.c.small)
            .where(t.c.file_name.is_not(None), or_(t.c.digest.in_(digests), t.c.small.in_(digests)))
            .union_all(
                select(p.c.digest, p.c.small).where(
                    or_(p.c.digest.in_(digests), p.c.small.in_(digests))
                )
            )
        ).all()
    return {d for row in rows for d in row if d}


def forget_erased(
    engines: Engines, store: Store | None, community: str, facts: tuple[str, ...]
) -> None:
    """The bytes of the files these facts attached, unless another file has the same ones.

    What cannot be deleted now, `sweep` deletes.
    """
    if store is None:
        return
    digests = _attached_by(engines, community, facts)
    try:
        for digest in set(digests) - _standing(engines, digests):
            store.delete(digest)
    except Exception:  # the erasure stands in the record, whatever the store says
        LOG.exception("deleting the bytes of an erased file")


def _attached_by(engines: Engines, community: str, facts: tuple[str, ...]) -> list[str]:
    """Digests of what these facts attached and an erasure has emptied."""
    t = attachment
    query = select(t.c.digest, t.c.small).where(
        t.c.community_id == community, t.c.text_from.in_(facts), t.c.file_name.is_(None)
    )
    with engines.read_connection() as conn:
        return [d for row in conn.execute(query).all() for d in row if d]


def sweep(engines: Engines, store: Store) -> int:
    """Delete what is older than GRACE and stands for nothing; returns how many.

    The store's own times are real times.
    """
    before = clock.real() - GRACE
    store.tidy(before)
    old = [digest for digest, at in store.kept() if at < before]
    gone = 0
    for i in range(0, len(old), 200):
        batch = old[i : i + 200]
        for digest in set(batch) - _standing(engines, batch):
            store.delete(digest)
            gone += 1
    return gone


def sweep_now_and_then(engines: Engines, store: Store | None) -> int:
    """`sweep`, at most once in EVERY; a store that does not answer is logged and tried again, and
    never stops a tick.
    """
    last = _swept.get(engines.url)
    if store is None or last is not None and clock.real() - last < EVERY:
        return 0
    _swept[engines.url] = clock.real()
    try:
        return sweep(engines, store)
    except Exception:
        LOG.exception("sweeping uploads")
        return 0
