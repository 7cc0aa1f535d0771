"""The hands of whoever has the database's password, every key and the code of the house: raw SQL
with the guards taken away and put back; facts appended as the house appends them; the whole log
written anew with digests, tree, head and tables that fit.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, create_engine, delete, insert, text

from deliberation.charter.facts import Fact, read_time
from deliberation.charter.hands import Purpose, handle_of
from deliberation.record import tables
from deliberation.record.check import replay
from deliberation.record.ids import new_id
from deliberation.record.log import canonical
from deliberation.record.log import facts as log
from deliberation.record.log.merkle import Frontier, leaf_hash
from deliberation.record.migrations import r0001_guards
from deliberation.record.write import search_index
from deliberation.record.write.writing import Decided, write
from tests.world import World

LOG = (tables.fact_body, tables.fact, tables.tree_node, tables.log_head)


@dataclass
class Item:
    """A fact of the log, open: its header without digests, and its parts as plain values (None
    where erased).
    """

    head: dict[str, Any]
    parts: dict[str, dict[str, Any] | None]
    salts: dict[str, bytes]
    was: dict[str, str]  # digests as they were, for a part that is gone

    @property
    def kind(self) -> str:
        return str(self.head["kind"])

    @property
    def public(self) -> dict[str, Any]:
        return self.parts["public"] or {}


class Attacker:
    """On one community's database. `p`: its proposals, by where they stand."""

    def __init__(self, world: World, proposals: dict[str, str]) -> None:
        self.world, self.p = world, proposals

    # --- raw SQL

    @contextmanager
    def unguarded(self) -> Iterator[Connection]:
        """A connection without the guards of the log and without foreign keys; the guards are as
        before afterwards.
        """
        engine = create_engine(self.world.engines.url)
        dialect = self.world.engines.dialect
        with engine.begin() as conn:
            if dialect == "sqlite":
                for name in _triggers(conn):
                    conn.execute(text(f"DROP TRIGGER {name}"))
            else:
                conn.execute(text("SET session_replication_role = replica"))
            yield conn
            if dialect == "sqlite":
                for statement in r0001_guards.statements(dialect):
                    conn.exec_driver_sql(statement)
        engine.dispose()

    def run(self, *statements: Any) -> None:
        """Each changes something, or the tampering would be none."""
        with self.unguarded() as conn:
            for statement in statements:
                assert conn.execute(statement).rowcount, str(statement)

    def row(self, table: Any, **where: Any) -> Any:
        """The first row of a table with these values."""
        return self.world.rows(table, *(table.c[k] == v for k, v in where.items()))[0]

    # --- appended facts

    def forge(
        self,
        *facts: Fact,
        name: str,
        by: str | None = None,
        role: str = "clock",
        at: datetime | None = None,
    ) -> None:
        """An act nobody was asked about, written as the house writes one."""
        person = self.world.person[by] if by else None
        attempt = log.Attempt(new_id(), name, person, role, "web", "0" * 64)
        community = SimpleNamespace(id=self.world.id)
        now = at or self.world.time.at
        case: Any = SimpleNamespace(community=community, now=now, of_proposal=False)
        engine = create_engine(self.world.engines.url)
        with engine.begin() as conn:
            if self.world.engines.dialect == "postgresql":
                conn.execute(text("SET session_replication_role = replica"))
            write(conn, Decided(case, list(facts), attempt, facts[0].subject_id))
        engine.dispose()

    # --- the log written anew

    def items(self) -> list[Item]:
        """The log, open."""
        with self.world.engines.read_connection() as conn:
            return [_opened(stored) for stored in replay.stored_facts(conn, self.world.id)]

    def rewrite(
        self, change: Callable[[list[Item]], list[Item] | None], *, tables_too: bool = True
    ) -> None:
        """The log as `change` leaves it, under right digests, tree and head; with the tables that
        follow from it, or with those that were there.
        """
        items = self.items()
        changed = change(items)
        items = items if changed is None else changed
        with self.unguarded() as conn:
            _write_log(conn, self.world.id, items)
            if tables_too:
                _write_tables(conn, self.world.id)


def hand(world: World, name: str, purpose: Purpose, subject: str = "") -> str:
    """By which handle somebody goes, as whoever has the database works it out."""
    [row] = world.rows(tables.person, tables.person.c.person_id == world.person[name])
    return handle_of(row.hand_key, subject, purpose)


def _triggers(conn: Connection) -> list[str]:
    names = conn.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    return list(names.scalars())


def _opened(stored: replay.Stored) -> Item:
    head = canonical.read(stored.header)
    parts = {p: canonical.read(pair[1]) if pair else None for p, pair in stored.bodies.items()}
    salts = {p: pair[0] for p, pair in stored.bodies.items() if pair}
    return Item({**head}, parts, salts, dict(head["bodies"]))


def _about(subject: dict[str, str] | None) -> dict[str, str | None]:
    """What a header says it is about, as its row has it."""
    named = subject or {"type": None, "id": None}
    return {"subject_type": named["type"], "subject_id": named["id"]}


def _write_log(conn: Connection, community: str, items: list[Item]) -> None:
    for table in LOG:
        conn.execute(delete(table).where(table.c.community_id == community))
    frontier, facts, bodies, leaves, latest = Frontier(), [], [], [], None
    for position, item in enumerate(items):
        encoded = {p: canonical.encode(v) for p, v in item.parts.items() if v is not None}
        digests = {
            p: canonical.salted_digest(item.salts[p], encoded[p]) if p in encoded else item.was[p]
            for p in item.parts
        }
        head = {**item.head, "position": position, "bodies": digests}
        header, at = canonical.encode(head), read_time(head["at"])
        latest = max(at, latest or at)
        row = {"community_id": community, "position": position, "fact_id": head["fact"]}
        facts.append(
            {**row, "kind": head["kind"], **_about(head["subject"])}
            | {"act_id": head["act"]["id"], "at": at, "header": header}
        )
        for p in item.parts:
            salt, body = item.salts.get(p), encoded.get(p)
            mine = {"community_id": community, "position": position, "part": p}
            bodies.append({**mine, "salt": salt if body else None, "body": body})
        leaves.append(leaf_hash(header))
    nodes = [
        {"community_id": community, "level": level, "idx": index, "hash": value}
        for level, index, value in frontier.append_many(leaves)
    ]
    end = {"size": frontier.size, "frontier": frontier.to_bytes(), "at": latest}
    for table, rows in (
        (tables.fact, facts),
        (tables.fact_body, bodies),
        (tables.tree_node, nodes),
        (tables.log_head, [{"community_id": community, **end}]),
    ):
        conn.execute(insert(table), rows)


def _write_tables(conn: Connection, community: str) -> None:
    for table in (*reversed(tables.CIVIC), tables.search_piece):
        conn.execute(delete(table).where(table.c.community_id == community))
    memory, texts = replay._with_texts(conn, community)
    for table in tables.CIVIC:
        replay._bulk(conn, table, list(memory.tables.get(table.name, {}).values()))
    for proposal, pieces in texts.pieces.items():
        search_index.index(conn, community, proposal, pieces)


def emptied(conn: Connection, community: str) -> None:
    """The log is gone, and its rows stay."""
    for table in LOG:
        conn.execute(delete(table).where(table.c.community_id == community))
