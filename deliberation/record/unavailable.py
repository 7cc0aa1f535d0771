"""Why a database cannot do what was asked just now, in one word. Asked by every border where errors
end: pages, commands, the clock.

away (no answer), locked (somebody else holds it), full (no room), read_only, damaged. Anything else
is an error of ours.
"""

from typing import Any

from sqlalchemy import exc

AWAY, LOCKED, FULL, READ_ONLY, DAMAGED = WORDS = ("away", "locked", "full", "read_only", "damaged")

# Result codes of SQLite by the beginning of their names (https://www.sqlite.org/rescode.html).
_SQLITE = {
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_CANTOPEN": AWAY,
    "SQLITE_IOERR": AWAY,
    "SQLITE_NOMEM": AWAY,
    "SQLITE_PERM": AWAY,
    "SQLITE_PROTOCOL": LOCKED,
}
# SQLSTATEs of PostgreSQL, whole or by class (Appendix A of its manual).
_POSTGRESQL = {
    "08": AWAY,  # connection exceptions
    "25006": READ_ONLY,
    "25P02": AWAY,
    "25P03": AWAY,  # idle in a transaction too long
    "40001": LOCKED,
    "40P01": LOCKED,
    "53": AWAY,  # too many connections, out of memory
    "53100": FULL,
    "55P03": LOCKED,  # lock_timeout
    "57014": LOCKED,  # statement_timeout
    "57P": AWAY,  # shutting down, crashed, starting
    "58": AWAY,  # its disk or its system fails
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}


class NotNow(Exception):
    """This process's own writers wait already; nothing was written. `word` is one of WORDS."""

    def __init__(self, word: str = LOCKED) -> None:
        super().__init__(word)
        self.word = word


def why(error: BaseException) -> str | None:
    """One of WORDS, or None where the error says nothing about the database's state."""
    if isinstance(error, NotNow):
        return error.word
    if isinstance(error, exc.TimeoutError | exc.PendingRollbackError):
        return AWAY  # every connection is taken, or the one of this page is dead
    original: Any = getattr(error, "orig", None) or error
    name = getattr(original, "sqlite_errorname", None)
    if name is not None:
        return next((word for start, word in _SQLITE.items() if name.startswith(start)), None)
    state = getattr(original, "sqlstate", None)
    if state:
        return next(
            (_POSTGRESQL[s] for s in (state, state[:3], state[:2]) if s in _POSTGRESQL), None
        )
    return AWAY if _cut_off(error, original) else None


def _cut_off(error: BaseException, original: Any) -> bool:
    """psycopg tells of a connection that broke or never came about by its operational error,
    without a state."""
    if getattr(error, "connection_invalidated", False):
        return True
    return type(original).__module__.startswith("psycopg") and any(
        c.__name__ == "OperationalError" for c in type(original).__mro__
    )
