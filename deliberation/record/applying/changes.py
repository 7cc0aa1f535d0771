"""What a fact does to rows: insert, set, increment, delete, erase.

Executed by SQL in `perform`, in memory by `replay` and `verify`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, delete, null, update

from deliberation.record import prepared
from deliberation.record.tables import ERASABLE, metadata
from deliberation.record.tables.joins import its

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Insert:
    table: str
    row: Row


@dataclass(frozen=True, slots=True)
class Set:
    table: str
    key: Row
    values: Row


@dataclass(frozen=True, slots=True)
class Increment:
    table: str
    key: Row
    values: dict[str, int]


@dataclass(frozen=True, slots=True)
class Delete:
    """Rows of one subject where every named column equals the value."""

    table: str
    where: Row


@dataclass(frozen=True, slots=True)
class Erase:
    """Null the erasable columns of every row whose words came from this fact."""

    community_id: str
    fact_id: str
    part: str


Key = tuple[Any, ...]
Change = Insert | Set | Increment | Delete | Erase
DELETED_FROM = frozenset(
    {"deadline", "rating"}
)  # kept by subject in memory, so that a deletion finds its rows


def execute(conn: Connection, changes: Iterable[Change]) -> None:
    """Run the changes in order; neighbouring inserts into one table go as one statement."""
    batch: list[Row] = []
    table = ""
    for change in changes:
        if batch and not (
            isinstance(change, Insert)
            and change.table == table
            and change.row.keys() == batch[0].keys()
        ):
            prepared.insert_rows(conn, metadata.tables[table], batch)
            batch = []
        if isinstance(change, Insert):
            table = change.table
            batch.append(change.row)
        else:
            _run(conn, change)
    if batch:
        prepared.insert_rows(conn, metadata.tables[table], batch)


def _where(table: Any, key: Row) -> Any:
    return and_(*(table.c[k] == v for k, v in key.items()))


def _run(conn: Connection, change: Change) -> None:
    if isinstance(change, Erase):
        for name, groups in ERASABLE.items():
            t = metadata.tables[name]
            for columns, source, part in groups:
                if part in ("any", change.part):
                    conn.execute(
                        update(t)
                        .where(
                            t.c.community_id == change.community_id, t.c[source] == change.fact_id
                        )
                        .values({c: null() for c in columns})
                    )
        return
    t = metadata.tables[change.table]
    if isinstance(change, Set | Increment):
        prepared.change(conn, t, change.key, change.values, increment=isinstance(change, Increment))
    elif isinstance(change, Delete):
        conn.execute(delete(t).where(_where(t, change.where)))


class Memory:
    """The civic tables in memory: {table: {primary key: row}}, for replay, verify and property
    tests.
    """

    def __init__(self) -> None:
        self.tables: dict[str, dict[Key, Row]] = defaultdict(dict)
        self._keys = {
            name: tuple(c.name for c in t.primary_key.columns)
            for name, t in metadata.tables.items()
        }
        self._defaults = {
            name: {c.name: _default(c) for c in t.columns} for name, t in metadata.tables.items()
        }
        self._by_subject: dict[tuple[str, Any], set[Key]] = defaultdict(set)

    def key(self, table: str, row: Row) -> Key:
        return tuple(row[k] for k in self._keys[table])

    def of_subject(self, table: str, ident: str) -> list[Row]:
        """Its rows in a table that is kept by subject (DELETED_FROM)."""
        return [self.tables[table][key] for key in self._by_subject[table, ident]]

    def apply(self, changes: Iterable[Change]) -> None:
        """Apply in order. KeyError for a row that should be there and is not: the log does not fit
        the code.
        """
        for change in changes:
            getattr(self, "_" + type(change).__name__.lower())(change)

    def _insert(self, change: Insert) -> None:
        rows, key = self.tables[change.table], self.key(change.table, change.row)
        if key in rows:
            raise KeyError(f"{change.table} {key} twice")
        rows[key] = {**self._defaults[change.table], **change.row}
        if change.table in DELETED_FROM:
            self._by_subject[change.table, change.row[its(metadata.tables[change.table])]].add(key)

    def _set(self, change: Set) -> None:
        self.tables[change.table][self.key(change.table, change.key)].update(change.values)

    def _increment(self, change: Increment) -> None:
        row = self.tables[change.table][self.key(change.table, change.key)]
        for column, by in change.values.items():
            row[column] += by

    def _delete(self, change: Delete) -> None:
        rows, keys = (
            self.tables[change.table],
            self._by_subject[change.table, change.where[its(metadata.tables[change.table])]],
        )
        for key in [k for k in keys if all(rows[k][c] == v for c, v in change.where.items())]:
            del rows[key]
            keys.discard(key)

    def _erase(self, change: Erase) -> None:
        for name, groups in ERASABLE.items():
            for columns, source, part in groups:
                if part not in ("any", change.part):
                    continue
                for row in self.tables[name].values():
                    if row["community_id"] == change.community_id and row[source] == change.fact_id:
                        row.update(dict.fromkeys(columns))


def _default(column: Any) -> Any:
    if column.server_default is None:
        return None
    text = str(column.server_default.arg)
    if text in ("false", "true"):
        return text == "true"
    return int(text) if text.lstrip("-").isdigit() else text
