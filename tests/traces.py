"""Shown to leave no trace: a refusal is tested with its reason, and every row of every table reads
as before.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from sqlalchemy import Connection, func, select

from deliberation.charter.reasons import Refused
from deliberation.record import tables
from deliberation.record.engines import Engines

# Its tables join the same MetaData.
from deliberation.record.private import audit
from deliberation.record.private import tables as private_tables
from tests.world import World

EACH_COUNT = 'SELECT count(*) FROM "{t}"'
EACH_ROW = 'SELECT * FROM "{t}" ORDER BY {key}'
EACH_DIGEST = """
    SELECT coalesce(encode(sha256(convert_to(
        string_agg(whole_row::text, E'\\n' ORDER BY {key}), 'UTF8')), 'hex'), '')
    FROM "{t}" whole_row"""
HAS_PAGES = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"""


@cache
def _asked(question: str) -> dict[str, str]:
    """The same asked of every table: `{t}` is the table, `{key}` its primary key.

    Written once: a thousand refusals look before and after.
    """
    return {
        t.name: question.format(
            t=t.name, key=", ".join(f'"{c.name}"' for c in t.primary_key.columns)
        )
        for t in tables.metadata.sorted_tables
    }


def _at_once(conn: Connection, question: str, of: Collection[str] = ()) -> dict[str, Any]:
    """The answers of all tables, or of these, to one statement."""
    asked = " UNION ALL ".join(
        f"SELECT '{name}', ({q})" for name, q in _asked(question).items() if not of or name in of
    )
    return dict(conn.exec_driver_sql(asked).tuples().all())


def row_counts(world: World) -> dict[str, int]:
    with world.engines.read_connection() as conn:
        return _at_once(conn, EACH_COUNT)


def contents(world: World) -> dict[str, str]:
    """One digest per table over all its rows and columns, in the order of the primary key.

    No table is left out: a refusal is answered by `perform`, which writes no attempts, sessions or
    marks of reading either.
    """
    with world.engines.read_connection() as conn:
        if conn.dialect.name == "postgresql":
            return _digests(conn)
        return _read_once(world, conn)


def _digests(conn: Connection) -> dict[str, str]:
    """On PostgreSQL planning a hundred tables takes ten times as long as reading them: those
    without a page have no row.
    """
    used = conn.exec_driver_sql(HAS_PAGES).scalars().all()
    found = _at_once(conn, EACH_DIGEST, used) if used else {}
    return dict.fromkeys(_asked(EACH_DIGEST), "") | found


def _read_once(world: World, conn: Connection) -> dict[str, str]:
    """On SQLite, read again only where somebody committed since: a connection that never writes is
    told so (PRAGMA data_version).
    """
    if world.engines not in _watched:
        path = conn.exec_driver_sql("PRAGMA database_list").all()[0][2]
        _watched[world.engines] = Watch(sqlite3.connect(path, check_same_thread=False))
    watch = _watched[world.engines]
    [(version,)] = watch.conn.execute("PRAGMA data_version").fetchall()
    if version != watch.version:
        ask = conn.connection.driver_connection.execute
        watch.version, watch.found = (
            version,
            {
                name: hashlib.sha256(repr(ask(q).fetchall()).encode()).hexdigest()
                for name, q in _asked(EACH_ROW).items()
            },
        )
    return watch.found


@dataclass
class Watch:
    """What was read last of one SQLite file, at which version of it."""

    conn: sqlite3.Connection
    version: int | None = None
    found: dict[str, str] = field(default_factory=dict)


_watched: WeakKeyDictionary[Engines, Watch] = WeakKeyDictionary()


@contextmanager
def refused(world: World, code: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """The block is refused for this reason and writes nothing, be it a new row or a change within
    one.
    """
    before = contents(world)
    with pytest.raises(Refused) as caught:
        yield caught
    assert code in [r.code for r in caught.value.reasons]
    after = contents(world)
    changed = [name for name in after if after[name] != before[name]]
    assert not changed, f"a refusal wrote to {', '.join(changed)}"


@contextmanager
def one_wrong_witness_code(world: World, *, of: str, beside: str) -> Iterator[None]:
    """One row of the audit log and one counted try, beside sessions; not a trace elsewhere."""
    before, noted, tried = contents(world), audit.rows(world.id, limit=999), _tries(world)
    yield
    after = contents(world)
    changed = {t for t in after if after[t] != before[t]}
    assert changed - {"account_session", "carried_form"} == {"attempt", "audit"}
    assert _tries(world) == tried + 1
    [row] = [r for r in audit.rows(world.id, limit=999) if r not in noted]
    assert (row.kind, row.detail) == ("factor_failed", "beside")
    assert (row.person_id, row.about_id) == (world.person[of], world.person[beside])


def _tries(world: World) -> int:
    a = private_tables.attempt
    with world.engines.read_connection() as conn:
        return conn.execute(select(func.count()).select_from(a).where(~a.c.cleared)).scalar_one()
