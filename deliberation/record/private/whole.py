"""What of the private tables changes together, or together with an act, in one transaction: all of
it or nothing.

`writing` is how functions of this folder write; `whole` holds one transaction around several of
them; `apart` is for the few whose rows stay whatever becomes of the rest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Connection

from deliberation.record import engines
from deliberation.record.engines import Engines

_open: ContextVar[Connection | None] = ContextVar("whole", default=None)


@contextmanager
def writing() -> Iterator[Connection]:
    """The transaction that `whole` holds open in this thread, or one of its own."""
    held = _open.get()
    if held is not None:
        yield held
        return
    with engines.current().write_connection() as conn:
        yield conn


@contextmanager
def apart(used: Engines | None = None, patience: float | None = None) -> Iterator[Connection]:
    """A transaction of its own, committed whatever becomes of what its caller does next: a try that
    counts, a row of the audit log, an act.

    used: other engines than the process's own. patience: seconds, as `write_connection` takes it.
    Raises RuntimeError inside `whole`: on SQLite it would wait for that very transaction, on
    PostgreSQL it would stay where the rest is taken back.
    """
    if _open.get() is not None:
        raise RuntimeError("this is committed apart, and may not be asked for inside whole()")
    with (used or engines.current()).write_connection(patience) as conn:
        yield conn


@contextmanager
def whole(conn: Connection | None = None) -> Iterator[Connection]:
    """Everything written by `writing` inside is committed at the end, or nothing is.

    Inside another one it is part of that.

    conn: the transaction of an act, whose end is not ours.
    """
    held = conn if conn is not None else _open.get()
    if held is None:
        with engines.current().write_connection() as new, whole(new):
            yield new
        return
    mark = _open.set(held)
    try:
        yield held
    finally:
        _open.reset(mark)
