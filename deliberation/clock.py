"""The only place that reads the system clock.

`now()` is civic time: deadlines, facts, terms. A demo instance may have moved it forward; the
offset is read from the database by a source installed once (`offset_from`). `real()` is for
sessions, second factors, lockouts, rate limits and cookies, and cannot be moved.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_NONE = timedelta(0)
_offset: Callable[[], timedelta] = lambda: _NONE


def real() -> datetime:
    """Wall time, aware, UTC, microseconds."""
    return datetime.now(UTC)


def now() -> datetime:
    """Civic time, aware, UTC: wall time plus the demo's offset (zero everywhere else)."""
    return real() + _offset()


def offset_from(source: Callable[[], timedelta] | None) -> None:
    """Install where the civic offset comes from; None means there is none."""
    global _offset
    _offset = source or (lambda: _NONE)
