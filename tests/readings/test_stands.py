"""Whatever shows how a vote ended shows also that it stands no more, and whoever has to vote again
is told why.
"""

import json
import re
from pathlib import Path

import pytest

from deliberation.cycle.supervise.acts.certificate import Certify
from deliberation.cycle.supervise.acts.measures import ReturnOnce, SetAside
from deliberation.notices.reader import follow
from deliberation.readings import defaults
from deliberation.readings.vote.files.ballot_file import ballot_file
from deliberation.record import tables
from tests import site as site_of
from tests.cycle.resolve.test_paper import CLERKS, issue
from tests.cycle.supervise.test_remedies import at, on_the_last_day, remedied, upheld
from tests.readings.test_defaults import text
from tests.world import World

FOR = dict.fromkeys(("代表甲", "代表乙", "代表丙", "代表丁", "委员甲"), "for")
ASIDE = {"ground": "assembly", "document": "居民会议决议", "reasons": "程序有误。"}
TEMPLATES = Path(__file__).parents[2] / "templates"
# What the official system states is shown as it states it, beside the outcome here.
AS_STATED = {"_parts/official.html"}


def again(w):
    p = w.in_publish()
    remedied(w, p, upheld(w, p, "procedure"), "again")
    return p


def in_silence(w):
    p = w.in_publish()
    on_the_last_day(w, p)
    upheld(w, p, "procedure")
    while w.stage(p) == "publish":
        w.let_pass(p)
    return p


def to_council(w):
    p = w.in_publish()
    remedied(w, p, upheld(w, p, "content"), "council")
    return p


def returned(w):
    p = w.in_publish()
    w.act("监事甲", ReturnOnce(**at(p), reasons="开会没有通知到。"))
    return p


def voted_twice(w):
    p = again(w)
    while w.stage(p) != "vote":
        w.let_pass(p)
    w.cast(p, **FOR)
    while w.stage(p) == "vote":
        w.let_pass(p)
    return p


def aside(w):
    p = w.in_publish()
    w.act("窗口", SetAside(**at(p), **ASIDE))
    return p


GONE = {
    "again": (again, "不再算数"),
    "in_silence": (in_silence, "不再算数"),
    "to_council": (to_council, "不再算数"),
    "returned": (returned, "不再算数"),
    "voted_twice": (voted_twice, "不再算数"),
    "aside": (aside, "已撤销"),
}


@pytest.mark.parametrize("how", GONE)
def test_no_place_shows_a_result_that_is_gone_as_one_that_stands(site, how):
    w = site.world
    bring, called = GONE[how]
    p = bring(w)
    visitor, url = site.client("visitor"), f"/jiahe/proposals/{p}"
    page = visitor.get(url).data.decode()
    verdicts = re.findall(r'<p class="verdict">(.*?)</p>', page, re.S)
    assert called in verdicts[-1] and "通过" not in verdicts[-1] and "✓" not in verdicts[-1]
    if how != "voted_twice":  # there the papers are those of the second vote, which stands
        protocol = text(visitor.get(f"{url}/print/protocol"))
        assert f"结果{called}" in protocol and "通过" not in protocol
        news = text(visitor.get("/jiahe/"))
        assert "✓通过" not in news
    working = json.loads(visitor.get(f"{url}/working/1").data)
    assert working["stands"] is False and working["since"] in (defaults.VOID, defaults.SET_ASIDE)
    [counted, *_] = [r for r in w.rows(tables.fact) if r.kind == "vote_counted"]
    assert called in text(visitor.get(f"/jiahe/record/{counted.position}"))
    with w.engines.read_connection() as conn:
        file = ballot_file(conn, w.id, w.slug, p, 1)
    assert f"published_since;{working['since']}" in file.text
    receipt = site.client("representative").get(f"{url}/receipt")
    if how != "voted_twice":
        assert called in text(receipt)


@pytest.mark.parametrize("certified", [False, True])
@pytest.mark.parametrize("ground, whose", [("procedure", "居委会"), ("count", "监事")])
def test_every_place_says_that_a_result_waits_for_an_upheld_objection(
    site, ground, whose, certified
):
    w = site.world
    p = w.in_publish()
    for name in ("监事甲", "监事乙") if certified else ():
        w.act(name, Certify(**at(p)))
    ref = upheld(w, p, ground)
    visitor, url = site.client("visitor"), f"/jiahe/proposals/{p}"
    said = re.compile(f"有异议成立，等{whose}[^。]*在[^。]*前落实")
    page = visitor.get(url).data.decode()
    [verdict] = re.findall(r'<p class="verdict">(.*?)</p>', page, re.S)
    assert "有异议成立，等落实" in verdict and "✓" not in verdict and "通过" not in verdict
    assert "<strong>已确认。</strong>" not in page
    news = text(visitor.get("/jiahe/"))
    assert "✓" not in news and said.search(news)
    message = text(site.client("clerk").get(f"{url}/message"))
    receipt = text(site.client("representative").get(f"{url}/receipt"))
    prints = [text(visitor.get(f"{url}/print/{x}")) for x in ("result", "resolution", "protocol")]
    for place in (re.sub(r"<[^>]+>|\s", "", page), message, receipt, *prints):
        assert said.search(place), place
    for sheet in prints:
        assert "有异议成立，等落实" in sheet and not re.search("结果：?通过", sheet)
        assert "计票得出：通过" in sheet
    working = json.loads(visitor.get(f"{url}/working/1").data)
    assert (working["stands"], working["since"]) == (False, defaults.CONTESTED)
    remedied(w, p, ref, "declined", ground)
    page = visitor.get(url).data.decode()
    verdict = re.search(r'<p class="verdict">(.*?)</p>', page, re.S)[1]
    assert "通过" in verdict and "✓" in verdict and "等落实" not in page
    assert "✓通过" in text(visitor.get("/jiahe/"))


def test_of_a_result_that_waits_and_is_then_set_aside_it_is_said_that_it_was(site):
    w = site.world
    p = w.in_publish()
    upheld(w, p, "procedure")
    w.act("窗口", SetAside(**at(p), **ASIDE))
    visitor, url = site.client("visitor"), f"/jiahe/proposals/{p}"
    for page in (url, "/jiahe/", f"{url}/print/result"):
        found = text(visitor.get(page))
        assert "已撤销" in found and "等落实" not in found


def test_a_result_that_stands_is_shown_as_before(site):
    w = site.world
    p = voted_twice(w)
    visitor, url = site.client("visitor"), f"/jiahe/proposals/{p}"
    verdict = re.search(r'<p class="verdict">(.*?)</p>', visitor.get(url).data.decode(), re.S)[1]
    assert "通过" in verdict and "✓" in verdict
    assert json.loads(visitor.get(f"{url}/working/2").data)["stands"] is True
    assert "结果通过" in text(visitor.get(f"{url}/print/protocol"))


def test_what_goes_back_before_its_vote_had_no_result_to_lose(small_world):
    w, p = small_world, small_world.posted()
    w.act("监事甲", ReturnOnce(**at(p), reasons="请再想想。"))
    with w.engines.read_connection() as s:
        found = defaults.of_one(s, w.id, p)
    assert [d.undoes for d in found if d.code == "returned"] == [None]


def test_no_template_words_an_outcome_but_by_the_one_reading():
    """`view.outcome(round)`, or a card's `result_word`: both know what stands no more."""
    found = [
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"\.outcome\s*\|\s*outcome_word|\.outcome\)\s*\|\s*code", path.read_text())
    ]
    assert set(found) == AS_STATED


@pytest.mark.parametrize("how", ["again", "in_silence", "returned"])
def test_whoever_votes_again_is_told_why(site, how):
    w = site.world
    p = GONE[how][0](w)
    words = "开会没有通知到。" if how == "returned" else "与公示的不一样。"
    reader = site.client("representative")
    follow(w.id, w.engines)
    inbox = text(reader.get("/jiahe/inbox"))
    assert words in inbox and "以前投的票不再算数" in inbox, "when the notice hangs"
    while w.stage(p) != "vote":
        w.let_pass(p)
    poster = text(site.client("visitor").get(f"/jiahe/proposals/{p}/print/notice"))
    assert words in poster and "以前投的票不再算数" in poster
    page = text(reader.get(f"/jiahe/proposals/{p}/cast-ballot"))
    assert words in page and "以前投的票不再算数" in page, "on the ballot"
    assert ("程序" in page) or how == "returned"


def test_so_says_the_ballot_on_paper(sqlite_engines, time, tmp_path):
    w = World(sqlite_engines, time).populate(offices=CLERKS)
    site, p = site_of.opened(w, tmp_path), again(w)
    while w.stage(p) != "vote":
        w.let_pass(p)
    issue(w, p, "代表甲")
    paper = text(site.client("clerk").get(f"/jiahe/desk/paper/{p}/print/1"))
    assert "与公示的不一样。" in paper and "以前投的票不再算数" in paper


def test_a_first_vote_is_told_nothing_of_another(site):
    w = site.world
    p = w.in_vote()
    reader = site.client("representative")
    follow(w.id, w.engines)
    for page in ("inbox", f"proposals/{p}/cast-ballot"):
        assert "以前投的票不再算数" not in text(reader.get(f"/jiahe/{page}"))
