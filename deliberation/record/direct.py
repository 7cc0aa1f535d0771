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


MOST = 64  # lengths of lists that one statement is kept for


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as one driver takes it. said: what stands in it itself; binds: the parameters and
    what each goes through, in their order where the driver counts them; lists: a list's parameter,
    and those of its members; columns: None where it answers with no rows.
    """

    sql: str
    said: dict[str, Any]
    binds: tuple[Bound, ...]
    counted: bool
    columns: SimpleResultMetaData | None
    lists: tuple[tuple[str, Sequence[str]], ...] = ()

    def parameters(self, given: dict[str, Any]) -> Any:
        """As the driver takes them."""
        values = {**self.said, **given} if self.said else given
        for name, members in self.lists:
            values = {**values, **dict(zip(members, values[name], strict=True))}
        if self.counted:
            return [f(values[name]) if f else values[name] for name, f in self.binds]
        return {name: f(values[name]) if f else values[name] for name, f in self.binds}


@dataclass(frozen=True, slots=True)
class _Made:
    """A compiled statement, and its texts by how long its lists are."""

    compiled: Any
    columns: SimpleResultMetaData | None
    lists: tuple[str, ...]
    texts: dict[tuple[int, ...], _Text]


_marked: dict[int, Any] = {}  # by identity: statements of the whole process, kept for its life
_made: dict[tuple[int, str], _Made] = {}


def once(statement: T) -> T:
    """The same statement, known as one that is built once."""
    _marked[id(statement)] = statement
    return statement


def execute(conn: Connection, statement: Any, given: Any = None) -> Any:
    """What `conn.execute` answers: rows, or how many rows were changed. Raises DBAPIError as it
    does.
    """
    if id(statement) in _marked and _alone(conn, given):
        values = given or {}
        text = _text(conn, statement, values)
        if text is not None:
            return _run(conn, text, values)
    return conn.execute(statement, given)


def _alone(conn: Connection, given: Any) -> bool:
    """One set of values, in a transaction that has begun, and nobody who listens."""
    heard = conn.dispatch.before_cursor_execute or conn.dispatch.after_cursor_execute
    return not heard and conn.in_transaction() and not isinstance(given, list)


def _text(conn: Connection, statement: Any, given: dict[str, Any]) -> _Text | None:
    key = id(statement), conn.dialect.name
    made = _made.get(key)
    if made is None:
        made = _made[key] = _compiled(statement, conn.dialect)
    long = tuple(len(given[name]) for name in made.lists)
    text = made.texts.get(long)
    if text is None and 0 not in long and len(made.texts) < MOST:
        text = made.texts[long] = _of_length(made, given)
    return text


def _compiled(statement: Any, dialect: Dialect) -> _Made:
    made: Any = statement.compile(dialect=dialect)
    lists = tuple(n for b, n in made.bind_names.items() if b.expanding and b.value is None)
    return _Made(made, _columns(made, dialect), lists, {})


def _of_length(made: _Made, given: dict[str, Any]) -> _Text:
    """Its text for lists as long as these."""
    c = made.compiled
    said = {k: v for k, v in c.params.items() if v is not None}
    lists: tuple[tuple[str, Sequence[str]], ...] = ()
    if not c.post_compile_params:
        names = c.positiontup if c.positional else tuple(c.bind_names.values())
        through, sql = c._bind_processors, str(c)
    else:
        state = c.construct_expanded_state(given)
        members = {name for many in state.parameter_expansion.values() for name in many}
        plain = [n for b, n in c.bind_names.items() if not b.expanding]
        names = state.positiontup if c.positional else (*plain, *members)
        through, sql = {**c._bind_processors, **state.processors}, state.statement
        lists = tuple((n, state.parameter_expansion[n]) for n in made.lists)
        said |= state.additional_parameters
    binds = tuple((name, through.get(name)) for name in names)
    return _Text(sql, said, binds, bool(c.positional), made.columns, lists)


def _columns(made: Any, dialect: Any) -> SimpleResultMetaData | None:
    found = made._result_columns
    if not found:
        return None
    out = [c.type._cached_result_processor(dialect, None) for c in found]
    return SimpleResultMetaData([c.keyname for c in found], _processors=out)


def _run(conn: Connection, text: _Text, given: dict[str, Any]) -> Any:
    driver: Any = conn.connection
    values = text.parameters(given)
    cursor: Any = None
    try:
        cursor = driver.cursor()
        cursor.execute(text.sql, values)
        if text.columns is None:
            return _Changed(cursor.rowcount)
        return IteratorResult(text.columns, iter(cursor.fetchall()))
    except Exception as error:
        raise _said(conn, error, text, values, cursor) from error
    finally:
        if cursor is not None:
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
    told: Exception = DBAPIError.instance(
        text.sql, values, error, base, connection_invalidated=gone, dialect=dialect
    )
    return told


@dataclass(frozen=True, slots=True)
class _Changed:
    """Of a statement without rows."""

    rowcount: int


class Reading(Session):
    """Flask-SQLAlchemy's session, for statements alone: there are no mapped classes, so nothing
    need be looked at between a statement and its connection.
    """

    _here: Connection | None = None

    def execute(self, statement: Any, params: Any = None, **more: Any) -> Any:
        """Rows of a statement."""
        if any(more.values()):  # options of the ORM: its own way
            return super().execute(statement, params, **more)
        here = self._here
        if here is None or here.closed:
            here = self._here = self.connection()
        return execute(here, statement, params)
