"""What the readings of a roll give whom, on both databases: numbers by group to a stranger, masked
names to whoever is on it, the list of votes page by page without those who did not come.
"""

import pytest

from deliberation.charter.case import Actor
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.page.viewer import viewer
from deliberation.readings.vote import named, proxies, rolls
from deliberation.record import tables
from deliberation.record.write.communities import community
from tests.cycle.resolve.test_proxies import ALL, given
from tests.world import World

LISTED = ALL + "list_names = true\n"


@pytest.fixture
def w(engines, time):
    """A community whose adult residents decide, on a list that is published."""
    return World(engines, time, rulebook=LISTED).populate()


def case_of(conn, w: World, p: str, name: str | None):
    row = proposal_page.row(conn, w.id, p)
    return viewer(conn, community(conn, w.id, w.engines), row, Actor(name and w.person[name])).case


def test_a_roll_by_groups_and_by_names(w):
    p = w.in_vote(who="林二")
    on = [r for r in w.rows(tables.person) if r.standing == "adult" and r.lives_here]
    with w.engines.read_connection() as conn:
        stranger = case_of(conn, w, p, None)
        seen = rolls.page(conn, stranger, rolls.mine(conn, stranger))
        assert (seen.lines, seen.last, seen.whole, seen.members) == ((), None, False, len(on))
        assert sum(many for _, many in seen.groups) == len(on) and len(seen.groups) > 1
        voter = case_of(conn, w, p, "林五")
        own, after, names = rolls.mine(conn, voter), None, []
        while True:
            page = rolls.page(conn, voter, own, after, most=9)
            names += [(line.building, line.name) for line in page.lines]
            if page.last is None:
                break
            after = page.last
        assert len(names) == len(on) == len(set(names)) and page.whole and not page.groups
        assert names == sorted(names, key=lambda x: (len(x[0]), *x))


def test_votes_by_name_page_by_page_and_nobody_who_stayed_away(w, monkeypatch):
    monkeypatch.setattr(named, "PAGE", 2)
    p = w.in_vote(who="林二")
    given(w, p, "林二", "林三")
    w.cast(p, 林三="against", 林四="for", 林五="abstain")
    w.let_pass(p)
    with w.engines.read_connection() as conn:
        voter = case_of(conn, w, p, "林六")
        assert named.held(conn, voter) and rolls.may_read(voter, rolls.mine(conn, voter))
        first = named.page(conn, voter)
        second = named.page(conn, voter, first.last)
        said = {v.name: v.choice for v in (*first.lines, *second.lines)}
        assert said == {"林三": "against", "林四": "for", "林五": "abstain"} and first.whole
        assert second.last is None and len(first.lines) == 2
        row = proposal_page.row(conn, w.id, p)
        assert proxies.how_many(conn, row) == 1
        ((pair,), more) = proxies.listed(conn, row, full=True)
        assert (pair.principal, pair.holder, more) == ("林二", "林三", None)
