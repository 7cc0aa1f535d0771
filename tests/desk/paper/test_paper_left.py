"""Ballots in hand that did not count: the same numbers and the same reason on the page of the
result, on every print of it, and on the supervisors' list; and what the page says while the count
waits for paper.
"""

import pytest

from deliberation.record import tables
from tests.cycle.resolve.test_paper import CLERKS, again, first, issue, reconciled, to_close
from tests.cycle.resolve.test_piles import close, differing
from tests.site import opened
from tests.world import World


@pytest.fixture
def site(sqlite_engines, time, tmp_path):
    return opened(World(sqlite_engines, time).populate(CLERKS), tmp_path)


def text(client, path):
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code, page.location)
    return " ".join(page.data.decode().split())


def cells(page):
    """{heading of a row: its first cell} of every table."""
    rows = page.split('<th scope="row">')[1:]
    return {
        row.partition("</th>")[0].split("<br>")[0].split("·")[0].strip(): row.partition("<td")[2]
        .partition(">")[2]
        .partition("</td>")[0]
        .split("<br>")[0]
        .strip()
        for row in rows
    }


@pytest.fixture
def left(site):
    w = site.world
    p = w.in_vote()
    differing(w, p)
    first(w, p, (5, "for"))
    close(w, p)
    return p


PRINTS = ("protocol", "result", "resolution")


def test_every_place_says_how_many_and_why(site, left):
    anybody, there = site.client("visitor"), f"/jiahe/proposals/{left}"
    page = text(anybody, there)
    said = cells(page)
    assert (said["发出"], said["收回"], said["其中没有计入"], said["未收回"]) == (
        "5",
        "5",
        "2",
        "0",
    )
    assert "第 1 批 1 张：两遍录入不一致，没有人核定" in page
    assert "第 2 批 1 张：没有人录入第二遍" in page
    assert "收回的选票有 2 张没有计入" in page and "5 = 5 + 0 + 0 + 0" in page
    once = "没有人录入第二遍。应由窗口工作人员或监事办"
    differs = "两遍录入不一致，到最后一天没有人核定。应由监事办"
    assert once in page and differs in page, "like any silence, with the office whose part it was"
    said = cells(text(anybody, f"{there}/print/protocol"))
    assert (said["发出纸质选票"], said["收回"], said["未收回"]) == ("5", "5", "0")
    assert (said["收回并计入"], said["收回、没有计入"]) == ("3", "2")
    for what in PRINTS:
        printed = text(anybody, f"{there}/print/{what}")
        assert "没有计入" in printed and "2" in printed
    for what in PRINTS[:2]:
        assert "没有人核定" in text(anybody, f"{there}/print/{what}")
        assert once in text(anybody, f"{there}/print/{what}")
    board = text(site.client("supervisor"), "/jiahe/supervision")
    assert once in board and differs in board and board.count("(1)") == 2


def test_a_pile_left_out_is_named_though_no_ballot_is_known_to_lie_in_it(site):
    w = site.world
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙", "代表丙")
    w.cast(p, 代表丁="for", 代表戊="for", 委员甲="for")
    again(w, p, first(w, p, (1, "for")), (1, "for"), (2, "for"))
    close(w, p)
    there = f"/jiahe/proposals/{p}"
    for path in (there, f"{there}/print/protocol", f"{there}/print/result"):
        page = text(site.client("visitor"), path)
        assert "第 1 批 0 张：两遍录入不一致，没有人核定" in page, path
        assert "有 1 张只有一遍写了，算在未收回里" in page, path
    said = cells(text(site.client("visitor"), there))
    assert (said["发出"], said["收回"], said["未收回"]) == ("3", "1", "2")


def test_nothing_is_said_where_everything_counted(site):
    w = site.world
    p = w.in_vote()
    issue(w, p, "代表甲")
    close(w, p)
    there = f"/jiahe/proposals/{p}"
    pages = [there, *(f"{there}/print/{what}" for what in PRINTS)]
    for path in pages:
        assert "没有计入" not in text(site.client("visitor"), path)
    assert "没计入" not in text(site.client("supervisor"), "/jiahe/supervision")


def test_whoever_settles_it_reads_by_when_and_what_counts_already(site):
    w = site.world
    p = w.in_vote()
    b = differing(w, p)
    desk = f"/jiahe/desk/paper/{p}"
    supervisor = site.client("supervisor")
    assert "已计入 3 张" in text(supervisor, desk)
    page = text(supervisor, f"{desk}/batch/{b}/differences")
    assert "两遍一致的选票已经计入" in page and "前没有核定的，不计入" in page
    (line,) = w.rows(tables.obligation, tables.obligation.c.act == "resolve_batch")
    assert f"{(line.due_at.day)}日" in page.partition("前没有核定的")[0][-40:]


def test_the_days_for_entering_paper_are_not_the_votes_own(site):
    """Whoever reads the page, the list and the desk while the count waits: the vote is over."""
    w = site.world
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙")
    to_close(w, p)
    assert reconciled(w, p).waits_until > w.time.at == w.row(p).due_at == w.row(p).closes_at
    there = f"/jiahe/proposals/{p}"
    for role in ("visitor", "representative", "clerk", "supervisor"):
        page = text(site.client(role), there)
        assert "表决截止" not in page and "截止前不显示" not in page, role
        assert "纸质选票录入截止" in page, role
        status = page.partition('id="status"')[2] or page
        assert "还剩" not in status.partition("</section>")[0], role
        assert "cast-ballot" not in page
    for path in ("/jiahe/", "/jiahe/proposals", "/jiahe/proposals?stage=vote"):
        listed = text(site.client("visitor"), path)
        if p in listed:
            card = listed.partition(p)[2][:900]
            assert "还剩" not in card, path
    answer = site.client("representative").get(f"{there}/cast-ballot")
    assert (
        answer.status_code == 409 and "<form method" not in answer.data.decode().split("<main")[1]
    )
