"""A pile with more sheets than were handed out voids the vote: whoever enters it, and whoever
counts, reads the two numbers before.
"""

import pytest

from deliberation.charter.needs.paper import PaperRound
from deliberation.charter.voting import piles
from tests.cycle.resolve.test_paper import (
    CLERKS,
    SECRET,
    VOTERS,
    again,
    batches,
    first,
    issue,
    to_close,
)
from tests.desk.paper.test_paper_desk import site_of, text
from tests.world import World

FOUR = VOTERS[:4]


@pytest.fixture
def secret(sqlite_engines, time, tmp_path):
    return site_of(World(sqlite_engines, time, rulebook=SECRET).populate(CLERKS), tmp_path)


def sums(n):
    return ((1, "for", n),)


def test_nothing_is_beyond_where_as_many_lie_in_piles_as_were_handed_out():
    assert piles.beyond(PaperRound(last_serial=4, secret=True), 4) is None
    assert piles.beyond(PaperRound(last_serial=4, secret=True), 5) == (5, 4)
    assert piles.beyond(PaperRound(last_serial=4, states={"spoiled": 1}, secret=True), 4) == (4, 3)


def test_five_sheets_of_four_are_told_at_each_entry_and_before_the_count(secret):
    w = secret.world
    p = w.in_vote()
    issue(w, p, *FOUR)
    to_close(w, p)
    desk, said = f"/jiahe/desk/paper/{p}", "各批票一共 5 张，只发出 4 张"
    assert said in text(secret.client("clerk"), f"{desk}/batch?sheets=5")
    assert "只发出" not in text(secret.client("clerk"), f"{desk}/batch?sheets=4")
    pile = first(w, p, *sums(5), sheets=5)
    supervisor = secret.client("supervisor")
    # blind: of one's own number alone, whatever the first entry says
    assert "只发出" not in text(supervisor, f"{desk}/batch/{pile}?sheets=4")
    assert said in text(supervisor, f"{desk}/batch/{pile}?sheets=5")
    again(w, p, pile, *sums(5), sheets=5)
    assert [b.state for b in batches(w, p)] == ["counted"]
    assert said in text(supervisor, f"{desk}/end")


def test_a_second_pile_is_told_of_with_the_first(secret):
    w = secret.world
    p = w.in_vote()
    issue(w, p, *FOUR)
    to_close(w, p)
    first(w, p, *sums(3), sheets=3)
    page = text(secret.client("clerk"), f"/jiahe/desk/paper/{p}/batch?sheets=2")
    assert "各批票一共 5 张，只发出 4 张" in page
