"""What is known since an objection was raised, for loaders, pages and judge alike."""

from datetime import datetime, timedelta

import pytest

from deliberation.charter.cycle import objected
from deliberation.record import tables

NOW = datetime(2026, 3, 2, 9)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ((), False),
        ((None, NOW - HOUR), False),
        ((NOW,), False),  # before it was raised, or as it was
        ((NOW + HOUR,), True),
        ((NOW + 3 * HOUR,), False),  # an office that begins later
    ],
)
def test_what_changed_since_puts_it_right(changes, right):
    assert objected.put_right(NOW, changes, NOW + 2 * HOUR) is right


def test_each_column_that_says_so_is_there():
    for table, column in (*objected.MENDED, objected.MENDED_HERE):
        assert column in tables.metadata.tables[table].c


def test_votes_held_anew_are_counted():
    assert objected.voted_anew(["again", None, "recounted", "again"]) == 2


@pytest.mark.parametrize(
    ("act", "ground", "waits"),
    [
        ("mark_objection", "count", True),
        ("mark_objection", "content", False),
        ("remedy_in_silence", "content", True),
        ("mark_question", None, False),
    ],
)
def test_what_was_voted_on_waits_for_it(act, ground, waits):
    assert objected.waits([(act, ground)]) is waits
