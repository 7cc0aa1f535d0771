"""Statements that are compiled once and then given to the driver as they are: what stands between a
statement and its driver costs more than the statement itself.

`once` marks a statement that is built once and asked often. `execute` runs any; one that was not
marked, or that somebody listens to, goes the whole way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Dialect
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
Bound = tuple[str, Callable[[Any], Any] | None]


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as one driver takes it. said: what stands in it itself; binds: the parameters and
    what each goes through, in their order where the driver counts them; columns: None where it
    answers with no rows.
    """

    sql: str
    said: dict[str, Any]
    binds: tuple[Bound, ...]
    counted: bool
    columns: SimpleResultMetaData | None

    def parameters(self, given: dict[str, Any]) -> Any:
        """As the driver takes them."""
        values = {**self.said, **given} if self.said else given
        if self.counted:
            return [f(values[name]) if f else values[name] for name, f in self.binds]
        return {name: f(values[name]) if f else values[name] for name, f in self.binds}


_marked: dict[int, Any] = {}  # by identity: statements of the whole process, kept for its life
_texts: dict[tuple[int, str], _Text | None] = {}


def once(statement: T) -> T:
    """The same statement, known as one that is built once."""
    _marked[id(statement)] = statement
    return statement


def execute(conn: Connection, statement: Any, given: Any = None) -> Any:
    """What `conn.execute` answers: rows, or how many rows were changed. Raises DBAPIError as it
    does.
    """
    text = _text(conn, statement) if id(statement) in _marked and _alone(conn, given) else None
    if text is None:
        return conn.execute(statement, given)
    return _run(conn, text, given or {})


def _alone(conn: Connection, given: Any) -> bool:
    """One set of values, in a transaction that has begun, and nobody who listens."""
    heard = conn.dispatch.before_cursor_execute or conn.dispatch.after_cursor_execute
    return not heard and conn.in_transaction() and not isinstance(given, list)


def _text(conn: Connection, statement: Any) -> _Text | None:
    key = id(statement), conn.dialect.name
    if key not in _texts:
        _texts[key] = _compiled(statement, conn.dialect)
    return _texts[key]


def _compiled(statement: Any, dialect: Dialect) -> _Text | None:
    """None for a statement whose text depends on its values."""
    made: Any = statement.compile(dialect=dialect)
    if made._render_postcompile or made.post_compile_params or made.literal_execute_params:
        return None
    names: Sequence[str] = made.positiontup if made.positional else tuple(made.bind_names.values())
    through = made._bind_processors
    said = {k: v for k, v in made.params.items() if v is not None}
    binds = tuple((name, through.get(name)) for name in names)
    return _Text(str(made), said, binds, bool(made.positional), _columns(made, dialect))


def _columns(made: Any, dialect: Any) -> SimpleResultMetaData | None:
    found = made._result_columns
    if not found:
        return None
    out = [c.type._cached_result_processor(dialect, None) for c in found]
    return SimpleResultMetaData([c.keyname for c in found], _processors=out)


def _run(conn: Connection, text: _Text, given: dict[str, Any]) -> Any:
    driver: Any = conn.connection
    cursor = driver.cursor()
    values = text.parameters(given)
    try:
        cursor.execute(text.sql, values)
        if text.columns is None:
            return _Changed(cursor.rowcount)
        return IteratorResult(text.columns, iter(cursor.fetchall()))
    except Exception as error:
        raise _said(conn, error, text, values, cursor) from error
    finally:
        cursor.close()


def _said(conn: Connection, error: Exception, text: _Text, values: Any, cursor: Any) -> Exception:
    """The error as it is told where a statement goes the whole way."""
    dialect: Any = conn.dialect
    base = dialect.loaded_dbapi.Error
    if not isinstance(error, base):
        return error
    gone = dialect.is_disconnect(error, conn.connection.dbapi_connection, cursor)
    if gone:
        conn.invalidate(error)
    return DBAPIError.instance(
        text.sql, values, error, base, connection_invalidated=gone, dialect=dialect
    )


@dataclass(frozen=True, slots=True)
class _Changed:
    """Of a statement without rows."""

    rowcount: int


class Reading(Session):
    """Flask-SQLAlchemy's session, for statements alone: there are no mapped classes, so nothing
    need be looked at between a statement and its connection.
    """

    _here: Connection | None = None

    def execute(self, statement: Any, params: Any = None, **_: Any) -> Any:
        """Rows of a statement."""
        here = self._here
        if here is None or here.closed:
            here = self._here = self.connection()
        return execute(here, statement, params)
