"""The result of every kind of paper: a picture and the same as a table, the sum to redo, ties with
what broke them, who voted how in words; and as JSON.
"""

import hashlib
import json
import re

import pytest

from deliberation.record import tables
from deliberation.record.check.verify import verify
from tests.web.ballot import papers
from tests.web.ballot.test_ballot import text_of

VOTERS = ("代表甲", "代表乙", "代表丙", "代表丁", "代表戊", "委员甲")
CASES = {
    "absolute": (
        papers.ONE,
        ("2", "2", "2", "2", "1", "none"),
        ("4 × 2 = 8 > 6 = 6 × 1", "入选： 种香樟"),
    ),
    "plurality": (
        papers.PLURALITY,
        ("2", "2", "1", "3", "none", "abstain"),
        ("得票最多的入选", "入选： 种香樟"),
    ),
    "none": (papers.PLURALITY, ("none", "none", "none", "none", "1", "2"), ("多数人都不同意",)),
    "approval": (
        papers.APPROVE,
        ("1,2", "1,2", "1", "1", "3", "abstain"),
        ("获认可最多者当选", "入选： 种桂花，种香樟"),
    ),
    "each": (
        papers.EACH,
        ("1=for,2=for,3=against",) * 5 + ("1=abstain,2=against,3=for",),
        ("5 × 2 = 10 > 6 = 6 × 1", "入选： 种桂花，种香樟"),
    ),
    "scottish": (
        papers.RANK,
        ("1>2", "1>2", "1>2", "1>3", "3>2", "2"),
        ("当选基数", "转移余票", "不再转移"),
    ),
    "irv": (papers.IRV, ("1>2", "1>2", "2>1", "2>3", "3>2", "3>2"), ("过半数的当选", "淘汰")),
    "meek": (papers.MEEK, ("1>2", "1>2", "1>2", "1>3", "3>2", "2"), ("米克",)),
    "points": (
        papers.POINTS,
        ("1=10", "1=5,2=5", "3=9", "2=2", "abstain", "3=1"),
        ("¥90,000 − ¥60,000 = ¥30,000", "已用"),
    ),
    "greedy": (
        papers.GREEDY,
        ("1,2", "1", "2", "3", "3", "1"),
        ("¥90,000 − ¥60,000 = ¥30,000", "超出剩余资金"),
    ),
    "ranked budget": (
        papers.ORDER,
        ("1>2", "2>3", "3", "1", "abstain", "2>1>3"),
        ("不能同时入选",),
    ),
    "equal shares": (papers.BUDGET, ("1,2", "1", "2", "3", "2,3", "1"), ("份额", "谁分担了多少")),
    "motion": (papers.MOTION, ("for",) * 4 + ("against", "abstain"), ("4 × 2 = 8 > 6 = 6 × 1",)),
}


def decided(w, monkeypatch, ballots, *make):
    papers.asking(monkeypatch, *make)
    p = w.in_vote(plans=papers.THREE)
    w.cast(p, **dict(zip(VOTERS, ballots, strict=True)))
    w.let_pass(p)
    return p


@pytest.mark.parametrize("case", CASES)
def test_the_result_is_a_picture_a_table_and_a_sum_to_redo(site, monkeypatch, case):
    make, ballots, said = CASES[case]
    w = site.world
    p = decided(w, monkeypatch, ballots, make)
    shown = site.client("visitor").get(f"/jiahe/proposals/{p}")
    body, words = shown.data.decode(), text_of(shown)
    assert shown.status_code == 200 and "刚才重新计票，结果与记录不一致" not in words
    for piece in said:
        assert piece in words, (piece, words)
    section = body[
        body.index('<section class="counted"') : body.index(
            "</section>", body.index('<section class="counted"')
        )
    ]
    assert (
        "<table" in section and (case == "motion" or "<svg" in section) and "style=" not in section
    )
    raw = {b for b in ballots if not b.isdigit() and b not in ("for", "against", "abstain", "none")}
    assert not any(f">{b.replace('>', '&gt;')}<" in body for b in raw), (
        "a choice stands on the page as it is spelled in the record"
    )
    verify(w.engines)


@pytest.mark.parametrize("case", ["absolute", "scottish", "points", "motion"])
@pytest.mark.parametrize("few", [False, True], ids=["enough", "too few"])
def test_every_sheet_of_a_count_can_be_printed(site, monkeypatch, case, few):
    """Of every way of counting, and where too few came as well."""
    make, ballots, _said = CASES[case]
    w = site.world
    if few:
        papers.asking(monkeypatch, make)
        p = w.in_vote(plans=papers.THREE)
        w.cast(p, **{VOTERS[0]: ballots[0]})
        w.let_pass(p)
    else:
        p = decided(w, monkeypatch, ballots, make)
    client = site.client("clerk")
    sheets = {
        what: client.get(f"/jiahe/proposals/{p}/print/{what}").status_code
        for what in ("notice", "result", "protocol", "resolution")
    }
    assert set(sheets.values()) <= {200, 404} and sheets["protocol"] == 200, sheets


@pytest.mark.parametrize("case", CASES)
def test_the_working_as_json_has_the_digest_that_is_on_record(site, monkeypatch, case):
    make, ballots, _ = CASES[case]
    w = site.world
    p = decided(w, monkeypatch, ballots, make)
    answer = site.client("visitor").get(f"/jiahe/proposals/{p}/working/1")
    found = json.loads(answer.data)
    assert (
        answer.content_type == "application/json"
        and found["counted_again_agrees"] is True
        and found["members"] == found["present"] == 6
    )
    (q,) = found["questions"]
    (row,) = w.rows(tables.round_question, tables.round_question.c.proposal_id == p)
    result = {
        "rule": q["result"]["rule"],
        "winners": q["result"]["winners"],
        "ties": q["result"]["ties"],
        "working": q["result"]["working"],
    }
    assert (
        hashlib.sha256(json.dumps(result, ensure_ascii=False).encode()).hexdigest()
        == q["digest"]
        == row.digest
    )
    assert site.client("visitor").get(f"/jiahe/proposals/{p}/working/2").status_code == 404


def test_a_lot_can_be_drawn_again_from_what_the_page_says(site, monkeypatch):
    p = decided(site.world, monkeypatch, ("1", "1", "2", "2", "none", "abstain"), papers.PLURALITY)
    body = site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
    lots = re.findall(
        r"printf &#39;%s&#39; &#39;([^&]+)&#39; \| sha256sum<br>(\w{64}) <span "
        r"class=\"eyebrow\">([^<]+)<|printf '%s' '([^']+)' \| sha256sum<br>(\w{64}) <span "
        r"class=\"eyebrow\">([^<]+)<",
        body,
    )
    lots = [tuple(x for x in lot if x) for lot in lots]
    assert len(lots) == 2 and all(
        hashlib.sha256(text.encode()).hexdigest() == digest for text, digest, _ in lots
    )
    first = min(lots, key=lambda lot: lot[1])[2]
    assert f"入选： {first}" in text_of(site.client("visitor").get(f"/jiahe/proposals/{p}"))


def test_several_questions_have_a_result_each_and_named_ballots_are_in_words(site, monkeypatch):
    p = decided(
        site.world,
        monkeypatch,
        ("1;2>1;for",) * 4 + ("none;abstain;against", "2;3;abstain"),
        papers.ONE,
        papers.IRV,
        papers.MOTION,
    )
    shown = site.client("visitor").get(f"/jiahe/proposals/{p}")
    words = text_of(shown)
    assert (
        shown.data.decode().count('<section class="counted"') == 3
        and "1;2" not in words
        and "2>1" not in words
    )
    assert "种桂花；1. 种香樟，2. 种桂花；赞成" in words and "都不同意；弃权；反对" in words


def test_owners_plans_are_shown_by_heads_and_by_area(site):
    from tests.world import OFFICES, RESIDENTS

    w = site.world
    p = w.in_vote(answers={"uses_common_parts": True}, plans=("种桂花", "种香樟"))
    for name in (*RESIDENTS, *OFFICES):
        w.cast(p, **{name: "1"})
    w.let_pass(p)
    words = text_of(site.client("visitor").get(f"/jiahe/proposals/{p}"))
    assert (
        "人数" in words
        and "面积" in words
        and "3,043.00 平方米" in words
        and "结果与记录不一致" not in words
    )


def test_too_few_took_part_and_only_the_quorum_is_shown(site, monkeypatch):
    papers.asking(monkeypatch, papers.RANK)
    w = site.world
    p = w.in_vote(plans=papers.THREE)
    w.cast(p, 代表甲="1>2")
    w.let_pass(p)
    words = text_of(site.client("visitor").get(f"/jiahe/proposals/{p}"))
    assert "1 × 2 = 2" in words or "1 × 3 = 3" in words
    assert "结果与记录不一致" not in words


def test_the_count_is_made_once_for_many_readers(site, monkeypatch):
    from deliberation.counting import questions

    p = decided(site.world, monkeypatch, CASES["scottish"][1], papers.RANK)
    made, before = [], questions.count_round
    monkeypatch.setattr(
        questions, "count_round", lambda *a, **kw: made.append(1) or before(*a, **kw)
    )
    for lang in ("zh_Hans", "en", "zh_Hans"):
        client = site.client("visitor")
        client.set_cookie("lang", lang)
        assert (
            client.get(f"/jiahe/proposals/{p}").status_code
            == client.get(f"/jiahe/proposals/{p}/working/1").status_code
            == 200
        )
    assert len(made) == 1


def of_owners(w, choices, **kw):
    p = w.in_vote(answers={"uses_common_parts": True}, **kw)
    for name, choice in choices.items():
        w.cast(p, **{name: choice})
    w.let_pass(p)
    return p


@pytest.mark.parametrize("what", ["protocol", "result"])
def test_the_prints_of_an_owners_vote_show_what_decides_it_heads_and_area(site, what):
    from deliberation.web.values.area import metres
    from tests.world import OFFICES, RESIDENTS

    w = site.world
    said = dict.fromkeys((*RESIDENTS, *OFFICES), "for") | {"林一": "against", "林二": "abstain"}
    p = of_owners(w, said)
    [area] = w.rows(tables.owner_round)
    [heads] = w.rows(tables.vote_round)
    page = text_of(site.client("visitor").get(f"/jiahe/proposals/{p}/print/{what}"))
    sums = ("members", "present", "votes_for", "votes_against", "votes_abstain")
    for one in sums:
        n, m2 = getattr(heads, one), getattr(area, one)
        assert m2 and f"{n} {metres(m2)}" in page, one


def test_the_protocol_of_owners_plans_shows_heads_and_area_of_each(site):
    from tests.world import OFFICES, RESIDENTS

    said = dict.fromkeys((*RESIDENTS, *OFFICES), "1")
    p = of_owners(site.world, said, plans=("种桂花", "种香樟"))
    page = text_of(site.client("visitor").get(f"/jiahe/proposals/{p}/print/protocol"))
    assert "面积 3,043.00 平方米" in page and "种香樟" in page
