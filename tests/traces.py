"""Shown to leave no trace: a refusal is tested with its reason, and every table has as many rows as before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from deliberation.charter.reasons import Refused
from deliberation.record import tables
from tests.world import World


def row_counts(world: World) -> dict[str, int]:
    with world.engines.read_connection() as conn:
        return {t.name: conn.execute(select(func.count()).select_from(t)).scalar_one() for t in tables.metadata.sorted_tables}


@contextmanager
def refused(world: World, code: str) -> Iterator[None]:
    """The block is refused for this reason and writes nothing."""
    before = row_counts(world)
    with pytest.raises(Refused) as caught:
        yield
    assert code in [r.code for r in caught.value.reasons]
    assert row_counts(world) == before
