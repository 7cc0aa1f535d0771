"""Ballots on paper that came back and are not counted yet: in which pile they lie stands wherever
they would else be called out, and whose turn it is with the pile stands on the page of the paper.
"""

import pytest

from deliberation.record import tables
from tests.cycle.resolve.test_paper import CLERKS, SECRET, again, first, issue, sums, to_close
from tests.desk.paper.test_paper_left import cells
from tests.site import opened
from tests.world import World

HANDED = ("代表甲", "代表乙", "代表丙", "代表丁")


@pytest.fixture
def site(sqlite_engines, time, tmp_path):
    return opened(World(sqlite_engines, time).populate(CLERKS), tmp_path)


@pytest.fixture
def secret(sqlite_engines, time, tmp_path):
    w = World(sqlite_engines, time, rulebook=SECRET).populate(CLERKS)
    return opened(w, tmp_path)


def html(client, path):
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code, page.location)
    return " ".join(page.data.decode().split())


def handed(site):
    p = site.world.in_vote()
    issue(site.world, p, *HANDED)
    return p, f"/jiahe/desk/paper/{p}"


def test_what_lies_in_an_open_pile_is_not_out(site):
    p, desk = handed(site)
    w, clerk = site.world, site.client("clerk")
    assert cells(html(clerk, desk))["还在外面"] == "4"
    b = first(w, p, (1, "for"), (2, "against"))
    page = html(clerk, desk)
    said = cells(page)
    assert (said["已录入并计入"], said["已交回，还没计入"], said["还在外面"]) == ("0", "2", "2")
    held, _, back = page.partition("<h2>持票人</h2>")[2].partition("<h2>已交回，还没计入</h2>")
    assert "4 号" in held and "1 号" not in held
    assert "1 号" in back and "第 1 批" in back
    assert "1 号票已交回，在第 1 批，还没计入" in html(clerk, f"{desk}?q=代表甲")
    assert "持有 3 号票" in html(clerk, f"{desk}?q=代表丙")
    page = html(clerk, f"{desk}/ballot/1")
    assert "1 号票写在第 1 批里" in page and 'name="cause"' not in page and "再打印" not in page
    page = html(clerk, f"{desk}/ballot/3")
    assert "批里" not in page and 'name="cause"' in page
    assert html(clerk, f"{desk}/print/list").count("已交回，在第 1 批，还没计入") == 2
    voter = html(site.client("representative"), f"/jiahe/proposals/{p}")
    assert "已交回，在第 1 批，还没计入" in voter and "交回窗口" not in voter
    again(w, p, b, (1, "for"), (2, "for"))
    said = cells(html(clerk, desk))
    assert (said["已录入并计入"], said["已交回，还没计入"], said["还在外面"]) == ("1", "1", "2")
    assert "还没计入" not in html(site.client("representative"), f"/jiahe/proposals/{p}")


def test_the_numbers_are_those_of_the_close(site):
    p, desk = handed(site)
    w = site.world
    first(w, p, (1, "for"), sheets=3)
    again(w, p, first(w, p, (2, "for")), (2, "for"))
    to_close(w, p)
    said = cells(html(site.client("clerk"), desk))
    w.time.to(w.rows(tables.paper_round)[0].waits_until)
    w.tick()
    r = w.rows(tables.paper_round)[0]
    shown = [int(said[x]) for x in ("已录入并计入", "已交回，还没计入", "还在外面")]
    assert shown == [r.returned - r.uncounted, r.uncounted, r.missing]


def test_of_a_secret_vote_as_many_as_lie_in_its_piles(secret):
    p, desk = handed(secret)
    w, clerk = secret.world, secret.client("clerk")
    to_close(w, p)
    assert "还没计入" not in html(clerk, desk) and "还没有录入" not in html(clerk, desk)
    b = first(w, p, *sums(2, 1, 0), sheets=3)
    said = cells(html(clerk, desk))
    assert (said["选民已领"], said["已交回，还没计入"], said["还没有录入"]) == ("4", "3", "1")
    again(w, p, b, *sums(2, 1, 0), sheets=3)
    said = cells(html(clerk, desk))
    assert (said["已录入并计入"], said["还没有录入"]) == ("3", "1")


def turns(page):
    return [x.partition("</p>")[0] for x in page.split("等别人办：")[1:]]


def test_whose_turn_it_is_stands_on_the_page_of_the_paper(site):
    p, desk = handed(site)
    w, clerk = site.world, site.client("clerk")
    b = first(w, p, (1, "for"), (2, "against"))
    [second] = turns(html(clerk, desk))
    assert "第二遍" in second and "窗口乙" in second and "监事甲" in second
    assert "窗口 (" not in second, "who made the first entry"
    supervisor = html(site.client("supervisor"), desk)
    assert not turns(supervisor) and "录入第二遍" in supervisor
    again(w, p, b, (1, "for"), (2, "for"), who="监事甲", witness="监事乙")
    [settling] = turns(html(clerk, desk))
    assert "核定两遍录入的差异" in settling
    assert "监事乙" in settling and "监事甲" not in settling and "前" in settling
    [settling] = turns(html(site.client("supervisor"), desk))
    assert "监事乙" in settling, "they made the second entry: it is another's turn"


def test_the_end_leads_to_the_pile_that_is_open(site):
    p, desk = handed(site)
    w, clerk, supervisor = site.world, site.client("clerk"), site.client("supervisor")
    b = first(w, p, (1, "for"))
    to_close(w, p)
    for where in ("/jiahe/waiting", f"/jiahe/proposals/{p}"):
        assert "纸质选票收齐" not in html(supervisor, where)
    page = html(supervisor, f"{desk}/end")
    assert ">现在计票<" not in page.replace(" ", "")
    assert f"{desk}/batch/{b}" in page and "还有一批没有办完" in page
    again(w, p, b, (1, "for"))
    assert "纸质选票收齐" in html(supervisor, "/jiahe/waiting")
    page = html(supervisor, f"{desk}/end")
    assert b not in page and ">现在计票<" in page.replace(" ", "")
    [ending] = [x for x in turns(html(clerk, desk)) if "收齐" in x]
    assert "监事丙" in ending


def test_what_one_of_two_entries_alone_names_is_not_known_to_be_back(site):
    """No. 3 is mistyped for 2: the counter, the lists, and the page of each say so alike."""
    p, desk = handed(site)
    w, clerk = site.world, site.client("clerk")
    again(w, p, first(w, p, (1, "for"), (2, "for")), (1, "for"), (3, "for"))
    page = html(clerk, desk)
    said = cells(page)
    assert (said["已录入并计入"], said["有一遍写了它，等核定"], said["还在外面"]) == ("1", "2", "1")
    assert "已交回，还没计入" not in page
    held, _, once = page.partition("<h2>持票人</h2>")[2].partition("<h2>有一遍写了它，等核定</h2>")
    assert "4 号" in held and not any(f"{n} 号" in held for n in (1, 2, 3))
    assert "2 号" in once and "3 号" in once and "1 号" not in once
    for n, name in ((2, "代表乙"), (3, "代表丙")):
        assert f"{n} 号票：第 1 批有一遍写了它" in html(clerk, f"{desk}?q={name}")
        assert "批里" in html(clerk, f"{desk}/ballot/{n}")
    listed = html(clerk, f"{desk}/print/list")
    assert listed.count("第 1 批有一遍写了它，等核定") == 2 and "已交回" not in listed


def test_of_the_voter_too(site):
    p, _desk = handed(site)
    again(site.world, p, first(site.world, p, (2, "for")), (1, "for"))
    page = html(site.client("representative"), f"/jiahe/proposals/{p}")
    assert "第 1 批有一遍写了它，等核定" in page and "已交回" not in page


def test_a_vote_online_is_promised_only_while_the_vote_takes_one(site):
    p, desk = handed(site)
    w, clerk = site.world, site.client("clerk")
    assert "可以改在网上投票" in html(clerk, f"{desk}/ballot/1")
    to_close(w, p)
    page = html(clerk, f"{desk}/ballot/1")
    assert 'value="unused"' in page and "没有填写就交回了" in page and "网上" not in page


def test_nor_of_a_secret_one(secret):
    p, desk = handed(secret)
    page = html(secret.client("clerk"), f"{desk}/ballot/1")
    assert 'value="unused"' in page and "网上" not in page
    own = html(secret.client("representative"), f"/jiahe/proposals/{p}")
    assert "请投入票箱" in own and "可以在网上投票" not in own
