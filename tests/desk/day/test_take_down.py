"""The sheet of a result that stands no more is taken down: the desk is told, and whoever reads the
page sees of which result a proof of posting and a certificate are.
"""

import re

import pytest

from deliberation.cycle.supervise.acts.certificate import Certify
from deliberation.cycle.supervise.acts.measures import ReturnOnce, SetAside
from tests.cycle.supervise.test_remedies import at, remedied, upheld
from tests.desk.test_desk_day import proved
from tests.readings.test_defaults import text
from tests.readings.test_stands import ASIDE

LOST_BY = {
    "again": lambda w, p: remedied(w, p, upheld(w, p, "procedure"), "again"),
    "to_council": lambda w, p: remedied(w, p, upheld(w, p, "content"), "council", "content"),
    "returned": lambda w, p: w.act("监事甲", ReturnOnce(**at(p), reasons="开会没有通知到。")),
    "aside": lambda w, p: w.act("窗口", SetAside(**at(p), **ASIDE)),
}
PAGES = ("/jiahe/desk/posting", "/jiahe/desk/today")


@pytest.mark.parametrize("how", LOST_BY)
def test_the_desk_is_told_to_take_down_the_sheet_of_a_result_that_was_lost(site, how):
    w, client = site.world, site.client("clerk")
    p = w.in_publish()
    proved(w, p, "result")
    for link in PAGES:
        assert "要撤下的" not in text(client.get(link))
    LOST_BY[how](w, p)
    row = w.row(p)
    said = f"撤下{row.number_year}-{row.number:03d}的旧结果"
    for link in PAGES:
        page = text(client.get(link))
        assert said in page and "公告栏" in page, link
        assert re.search(r"自3月\d+日", page)
        assert "不再算数" in page or "已撤销" in page
    if how == "aside":
        assert "正在张贴" not in text(client.get(PAGES[0]))
    w.time.advance(days=40)
    assert "要撤下的" not in text(client.get(PAGES[0]))


def test_what_never_hung_or_still_stands_is_not_taken_down(site):
    w, client = site.world, site.client("clerk")
    LOST_BY["again"](w, w.in_publish())
    stands = w.in_publish(who="林二", title="另一件")
    proved(w, stands, "result")
    upheld(w, stands, "procedure")  # nobody knows yet
    for link in PAGES:
        assert "要撤下的" not in text(client.get(link))


@pytest.mark.parametrize("how", LOST_BY)
def test_a_proof_of_posting_is_marked_as_of_the_lost_result(site, how):
    w = site.world
    p = w.in_publish()
    proved(w, p, "result")
    url = f"/jiahe/proposals/{p}"
    assert "属于已不算数的结果" not in text(site.client("visitor").get(url))
    LOST_BY[how](w, p)
    page = text(site.client("visitor").get(url))
    assert "属于已不算数的结果" in page.split("张贴证明", 1)[1]


@pytest.mark.parametrize("how", ["again", "to_council", "aside"])
def test_so_are_the_certificates_under_it(site, how):
    w = site.world
    p = w.in_publish()
    for name in ("监事甲", "监事乙"):
        w.act(name, Certify(**at(p)))
    LOST_BY[how](w, p)
    visitor, url = site.client("visitor"), f"/jiahe/proposals/{p}"
    marks = ["（属于已不算数的结果）" in text(visitor.get(url))]
    if w.row(p).outcome is not None:
        marks.append("（属于已不算数的结果）" in text(visitor.get(f"{url}/print/resolution")))
    assert all(marks)
