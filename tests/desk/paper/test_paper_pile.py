"""A pile of ballots with questions at the desk: ticked sheet by sheet or typed in lines, wrong
lines named with everything kept, differences in words, each ballot counted once.
"""

import re

import pytest
from werkzeug.datastructures import MultiDict

from deliberation.accounts.factors import steps
from deliberation.charter.rulebook import shipped_text
from deliberation.desk.piles import lines as paper_lines
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.private import accounts
from tests.cycle.resolve.test_paper import ballots, batches, first, issue, to_close
from tests.desk.paper.test_paper_desk import site_of
from tests.site import act_id, token
from tests.web.ballot import papers
from tests.web.ballot.test_ballot import text_of
from tests.world import World

NAMES = ("代表甲", "代表乙", "代表丙", "代表丁")


@pytest.fixture
def site(sqlite_engines, time, tmp_path):
    return site_of(
        World(sqlite_engines, time, rulebook=shipped_text("cn-2026")).populate(), tmp_path
    )


def out(site, *, sheets=4):
    """A vote on three plans, and this many ballots handed out: no. 1 and so on."""
    p = site.world.in_vote(plans=papers.THREE)
    issue(site.world, p, *NAMES[:sheets])
    return p, f"/jiahe/desk/paper/{p}"


def send(site, where, fields, role="clerk", **more):
    client = site.client(role)
    page = client.get(where)
    assert page.status_code == 200, text_of(page)
    sheets = re.search(r'name="sheets" value="(\d+)"', page.data.decode())[1]
    how = re.search(r'name="how" value="(\w+)"', page.data.decode())[1]
    return client.post(
        where.partition("?")[0],
        data=MultiDict(
            [
                ("csrf_token", token(page)),
                ("act_id", act_id(page)),
                ("sheets", sheets),
                ("how", how),
                *fields,
                *more.items(),
            ]
        ),
    )


def code_of(site, who):
    site.world.time.wait(seconds=31)
    with site.app.app_context():
        return steps.code_now(accounts.of_person(site.world.id, site.world.person[who]).account_id)


SHEETS = [
    (
        papers.ONE,
        [("s1-q1", "2"), ("s2-q1", "none"), ("s3-q1", "abstain")],
        ["2", "none", "abstain"],
    ),
    (
        papers.APPROVE,
        [("s1-q1", "3"), ("s1-q1", "1"), ("s2-q1", "2"), ("s3-q1", "abstain")],
        ["1,3", "2", "abstain"],
    ),
    (
        papers.RANK,
        [("s1-q1-3", "1"), ("s1-q1-1", "2"), ("s2-q1-2", "１"), ("s3-q1", "abstain")],
        ["3>1", "2", "abstain"],
    ),
    (
        papers.POINTS,
        [("s1-q1-1", "3"), ("s1-q1-3", "7"), ("s2-q1-2", "10"), ("s3-q1", "abstain")],
        ["1=3,3=7", "2=10", "abstain"],
    ),
    (
        papers.EACH,
        [("s1-q1-1", "for"), ("s2-q1-2", "against"), ("s2-q1-3", "for"), ("s3-q1-1", "abstain")],
        ["1=for,2=abstain,3=abstain", "1=abstain,2=against,3=for", "1=abstain,2=abstain,3=abstain"],
    ),
    (
        papers.MOTION,
        [("s1-q1", "for"), ("s2-q1", "against"), ("s3-q1", "abstain")],
        ["for", "against", "abstain"],
    ),
]


@pytest.mark.parametrize(
    ("make", "fields", "choices"),
    SHEETS,
    ids=["one", "approve", "rank", "points", "each", "motion"],
)
def test_sheets_are_ticked_by_the_form_of_each_question(site, monkeypatch, make, fields, choices):
    papers.asking(monkeypatch, make)
    p, desk = out(site)
    numbers = [
        ("serial1", "2"),
        ("serial2", f"https://x/jiahe/desk/paper/{p}/ballot/1"),
        ("serial3", "3"),
        ("serial4", "4"),
        ("s4-invalid", "1"),
    ]
    answer = send(site, f"{desk}/batch?sheets=5", [*numbers, *fields])
    assert answer.status_code == 303, text_of(answer)
    [batch] = batches(site.world, p)
    assert batch.sheets == 5 and batch.first.split("\n") == [
        f"1 {choices[1]}",
        f"2 {choices[0]}",
        f"3 {choices[2]}",
        "4 invalid",
    ]


WRONG = [
    (papers.ONE, [("serial1", "1")], "第 1 张：这张票选的是什么？", []),
    (papers.ONE, [("s1-q1", "2")], "第 1 张：缺票号", ['value="2" selected']),
    (papers.ONE, [("serial1", "一"), ("s1-q1", "2")], "第 1 张：“一”不是票号", ['value="一"']),
    (papers.ONE, [("serial1", "9"), ("s1-q1", "2")], "第 1 张：9 号票没有发出过", ['value="9"']),
    (
        papers.ONE,
        [("serial1", "1"), ("s1-q1", "2"), ("serial2", "1"), ("s2-q1", "3")],
        "第 2 张：1 号票已在第 1 行录过",
        ['value="3" selected'],
    ),
    (
        papers.ONE,
        [("serial1", "1"), ("s1-q1", "2"), ("s1-invalid", "1")],
        "第 1 张：勾了“无效”，又填了别的",
        ['name="s1-invalid" value="1" checked'],
    ),
    (
        papers.APPROVE,
        [("serial1", "1"), *(("s1-q1", n) for n in "123")],
        "第 1 张：您选了 3 项，最多可选 2 项",
        ['name="s1-q1" value="3" checked'],
    ),
    (
        papers.APPROVE,
        [("serial1", "1"), ("s1-q1", "1"), ("s1-q1", "abstain")],
        "又勾选了不选",
        ['value="abstain" checked'],
    ),
    (
        papers.RANK,
        [("serial1", "1"), ("s1-q1-1", "1"), ("s1-q1-2", "1")],
        "第 1 张：第 1 位出现了不止一次",
        ['id="s1-q1-2" name="s1-q1-2"'],
    ),
    (
        papers.POINTS,
        [("serial2", "1"), ("s2-q1-1", "8"), ("s2-q1-2", "5")],
        "第 2 张：您一共给了 13 分，比可用的 10 分多 3 分",
        ['value="8"', 'value="5"'],
    ),
    (
        papers.EACH,
        [("serial1", "1"), *((f"s1-q1-{n}", "for") for n in (1, 2, 3))],
        "第 1 张：您赞成 3 个，但最多能选 2 个",
        ['value="for" selected'],
    ),
]


@pytest.mark.parametrize(
    ("make", "fields", "said", "kept"), WRONG, ids=[f"{i} {w[2][:12]}" for i, w in enumerate(WRONG)]
)
def test_a_wrong_line_is_named_and_every_line_is_kept(site, monkeypatch, make, fields, said, kept):
    papers.asking(monkeypatch, make)
    p, desk = out(site)
    answer = send(site, f"{desk}/batch?sheets=3", [*fields, ("serial3", "4"), ("s3-invalid", "1")])
    body = answer.data.decode()
    assert answer.status_code == 422 and said in text_of(answer), text_of(answer)
    assert (
        'value="4"' in body
        and 'name="s3-invalid" value="1" checked' in body
        and all(piece in body for piece in kept)
    ), kept
    described = re.findall(r'aria-describedby="([^"]+)"', body)
    assert (
        described
        and all(f'id="{i}"' in body for d in described for i in d.split())
        and not batches(site.world, p)
    )


def test_every_field_of_every_sheet_has_a_label_of_its_own(site, monkeypatch):
    papers.asking(
        monkeypatch,
        papers.ONE,
        papers.APPROVE,
        papers.RANK,
        papers.POINTS,
        papers.EACH,
        papers.MOTION,
    )
    _p, desk = out(site)
    body = site.client("clerk").get(f"{desk}/batch?sheets=2").data.decode()
    ids = re.findall(r' id="([^"]+)"', body)
    assert len(ids) == len(set(ids))
    fields = re.findall(r'<(?:input|select)[^>]* id="((?:s\d|serial)[^"]*)"', body)
    assert len(fields) > 20 and all(f'for="{i}"' in body for i in fields)


def test_several_questions_in_one_line_typed_and_shown_in_words(site, monkeypatch):
    papers.asking(monkeypatch, papers.ONE, papers.RANK)
    p, desk = out(site)
    where = f"{desk}/batch?sheets=3&how=typed"
    wrong = send(
        site,
        where,
        [
            ("serial1", "1"),
            ("choice1", "2;3>3"),
            ("serial2", "2"),
            ("choice2", "都不同意；2 1"),
            ("serial3", "3"),
            ("choice3", "无效"),
        ],
    )
    said = text_of(wrong)
    assert (
        wrong.status_code == 422
        and "第 1 张：第 2 题" in said
        and "编号 3 出现了不止一次" in said
        and "都不同意； 1. 种香樟， 2. 种桂花"
        in said.replace("；", "； ").replace("，", "， ").replace("  ", " ")
    ), said
    assert 'value="2;3&gt;3"' in wrong.data.decode()
    right = send(
        site,
        where,
        [
            ("serial1", "1"),
            ("choice1", "2;3"),
            ("serial2", "2"),
            ("choice2", "都不同意；2 1"),
            ("serial3", "3"),
            ("choice3", "无效"),
        ],
    )
    assert right.status_code == 303 and batches(site.world, p)[0].first.split("\n") == [
        "1 2;3",
        "2 none;2>1",
        "3 invalid",
    ]


def test_the_enter_key_only_looks(site, monkeypatch):
    papers.asking(monkeypatch, papers.APPROVE)
    p, desk = out(site)
    page = site.client("clerk").get(f"{desk}/batch?sheets=3").data.decode()
    buttons = re.findall(r"<button[^>]*>", page.partition('name="sheets"')[2])
    assert 'name="look"' in buttons[0], (
        "the first button of a form is the one the Enter key presses"
    )
    looked = send(site, f"{desk}/batch?sheets=3", [("serial1", "1"), ("s1-q1", "2")], look="1")
    assert (
        looked.status_code == 200 and "已填 1 张" in text_of(looked) and not batches(site.world, p)
    )
    assert re.search(r'id="serial2"[^>]* autofocus', looked.data.decode())
    assert (
        send(
            site, f"{desk}/batch?sheets=3", [("serial1", "7"), ("s1-q1", "2")], look="1"
        ).status_code
        == 422
    )


def test_a_pile_of_long_papers_has_fewer_sheets(monkeypatch, site):
    papers.asking(monkeypatch, *[papers.RANK] * 20)
    _p, desk = out(site)
    assert site.client("clerk").get(f"{desk}/batch?sheets=100&how=typed").status_code == 200
    refused = site.client("clerk").get(f"{desk}/batch?sheets=100")
    assert (
        refused.status_code == 422
        and f"最多 {3000 // 102} 张" in text_of(refused)
        and paper_lines.most_sheets(None, paper_lines.TICKED) == 100
    )


def test_a_scrutineers_code_is_not_used_up_while_a_line_is_wrong_and_differences_stand_in_words(
    site, monkeypatch
):
    papers.asking(monkeypatch, papers.APPROVE)
    w = site.world
    p, desk = out(site)
    batch = first(w, p, (1, "1,3"), (2, "2"), (3, "invalid"), (4, "abstain"), who="监事乙")
    where = f"{desk}/batch/{batch}?sheets=4"
    site.client("supervisor")
    fields = [
        ("serial1", "1"),
        ("s1-q1", "1"),
        ("serial2", "2"),
        ("s2-q1", "3"),
        ("s2-q1", "2"),
        ("serial3", "3"),
        ("s3-q1", "1"),
        ("witness_id", w.person["监事甲"]),
    ]
    shown = site.client("clerk").get(where)
    assert "checked" not in shown.data.decode(), "the second entry does not see the first"
    code = code_of(site, "监事甲")
    wrong = send(
        site, where, [*fields, ("serial4", "9"), ("s4-q1", "abstain"), ("witness_code", code)]
    )
    assert wrong.status_code == 422 and "9 号票没有发出过" in text_of(wrong)
    nobody = send(site, where, [*fields, ("witness_code", "000000")])
    assert nobody.status_code == 422 and 'name="s2-q1" value="3" checked' in nobody.data.decode()
    done = send(site, where, [*fields, ("witness_code", code)])
    assert done.status_code == 303 and done.location.endswith("/differences"), text_of(done)

    # whoever made neither entry sees both in words
    decider, there = site.client("supervisor"), f"{desk}/batch/{batch}/differences"
    page = decider.get(there)
    table = text_of(page)
    assert (
        re.search("种桂花.{1,2}种竹子", table)
        and "这一批里没有" in table
        and "1,3" not in table
        and "无效" in table
    ), table
    common = {"csrf_token": token(page), "act_id": act_id(page), "sheets": "4"}
    undecided = decider.post(
        there, data={**common, "decide1": "1,3", "decide2": "other", "d2-q1": "1"}
    )
    assert undecided.status_code == 422 and "第 3 行" in text_of(undecided)
    assert (
        'value="1,3" checked' in undecided.data.decode()
        and 'name="d2-q1" value="1" checked' in undecided.data.decode()
    )
    bad = decider.post(
        there,
        data=MultiDict(
            [
                *common.items(),
                ("decide1", "2,3"),
                ("decide2", "other"),
                *(("d2-q1", n) for n in "123"),
                ("decide3", "invalid"),
                ("decide4", "absent"),
            ]
        ),
    )
    assert (
        bad.status_code == 422
        and "请核定第 1 行" in text_of(bad)
        and "最多可选 2 项" in text_of(bad)
    )
    done = decider.post(
        there,
        data={
            **common,
            "decide1": "1,3",
            "decide2": "other",
            "d2-q1": "1",
            "decide3": "invalid",
            "decide4": "absent",
        },
    )
    assert done.status_code == 303, text_of(done)
    assert ballots(w, p) == {
        w.person["代表甲"]: "1,3",
        w.person["代表乙"]: "1",
        w.person["代表丙"]: "invalid",
    }
    w.cast(p, 委员甲="1")
    to_close(w, p)
    w.time.to(w.rows(tables.paper_round)[0].waits_until)
    w.tick()
    [asked] = w.rows(tables.round_question)
    assert asked.outcome == "passed" and w.rows(tables.vote_round)[0].present == 4
    verify(w.engines)


def test_a_number_that_stands_in_an_open_pile_is_named_at_its_line(site):
    p, where = out(site)
    first(site.world, p, (1, "2"), (2, "none"))
    page = send(site, f"{where}/batch?sheets=1&how=typed", [("serial1", "2"), ("choice1", "2")])
    assert page.status_code == 422 and "2 号票已经写在第 1 批里了" in text_of(page)
    assert len(batches(site.world, p)) == 1
