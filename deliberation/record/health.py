"""Whether people can act just now: "ok", or in one word why not. Asked by /healthz.

One of `unavailable.WORDS`, or "clock" where the date waits for a person. Tried on the write engine
is what every act needs, the head of a log included; nothing stays. Never more often than every
FRESH seconds however many ask, and never while this process itself writes.
"""

import os
from threading import Lock
from time import monotonic

from sqlalchemy import func, select, text, update
from sqlalchemy.engine import make_url

from deliberation import clock

from . import civic_time
from .engines import Engines
from .private.tables import account_session, attempt
from .tables import (
    act_done,
    civic_lock,
    clock_seen,
    fact,
    fact_body,
    log_head,
    proposal,
    tree_node,
)
from .unavailable import FULL, LOCKED, READ_ONLY, why

OK, CLOCK = "ok", "clock"
FRESH = 5.0
WAIT = 0.4  # for somebody else's lock: whoever asks waits for an answer
LEAST_FREE = 16 * 1024 * 1024  # bytes; SQLite's journal needs some before anything can be written

_one = Lock()
_last: dict[str, tuple[float, str]] = {}


def word(engines: Engines) -> str:
    """The answer, at most FRESH seconds old. While one asks the database, everybody else gets the
    last one."""
    at, said = _last.get(engines.url, (-FRESH, ""))
    if said and monotonic() - at < FRESH:
        return said
    if not _one.acquire(timeout=0 if said else 2 * WAIT):
        return said or LOCKED  # nobody was told yet, and whoever asked first still waits
    try:
        found = _found(engines)
    finally:
        _one.release()
    _last[engines.url] = (monotonic(), found)
    return found


def forget() -> None:
    """Ask again at once (tests)."""
    _last.clear()


def _found(engines: Engines) -> str:
    try:
        # What can be held is asked for first, where nobody waits long for it.
        found = _writable(engines)
        with engines.read_connection() as conn:
            conn.execute(select(civic_lock.c.community_id).limit(1)).all()
            late = civic_time.behind(conn, clock.now())
        if found == OK and (late or civic_time.jump(engines)):
            return CLOCK
        return found
    except Exception as error:
        unable = why(error)
        if unable is None:
            raise
        return unable


def _writable(engines: Engines) -> str:
    failed = engines.failed
    if engines.dialect == "sqlite":
        if not _room(engines.url):
            return FULL
        if engines.turn.writing:
            return OK
    with engines.write_connection(WAIT) as conn:
        if engines.dialect == "postgresql":
            if conn.execute(_REFUSES).scalar():
                return READ_ONLY
            conn.execute(_TABLES)
        for tried in _TRIED:
            conn.execute(tried)
        conn.rollback()
    # A transaction taken back has not asked the disk for room: the last one that was not says
    # whether there was any.
    engines.failed = failed if failed == FULL else None
    return engines.failed or OK


_REFUSES = text("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean")
# What every act writes into, in the order in which an act comes to it; and what signing in needs.
NEEDED = (proposal, log_head, fact, fact_body, tree_node, act_done, account_session, attempt)
# As a write takes them: it waits behind whoever locks a table against writers, and only there.
_TABLES = text(f"LOCK TABLE {', '.join(t.name for t in NEEDED)} IN ROW EXCLUSIVE MODE")
_ONE_LOG = select(func.min(log_head.c.community_id)).scalar_subquery()
_TRIED = (
    update(clock_seen).values(at=clock_seen.c.at),
    # The row that an act advances last.
    update(log_head).where(log_head.c.community_id == _ONE_LOG).values(size=log_head.c.size),
)


def _room(url: str) -> bool:
    path = make_url(url).database
    if not path or path == ":memory:":
        return True
    disk = os.statvfs(os.path.dirname(os.path.abspath(path.removeprefix("file:").split("?")[0])))
    return disk.f_bavail * disk.f_frsize >= LEAST_FREE
