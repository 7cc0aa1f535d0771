"""Statements built once per shape: building a select costs SQLAlchemy six times what running it
does.

Called on every hot path of `record` and `readings`. Bound parameters carry the names of the columns
they meet.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    insert,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from . import direct

KEY = "key_"  # a column may stand in SET and in WHERE of one statement


@lru_cache(maxsize=1024)
def select_by(
    table: Table, keys: tuple[str, ...], columns: tuple[str, ...] = (), lock: str = ""
) -> Select[Any]:
    """Columns (all, if none are named) of the rows whose keys equal the parameters.

    `lock`: "" none, "shared", "own" (FOR NO KEY UPDATE), "row" (FOR UPDATE).
    """
    chosen: Select[Any] = select(*(table.c[c] for c in columns)) if columns else select(table)
    query = chosen.where(*(table.c[k] == bindparam(k) for k in keys))
    if lock == "shared":
        query = query.with_for_update(read=True)
    elif lock:
        query = query.with_for_update(key_share=lock == "own")
    return direct.once(query)


def run(s: Any, statement: Any, given: Any = None) -> Any:
    """A statement that is built once. `s` is a connection or a session."""
    if type(s) is Connection:
        return direct.execute(s, statement, given)
    return s.execute(statement, given)


def first(s: Any, table: Table, *columns: str, lock: str = "", **keys: Any) -> Any:
    """The first such row, or None. `s` is a connection or a session."""
    return run(s, select_by(table, tuple(keys), columns, lock), keys).first()


def every(s: Any, table: Table, *columns: str, **keys: Any) -> Any:
    """All such rows."""
    return run(s, select_by(table, tuple(keys), columns), keys).all()


FEW = 8


@lru_cache(maxsize=512)
def insert_into(table: Table, columns: tuple[str, ...], rows: int) -> Insert:
    """One insert of so many rows; parameters are named `<column>_<row>`.

    For a single row by the columns' own names; for many, the plain insert.

    A union of selects, because SQLAlchemy compiles an insert of several VALUES anew each time.
    """
    if rows > FEW:
        return insert(table)
    if rows == 1:
        values = {c: bindparam(c, type_=table.c[c].type) for c in columns}
        return direct.once(insert(table).values(values))
    lines = [
        select(*(bindparam(f"{c}_{i}", type_=table.c[c].type) for c in columns))
        for i in range(rows)
    ]
    many = insert(table).from_select(list(columns), union_all(*lines), include_defaults=False)
    return direct.once(many)


def insert_rows(conn: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of one shape with one statement.

    A driver's own way of many rows begins to pay beyond a handful.
    """
    if not rows:
        return
    columns = tuple(rows[0])
    statement = insert_into(table, columns, min(len(rows), FEW + 1))
    if len(rows) == 1:
        direct.execute(conn, statement, rows[0])
    elif len(rows) <= FEW:
        values = {f"{c}_{i}": row[c] for i, row in enumerate(rows) for c in columns}
        direct.execute(conn, statement, values)
    else:
        conn.execute(statement, list(rows))


_INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@lru_cache(maxsize=64)
def put_into(table: Table, columns: tuple[str, ...], dialect: str) -> Any:
    """An insert that writes over the row which stands under its key."""
    keys = [c.name for c in table.primary_key.columns]
    made = _INSERTS[dialect](table)
    new = {c: made.excluded[c] for c in columns if c not in keys}
    return made.on_conflict_do_update(index_elements=keys, set_=new)


def put_rows(conn: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of one shape, over those that stand there."""
    conn.execute(put_into(table, tuple(rows[0]), conn.dialect.name), list(rows))


@lru_cache(maxsize=64)
def know_into(table: Table, dialect: str) -> Any:
    """An insert that does nothing where a row stands under its key."""
    return _INSERTS[dialect](table).on_conflict_do_nothing()


def know_rows(conn: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert those rows of one shape whose keys are new."""
    conn.execute(know_into(table, conn.dialect.name), list(rows))


@lru_cache(maxsize=1024)
def update_by(
    table: Table, keys: tuple[str, ...], columns: tuple[str, ...], increment: bool = False
) -> Update:
    """Set (or increase) columns of the rows whose keys equal the parameters `key_<column>`; the new
    values go as `to_<column>`.
    """
    values: dict[str, ColumnElement[Any]] = {
        c: bindparam(f"to_{c}", type_=table.c[c].type) for c in columns
    }
    if increment:
        values = {c: table.c[c] + v for c, v in values.items()}
    where = and_(*(table.c[k] == bindparam(KEY + k, type_=table.c[k].type) for k in keys))
    return direct.once(update(table).where(where).values(values))


def change(
    conn: Connection,
    table: Table,
    keys: dict[str, Any],
    values: dict[str, Any],
    *,
    increment: bool = False,
) -> Any:
    """Run such an update."""
    statement = update_by(table, tuple(keys), tuple(values), increment)
    said = {KEY + k: v for k, v in keys.items()} | {f"to_{c}": v for c, v in values.items()}
    return direct.execute(conn, statement, said)


def change_rows(
    conn: Connection, table: Table, rows: Sequence[tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    """The same of several rows of one shape, each by its own key: (keys, values)."""
    keys, values = rows[0]
    statement = update_by(table, tuple(keys), tuple(values))
    said = [
        {KEY + k: v for k, v in key.items()} | {f"to_{c}": v for c, v in to.items()}
        for key, to in rows
    ]
    conn.execute(statement, said)
