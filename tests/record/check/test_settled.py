"""Rows of acts done are held against the database while the record is still being replayed, many
at a time, and forgotten: whatever is wrong with one is found as in any other table.
"""

import pytest
from sqlalchemy import delete, insert, select, update

from deliberation.record import tables
from deliberation.record.check import settled
from deliberation.record.check.replay import replayed
from deliberation.record.check.summary import Summary
from deliberation.record.check.verify import Wrong, _replay, verify
from deliberation.record.ids import new_id
from tests.record.log.test_attacks import without_guards

T = tables.act_done


@pytest.fixture(params=[(1, 1), (3, 2), (5_000, 500)], ids=["each", "some", "at_last"])
def many(request, monkeypatch):
    """How many rows are kept, and asked for in one statement."""
    for name, number in zip(("MANY", "AT_ONCE"), request.param, strict=True):
        monkeypatch.setattr(settled, name, number)
    return request.param[0]


def acts(world) -> list[str]:
    """The ids of all acts, in the order of the record."""
    f = tables.fact.c
    with world.engines.read_connection() as conn:
        said = conn.execute(select(f.act_id).where(f.community_id == world.id).order_by(f.position))
        return list(dict.fromkeys(said.scalars()))


def damaged(world, statement) -> None:
    without_guards(world)
    with world.engines.write_connection() as conn:
        conn.execute(statement)


def test_every_row_is_counted_and_few_are_kept(world, many):
    world.submitted()
    with world.engines.snapshot() as conn:
        whole = sum(len(rows) for rows in replayed(conn, world.id).tables.values())
        replay = _replay(conn, world.id, Summary("jiahe"))
        assert replay.settled.rows == len(acts(world)) > 3
        assert not replay.memory.tables[T.name]
    assert verify(world.engines)[0].rows == whole


@pytest.mark.parametrize("place", [0, 4, -1], ids=["first", "inside", "last"])
def test_a_row_that_is_another_or_is_gone_is_named(world, many, place):
    world.submitted()
    act = acts(world)[place]
    damaged(world, update(T).where(T.c.act_id == act).values(fact_id=new_id()))
    with pytest.raises(Wrong, match=f"table act_done, row act_id={act}: fact_id is"):
        verify(world.engines)
    damaged(world, delete(T).where(T.c.act_id == act))
    with pytest.raises(Wrong, match=f"table act_done, row act_id={act}: is missing"):
        verify(world.engines)


def test_a_row_of_no_act_is_named(world, many):
    world.submitted()
    row = {"community_id": world.id, "act_id": new_id(), "fact_id": new_id(), "mac": "0" * 64}
    damaged(world, insert(T).values(**row))
    with pytest.raises(Wrong, match=f"act_done, row act_id={row['act_id']}: is in no fact"):
        verify(world.engines)
