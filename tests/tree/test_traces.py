"""The net that `refused` is: a change within one row, which no count of rows would show, is
caught.
"""

import pytest
from sqlalchemy import update

from deliberation.charter.reasons import Reason, Refused
from deliberation.record import tables
from tests.traces import contents, refused, row_counts


def test_nothing_written_reads_the_same(world):
    assert contents(world) == contents(world)


def test_a_refusal_that_changed_a_row_in_place_is_caught(world):
    before = row_counts(world)
    with pytest.raises(AssertionError, match="wrote to community"), refused(world, "wrong_role"):
        with world.engines.write_connection() as conn:
            conn.execute(update(tables.community).values(name="改了"))
        raise Refused(Reason("wrong_role"))
    assert row_counts(world) == before


def test_another_reason_is_caught(world):
    with pytest.raises(AssertionError), refused(world, "wrong_role"):
        raise Refused(Reason("wrong_stage"))
