"""Statements built once per shape: building a select costs SQLAlchemy six times what running it does.

Called on every hot path of `record` and `readings`. Bound parameters carry the names of the columns they meet.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Insert, Select, Table, Update, and_, bindparam, insert, select, update

KEY = "key_"  # a column may stand in SET and in WHERE of one statement


@lru_cache(maxsize=1024)
def select_by(table: Table, keys: tuple[str, ...], columns: tuple[str, ...] = (), lock: str = "") -> Select:
    """Columns (all, if none are named) of the rows whose keys equal the parameters. `lock`: "" none, "shared", "own" (FOR NO KEY UPDATE), "row" (FOR UPDATE)."""
    chosen = [table.c[c] for c in columns] or [table]
    query = select(*chosen).where(*(table.c[k] == bindparam(k) for k in keys))
    if lock == "shared":
        return query.with_for_update(read=True)
    if lock:
        return query.with_for_update(key_share=lock == "own")
    return query


def first(s: Any, table: Table, *columns: str, lock: str = "", **keys: Any) -> Any:
    """The first such row, or None. `s` is a connection or a session."""
    return s.execute(select_by(table, tuple(keys), columns, lock), keys).first()


def every(s: Any, table: Table, *columns: str, **keys: Any) -> Any:
    """All such rows."""
    return s.execute(select_by(table, tuple(keys), columns), keys).all()


@lru_cache(maxsize=256)
def insert_into(table: Table) -> Insert:
    """A plain insert."""
    return insert(table)


@lru_cache(maxsize=1024)
def update_by(table: Table, keys: tuple[str, ...], columns: tuple[str, ...], increment: bool = False) -> Update:
    """Set (or increase) columns of the rows whose keys equal the parameters `key_<column>`; the new values go as `to_<column>`."""
    values = {c: bindparam(f"to_{c}", type_=table.c[c].type) for c in columns}
    if increment:
        values = {c: table.c[c] + v for c, v in values.items()}
    return update(table).where(and_(*(table.c[k] == bindparam(KEY + k, type_=table.c[k].type) for k in keys))).values(values)


def change(conn: Connection, table: Table, keys: dict[str, Any], values: dict[str, Any], *, increment: bool = False) -> Any:
    """Run such an update."""
    statement = update_by(table, tuple(keys), tuple(values), increment)
    return conn.execute(statement, {**{KEY + k: v for k, v in keys.items()}, **{f"to_{c}": v for c, v in values.items()}})
