"""Shown to leave no trace: a refusal is tested with its reason, and every row of every table reads as before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from deliberation.charter.reasons import Refused
from deliberation.record import tables
from deliberation.record.private import tables as private_tables  # noqa: F401  (its tables join the same MetaData)
from tests.world import World


def row_counts(world: World) -> dict[str, int]:
    with world.engines.read_connection() as conn:
        return {t.name: conn.execute(select(func.count()).select_from(t)).scalar_one() for t in tables.metadata.sorted_tables}


def contents(world: World) -> dict[str, str]:
    """One digest per table over all its rows and columns, in the order of the primary key. No table is left out: a refusal
    is answered by `perform`, which writes no attempts, sessions or marks of reading either."""
    digests = {}
    with world.engines.read_connection() as conn:
        for table in tables.metadata.sorted_tables:
            digest = hashlib.sha256()
            for row in conn.execute(select(table).order_by(*table.primary_key.columns)):
                digest.update(repr(tuple(row)).encode() + b"\n")
            digests[table.name] = digest.hexdigest()
    return digests


@contextmanager
def refused(world: World, code: str) -> Iterator[None]:
    """The block is refused for this reason and writes nothing, be it a new row or a change within one."""
    before = contents(world)
    with pytest.raises(Refused) as caught:
        yield
    assert code in [r.code for r in caught.value.reasons]
    after = contents(world)
    changed = [name for name in after if after[name] != before[name]]
    assert not changed, f"a refusal wrote to {', '.join(changed)}"
