"""A demo's time that another process moves is the time of the next page, not of the one after."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from deliberation.record.engines import Engines
from deliberation.record.tables import demo_clock
from tests.fuzz.run import OnSQLite
from tests.fuzz.town import Time, Town


@pytest.fixture
def town(tmp_path, demo_town):
    with Time() as time:
        town = Town(*OnSQLite(tmp_path, kept=demo_town)(0))
        town.time = time
        yield town
        town.close()


def day(town: Town) -> str:
    """The day the page of the demo names."""
    said = town.app.test_client().get("/jiahe/demo").text
    found = re.search(r"<p>[^<]*<strong>(2026[^<]*)</strong>", said)
    assert found, said
    return found[1]


def test_the_next_page_has_the_time_another_process_has_moved_to(town):
    before = day(town)
    other = Engines(town.engines.url)
    with other.write_connection() as conn:
        conn.execute(
            update(demo_clock).values(offset_seconds=int(timedelta(days=9).total_seconds()))
        )
    other.dispose()
    town.time.at += timedelta(milliseconds=40)  # sooner nobody presses on
    assert day(town) != before
