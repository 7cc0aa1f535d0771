"""Who was handed a ballot on paper, and what became of it, stays readable after the count for
whoever checks it: the desk and the supervisors, nobody else, and never what it says.
"""

import pytest

from tests.cycle.resolve.test_paper import CLERKS, SECRET, again, first, issue, settle, to_close
from tests.cycle.resolve.test_piles import close
from tests.site import opened
from tests.world import World

NAMES = ("代表甲", "代表乙", "代表丙", "代表丁", "委员甲")


@pytest.fixture
def site(sqlite_engines, time, tmp_path):
    return opened(World(sqlite_engines, time).populate(CLERKS), tmp_path)


def counted(w):
    """One counts, one lies in a pile nobody settled, one came back unmarked, one stayed out."""
    p = w.in_vote()
    issue(w, p, *NAMES[:4])
    b = first(w, p, (1, "for"), (2, "for"))
    again(w, p, b, (1, "for"), (2, "against"))
    settle(w, p, 3, "unused")
    close(w, p)
    return p


def address(p, no=1):
    return f"/jiahe/desk/paper/{p}/print/list?round={no}"


@pytest.mark.parametrize("ended", [False, True])
def test_the_list_is_read_after_the_count_and_after_the_end(site, ended):
    w = site.world
    p = counted(w)
    while ended and w.stage(p) != "closed":
        w.let_pass(p)
    for role in ("clerk", "supervisor"):
        client = site.client(role)
        assert address(p) in client.get(f"/jiahe/proposals/{p}").text
        page = client.get(address(p)).text
        assert all(name in page for name in NAMES[:4]) and NAMES[4] not in page
        assert "没有计入" in page and "尚未计票" not in page and "赞成" not in page
        assert f'href="/jiahe/proposals/{p}"' in page


def test_nobody_else_reads_it(site):
    p = counted(site.world)
    for role, status in (("resident", 403), ("representative", 403), ("visitor", 303)):
        client = site.client(role)
        assert client.get(address(p)).status_code == status
        assert "/print/list" not in client.get(f"/jiahe/proposals/{p}").text


def test_of_a_round_without_paper_there_is_no_list(site):
    w, client = site.world, site.client("clerk")
    p, q = counted(w), w.in_publish(who="林二", title="另一件")
    assert client.get(address(p, 2)).status_code == 404
    assert client.get(address(q)).status_code == 404
    assert "/print/list" not in client.get(f"/jiahe/proposals/{q}").text


def test_of_a_secret_vote_it_says_who_took_one_and_not_that_none_came_back(
    sqlite_engines, time, tmp_path
):
    site = opened(World(sqlite_engines, time, rulebook=SECRET).populate(CLERKS), tmp_path)
    w = site.world
    p = w.in_vote()
    issue(w, p, *NAMES[:2])
    to_close(w, p)
    while w.stage(p) == "vote":
        w.let_pass(p)
    page = site.client("supervisor").get(address(p)).text
    assert NAMES[0] in page and "没有收回" not in page
