"""The log read back: facts in order, applied to tables in memory, and bulk-loaded into an empty
database if wanted.

Called by `deliberation replay`, by `verify`, and by the property tests.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from sys import intern
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, insert, select

from deliberation.charter.facts import Fact, build, read_time
from deliberation.charter.facts.naming import PEOPLE
from deliberation.charter.subjects import read_subject
from deliberation.record import tables
from deliberation.record.applying import Header, apply
from deliberation.record.applying.changes import Change, Memory
from deliberation.record.engines import Engines
from deliberation.record.log import canonical
from deliberation.record.types import octets
from deliberation.record.write import search_index

from .people import People, known

CHUNK = 5_000
Bodies = dict[str, tuple[bytes, bytes] | None]  # part → salt and body; None where erased


class Stored(NamedTuple):
    """One fact as it lies in the log. A tuple: a million of them are made in a row."""

    position: int
    fact_id: str
    kind: str
    subject_type: str | None
    subject_id: str | None
    act_id: str
    at: datetime
    header: bytes
    bodies: Bodies


def stored_facts(conn: Connection, community: str) -> Iterator[Stored]:
    """Every fact of a community in order, with its bodies (None where erased), in chunks."""
    f = tables.fact
    start = 0
    while True:
        facts = conn.execute(
            select(
                f.c.position,
                f.c.fact_id,
                f.c.kind,
                f.c.subject_type,
                f.c.subject_id,
                f.c.act_id,
                f.c.at,
                f.c.header,
            )
            .where(f.c.community_id == community, f.c.position >= start)
            .order_by(f.c.position)
            .limit(CHUNK)
        ).all()
        if not facts:
            return
        bodies = _bodies(conn, community, start, facts[-1].position)
        for *columns, header in facts:
            yield Stored._make((*columns, octets(header), bodies.get(columns[0], {})))
        start = facts[-1].position + 1


def _bodies(conn: Connection, community: str, first: int, last: int) -> dict[int, Bodies]:
    """By position, of the facts from `first` to `last`."""
    b = tables.fact_body
    found: dict[int, Bodies] = defaultdict(dict)
    for position, part, salt, body in conn.execute(
        select(b.c.position, b.c.part, b.c.salt, b.c.body).where(
            b.c.community_id == community, b.c.position >= first, b.c.position <= last
        )
    ).all():
        pair = None if body is None else (octets(salt), octets(body))
        found[position][part] = pair
    return found


def read(
    stored: Stored, head: dict[str, Any], people: People
) -> tuple[Fact, Header, Sequence[Change]]:
    """The fact, what `apply` may know of its header, and what becomes known of hands by it."""
    parts = {
        part: canonical.read(pair[1]) if pair else None for part, pair in stored.bodies.items()
    }
    act = head["act"]
    fact = build(head["kind"], head["version"], read_subject(head["subject"]), parts)
    entries = (parts.get("private") or {}).get(PEOPLE) or {}
    fact, by, hands = people.behind(fact, head, entries)
    header = Header(
        intern(head["community"]),  # one text for all rows, and not one for each
        head["fact"],
        read_time(head["at"]),
        act["id"],
        by,
        act["role"],
        act.get("mac"),
    )
    return fact, header, hands


def replayed(conn: Connection, community: str) -> Memory:
    """The civic tables as the log makes them."""
    return _with_texts(conn, community)[0]


def _with_texts(conn: Connection, community: str) -> tuple[Memory, search_index.Texts]:
    """The same, and what the search finds."""
    memory, texts = Memory(), search_index.Texts()
    people = known(conn, community)
    for stored in stored_facts(conn, community):
        fact, header, hands = read(stored, canonical.read(stored.header), people)
        memory.apply([*hands, *apply(fact, header)])
        texts.follow(fact)
    return memory, texts


def differences(
    conn: Connection, community: str, memory: Memory, but: Container[str] = ()
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """(table, key, what) for every row that is not as the log makes it, table by table."""
    for table in tables.CIVIC:
        if table.name in but:
            continue
        for key, what in _differences(conn, community, table, memory.tables.get(table.name, {})):
            yield table.name, key, what


def _differences(
    conn: Connection, community: str, table: Table, made: Mapping[Any, dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], str]]:
    # Fetched many at a time: one by one costs more than comparing.
    rows = conn.execute(select(table).where(table.c.community_id == community)).partitions(CHUNK)
    return compared(table, chain.from_iterable(rows), dict(made))


def compared(
    table: Table, rows: Iterable[Any], expected: dict[Any, dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], str]]:
    """(key, what) for every one of these rows of a table that is not as expected, and for what is
    expected and not there. What was found is taken out of `expected`.
    """
    names = [c.name for c in table.columns]
    keys = [c.name for c in table.primary_key.columns]
    for row in rows:
        values = dict(zip(names, row, strict=True))
        wanted = expected.pop(tuple(values[k] for k in keys), None)
        key = {k: values[k] for k in keys}
        if wanted is None:
            yield key, "is in no fact"
        elif values != wanted:
            wrong = next(n for n in names if values[n] != wanted[n])
            yield key, f"{wrong} is {values[wrong]!r}, the record says {wanted[wrong]!r}"
    for key_values in expected:
        yield dict(zip(keys, key_values, strict=True)), "is missing"


def load_into(source: Engines, target: Engines) -> int:
    """Replay every community of `source` into the empty, migrated `target`.

    Returns the number of facts. ValueError if not empty.
    """
    c = tables.community.c.community_id
    with target.write_connection() as out, source.snapshot() as conn:
        if out.execute(select(func.count()).select_from(tables.fact)).scalar():
            raise ValueError("the target already holds a record")
        communities = conn.execute(select(c).order_by(c)).scalars().all()
        return sum(_load_one(conn, out, community) for community in communities)


def _load_one(conn: Connection, out: Connection, community: str) -> int:
    """The civic tables as replayed, the log as it lies, and the search's pieces made anew."""
    memory, texts = _with_texts(conn, community)
    for table in tables.CIVIC:
        _bulk(out, table, list(memory.tables.get(table.name, {}).values()))
    for table in (tables.log_head, tables.fact, tables.fact_body, tables.tree_node):
        rows = conn.execute(select(table).where(table.c.community_id == community))
        _bulk(out, table, [dict(r._mapping) for r in rows])
    for proposal, pieces in texts.pieces.items():
        search_index.index(out, community, proposal, pieces)
    facts = select(func.count()).select_from(tables.fact)
    return conn.execute(facts.where(tables.fact.c.community_id == community)).scalar_one()


def _parents_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Groups in an order in which every parent stands before its children, however deep they
    lie.
    """
    placed: set[Any] = {None}
    ordered: list[dict[str, Any]] = []
    while len(ordered) < len(rows):
        level = [r for r in rows if r["parent_id"] in placed and r["group_id"] not in placed]
        if not level:
            raise ValueError("groups without a root")
        ordered += level
        placed |= {r["group_id"] for r in level}
    return ordered


def _bulk(out: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if table is tables.residents_group:
        rows = _parents_first(rows)
    if table is tables.proposal:
        rows = sorted(rows, key=lambda r: r["merge_into"] is not None)
    for i in range(0, len(rows), CHUNK):
        out.execute(insert(table), rows[i : i + CHUNK])
