"""What a fact does to rows: insert, set, increment, delete, erase.

Executed by SQL in `perform`, in memory by `replay` and `verify`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
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
class Put(Insert):
    """A row, instead of the one that stands under its key, if any."""


@dataclass(frozen=True, slots=True)
class Know(Insert):
    """A row, unless one stands under its key."""


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
class Amend:
    """Columns of every row of one subject where every named column equals the value, or one of
    several in a tuple; of none where there is none.
    """

    table: str
    where: Row
    values: Row


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
Change = Insert | Put | Know | Set | Increment | Amend | Delete | Erase
KEPT_BY_SUBJECT = frozenset(
    {"acceptance", "certificate", "objection", "obligation", "rating"}
)  # in memory, so that what names no whole key finds its rows


def execute(conn: Connection, changes: Iterable[Change]) -> None:
    """Run the changes in order; neighbouring inserts into one table go as one statement."""
    for _, alike in groupby(changes, _shape):
        batch = list(alike)
        if inserts := [c for c in batch if isinstance(c, Insert)]:
            _insert(conn, inserts)
        elif len(sets := [c for c in batch if isinstance(c, Set)]) > 1:
            rows = [(change.key, change.values) for change in sets]
            prepared.change_rows(conn, metadata.tables[sets[0].table], rows)
        else:
            for change in batch:
                _run(conn, change)


def _shape(change: Change) -> tuple[Any, ...]:
    """Neighbours of one shape go in one statement."""
    match change:
        case Insert(table, row):
            return type(change), table, tuple(row)
        case Set(table, key, values):
            return Set, table, tuple(key), tuple(values)
    return (type(change),)


def woven(acts: Sequence[list[Change]]) -> list[Change]:
    """The changes of acts that touch different rows: the first of each, then the second of each, so
    that alike ones stand side by side; what several add to one counter is added once.
    """
    if len(acts) == 1:
        return acts[0]
    by_shape: dict[tuple[Any, ...], list[list[Change]]] = defaultdict(list)
    for changes in acts:
        by_shape[tuple(map(_shape, changes))].append(changes)
    mixed = [
        c for alike in by_shape.values() for column in zip(*alike, strict=True) for c in column
    ]
    return _summed(mixed)


def _summed(changes: list[Change]) -> list[Change]:
    """Each counter once, where it was first counted up."""
    found: dict[tuple[Any, ...], Increment] = {}
    kept: list[Change] = []
    for change in changes:
        if not isinstance(change, Increment):
            kept.append(change)
            continue
        key = change.table, tuple(change.key.items()), tuple(change.values)
        if key in found:
            for name, more in change.values.items():
                found[key].values[name] += more
        else:
            found[key] = Increment(change.table, change.key, dict(change.values))
            kept.append(found[key])
    return kept


def _insert(conn: Connection, batch: list[Insert]) -> None:
    table, rows = metadata.tables[batch[0].table], [change.row for change in batch]
    if isinstance(batch[0], Put):
        prepared.put_rows(conn, table, rows)
    elif isinstance(batch[0], Know):
        prepared.know_rows(conn, table, rows)
    else:
        prepared.insert_rows(conn, table, rows)


def _where(table: Any, key: Row) -> Any:
    return and_(*(_is(table.c[k], v) for k, v in key.items()))


def _is(column: Any, value: Any) -> Any:
    return column.in_(value) if isinstance(value, tuple) else column == value


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
    elif isinstance(change, Amend):
        conn.execute(update(t).where(_where(t, change.where)).values(change.values))
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
        self._key_of = {name: _picked(names) for name, names in self._keys.items()}
        self._done: dict[type, Callable[[Any], None]] = {
            Insert: self._insert,
            Put: self._put,
            Know: self._know,
            Set: self._set,
            Increment: self._increment,
            Amend: self._amend,
            Delete: self._delete,
            Erase: self._erase,
        }
        self._defaults = {
            name: {c.name: _default(c) for c in t.columns} for name, t in metadata.tables.items()
        }
        self._by_subject: dict[tuple[str, Any], set[Key]] = defaultdict(set)

    def key(self, table: str, row: Row) -> Key:
        return self._key_of[table](row)

    def of_subject(self, table: str, ident: str) -> list[Row]:
        """Its rows in a table that is kept by subject (KEPT_BY_SUBJECT)."""
        return [self.tables[table][key] for key in self._by_subject[table, ident]]

    def apply(self, changes: Iterable[Change]) -> None:
        """Apply in order. KeyError for a row that should be there and is not: the log does not fit
        the code.
        """
        for change in changes:
            self._done[type(change)](change)

    def _insert(self, change: Insert) -> None:
        rows, key = self.tables[change.table], self.key(change.table, change.row)
        if key in rows:
            raise KeyError(f"{change.table} {key} twice")
        rows[key] = {**self._defaults[change.table], **change.row}
        if change.table in KEPT_BY_SUBJECT:
            self._by_subject[change.table, change.row[its(metadata.tables[change.table])]].add(key)

    def _put(self, change: Put) -> None:
        self.tables[change.table].pop(self.key(change.table, change.row), None)
        self._insert(change)

    def _know(self, change: Know) -> None:
        if self.key(change.table, change.row) not in self.tables[change.table]:
            self._insert(change)

    def _set(self, change: Set) -> None:
        self.tables[change.table][self.key(change.table, change.key)].update(change.values)

    def _increment(self, change: Increment) -> None:
        row = self.tables[change.table][self.key(change.table, change.key)]
        for column, by in change.values.items():
            row[column] += by

    def _amend(self, change: Amend) -> None:
        rows = self.tables[change.table]
        for key in self._found(change):
            rows[key].update(change.values)

    def _delete(self, change: Delete) -> None:
        keys = self._keys_of(change)
        for key in self._found(change):
            del self.tables[change.table][key]
            keys.discard(key)

    def _keys_of(self, change: Amend | Delete) -> set[Key]:
        """The keys of all rows of the subject whose rows are changed."""
        ident = change.where[its(metadata.tables[change.table])]
        return self._by_subject[change.table, ident]

    def _found(self, change: Amend | Delete) -> list[Key]:
        """The rows that are meant: by their key where it is named whole."""
        rows, where = self.tables[change.table], change.where
        whole = all(isinstance(where.get(name), str) for name in self._keys[change.table])
        keys = {self.key(change.table, where)} if whole else self._keys_of(change)
        return [k for k in keys if k in rows and _holds(rows[k], where)]

    def _erase(self, change: Erase) -> None:
        for name, groups in ERASABLE.items():
            for columns, source, part in groups:
                if part not in ("any", change.part):
                    continue
                for row in self.tables[name].values():
                    if row["community_id"] == change.community_id and row[source] == change.fact_id:
                        row.update(dict.fromkeys(columns))


def _picked(names: tuple[str, ...]) -> Callable[[Row], Key]:
    """Takes these columns out of a row: a key is asked for at every change."""
    return itemgetter(*names) if len(names) > 1 else lambda row: tuple(row[n] for n in names)


def _holds(row: Row, where: Row) -> bool:
    return all(row[c] in v if isinstance(v, tuple) else row[c] == v for c, v in where.items())


def _default(column: Any) -> Any:
    if column.server_default is None:
        return None
    text = str(column.server_default.arg)
    if text in ("false", "true"):
        return text == "true"
    return int(text) if text.lstrip("-").isdigit() else text
