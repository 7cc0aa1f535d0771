"""What of the private tables changes together, or together with an act, in one transaction: all of
it or nothing.

`writing` is how functions of this folder write; `whole` holds one transaction around several of
them. Called by people.*, and by record.perform for what an act changes beside the record.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Connection

from deliberation.record import engines

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
def whole(conn: Connection | None = None) -> Iterator[Connection]:
    """Everything written by `writing` inside is committed at the end, or nothing is.

    Inside another one it is part of that.

    conn: the transaction of an act, whose end is not ours. Nothing that writes otherwise (a try, a
    row of the audit log, an act) may be called inside: on SQLite it would wait for this very
    transaction.
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
