"""Every form of ballot without a script: what is right is confirmed in words and cast, what is
wrong is said beside the field, and nothing filled in is lost.
"""

import html
import re

import pytest

from deliberation.record import tables
from tests.site import act_id, token
from tests.web.ballot import papers


def text_of(answer):
    """What a page says, without its markup."""
    return " ".join(
        html.unescape(
            re.sub(
                r"<[^>]+>",
                " ",
                re.sub(r"<(script|style).*?</\1>", " ", answer.data.decode(), flags=re.S),
            )
        ).split()
    )


def ballot(site, p, *fields, role="representative"):
    """Fill in and send: the answer is the confirm page, or the ballot again."""
    from werkzeug.datastructures import MultiDict

    client, address = site.client(role), f"/jiahe/proposals/{p}/cast-ballot"
    shown = client.get(address)
    assert shown.status_code == 200, text_of(shown)
    return client.post(
        address, data=MultiDict([("csrf_token", token(shown)), ("act_id", act_id(shown)), *fields])
    )


def confirm(site, p, answer, role="representative"):
    """Cast what the confirm page shows; the receipt."""
    client = site.client(role)
    hidden = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.data.decode())
    )
    sent = client.post(
        f"/jiahe/proposals/{p}/cast-ballot",
        data={
            "csrf_token": token(answer),
            "act_id": act_id(answer),
            "choice": html.unescape(hidden["choice"]),
            "confirmed": "1",
        },
    )
    assert sent.status_code == 303, text_of(sent)
    return client.get(sent.location)


def cast(w, p, who="代表甲"):
    rows = w.rows(
        tables.ballot, tables.ballot.c.proposal_id == p, tables.ballot.c.voter_id == w.person[who]
    )
    return rows[0].choice if rows else None


RIGHT = [
    ("one", papers.ONE, [("q1", "2")], "2", "种香樟"),
    ("none of them", papers.ONE, [("q1", "none")], "none", "都不同意"),
    ("abstain", papers.ONE, [("q1", "abstain")], "abstain", "弃权"),
    ("approve", papers.APPROVE, [("q1", "3"), ("q1", "1")], "1,3", "种桂花 种竹子"),
    ("rank", papers.RANK, [("q1-1", "2"), ("q1-3", " １ ")], "3>1", "1. 种竹子 2. 种桂花"),
    (
        "rank with gaps",
        papers.RANK,
        [("q1-1", "7"), ("q1-3", "2"), ("q1-2", "9")],
        "3>1>2",
        "1. 种竹子 2. 种桂花 3. 种香樟",
    ),
    (
        "points",
        papers.POINTS,
        [("q1-1", "3"), ("q1-2", "0"), ("q1-3", "7")],
        "1=3,3=7",
        "种桂花：3 分 种竹子：7 分",
    ),
    (
        "budget",
        papers.BUDGET,
        [("q1", "1"), ("q1", "2"), ("q1", "3")],
        "1,2,3",
        "种桂花 (¥60,000) 种香樟 (¥30,000) 种竹子 (¥20,000.50)",
    ),
    (
        "each",
        papers.EACH,
        [("q1-1", "for"), ("q1-2", "against")],
        "1=for,2=against,3=abstain",
        "种桂花：赞成 种香樟：反对 种竹子：弃权",
    ),
    ("motion", papers.MOTION, [("q1", "against")], "against", "反对"),
]


@pytest.mark.parametrize(
    ("make", "fields", "choice", "said"), [r[1:] for r in RIGHT], ids=[r[0] for r in RIGHT]
)
def test_a_right_ballot_is_shown_in_words_cast_and_on_the_receipt(
    site, monkeypatch, make, fields, choice, said
):
    papers.asking(monkeypatch, make)
    w = site.world
    p = w.in_vote(plans=papers.THREE)
    asked = ballot(site, p, *fields)
    assert asked.status_code == 200 and "请核对" in text_of(asked) and said in text_of(asked)
    assert cast(w, p) is None
    receipt = confirm(site, p, asked)
    assert cast(w, p) == choice
    words = text_of(receipt).partition("如何自己核对")[0]
    assert said in words and (choice not in words.split() or choice.isdigit())


WRONG = [
    ("one: nothing", papers.ONE, [], "请选一个", []),
    ("one: no such option", papers.ONE, [("q1", "9")], "请选一个", []),
    ("approve: nothing", papers.APPROVE, [], "请选择，或者勾选弃权", []),
    (
        "approve: too many",
        papers.APPROVE,
        [("q1", "1"), ("q1", "2"), ("q1", "3")],
        "您选了 3 项，最多可选 2 项",
        ['value="1" checked', 'value="2" checked', 'value="3" checked'],
    ),
    (
        "approve: and abstain",
        papers.APPROVE,
        [("q1", "1"), ("q1", "abstain")],
        "又勾选了不选",
        ['value="1" checked', 'value="abstain" checked'],
    ),
    (
        "rank: twice",
        papers.RANK,
        [("q1-1", "1"), ("q1-2", "1"), ("q1-3", "2")],
        "第 1 位出现了不止一次",
        ['name="q1-3" inputmode="numeric" autocomplete="off" maxlength="6" value="2"'],
    ),
    ("rank: no number", papers.RANK, [("q1-1", "第一")], "请在这里填写名次", ['value="第一"']),
    ("rank: zero", papers.RANK, [("q1-1", "0")], "请在这里填写名次", []),
    (
        "points: too many",
        papers.POINTS,
        [("q1-1", "8"), ("q1-2", "5")],
        "您一共给了 13 分，比可用的 10 分多 3 分",
        ['value="8"', 'value="5"'],
    ),
    ("points: no number", papers.POINTS, [("q1-1", "-1")], "请填写整数分", ['value="-1"']),
    ("points: none", papers.POINTS, [("q1-1", "0")], "请选择，或者勾选弃权", []),
    ("each: nothing", papers.EACH, [], "请至少标一个", []),
    (
        "each: too many",
        papers.EACH,
        [(f"q1-{n}", "for") for n in (1, 2, 3)],
        "您赞成 3 个，但最多能选 2 个",
        ['name="q1-1" value="for" checked', 'name="q1-3" value="for" checked'],
    ),
]


@pytest.mark.parametrize(
    ("make", "fields", "said", "kept"), [r[1:] for r in WRONG], ids=[r[0] for r in WRONG]
)
def test_what_is_wrong_is_said_beside_the_field_and_everything_is_kept(
    site, monkeypatch, make, fields, said, kept
):
    papers.asking(monkeypatch, make)
    p = site.world.in_vote(plans=papers.THREE)
    answer = ballot(site, p, *fields)
    body = " ".join(answer.data.decode().split())
    assert answer.status_code == 422 and text_of(answer).count(said) >= 2, text_of(
        answer
    )  # in the summary and beside the field
    for piece in kept:
        assert piece in body, piece
    described = re.findall(r'aria-describedby="([^"]+)"', body)
    ids = set(re.findall(r' id="([^"]+)"', body))
    assert any("-error" in d for d in described) and all(
        i in ids for d in described for i in d.split()
    )
    assert cast(site.world, p) is None


def test_several_questions_stand_on_one_ballot_and_are_wrong_one_by_one(site, monkeypatch):
    papers.asking(monkeypatch, papers.ONE, papers.RANK, papers.MOTION)
    w = site.world
    p = w.in_vote(plans=papers.THREE)
    answer = ballot(site, p, ("q1", "1"), ("q2-1", "1"), ("q2-2", "1"), ("q3", "for"))
    assert (
        answer.status_code == 422
        and "第 2 题" in text_of(answer)
        and "第 1 题：" not in text_of(answer)
    )
    asked = ballot(site, p, ("q1", "1"), ("q2-2", "1"), ("q2-1", "2"), ("q3", "for"))
    confirm(site, p, asked)
    assert cast(w, p) == "1;2>1;for"


def test_a_ballot_cast_before_is_filled_in_when_it_is_changed(site, monkeypatch):
    papers.asking(monkeypatch, papers.RANK)
    w = site.world
    p = w.in_vote(plans=papers.THREE)
    w.cast(p, 代表甲="3>1")
    shown = site.client("representative").get(f"/jiahe/proposals/{p}/cast-ballot")
    fields = dict(re.findall(r'name="(q1-\d)"[^>]*value="(\d*)"', shown.data.decode()))
    assert fields == {"q1-1": "2", "q1-2": "", "q1-3": "1"} and "1. 种竹子" in text_of(shown)


def test_choosing_again_from_the_confirm_page_loses_nothing(site, monkeypatch):
    papers.asking(monkeypatch, papers.APPROVE)
    p = site.world.in_vote(plans=papers.THREE)
    asked = ballot(site, p, ("q1", "1"), ("q1", "3"))
    again = site.client("representative").post(
        f"/jiahe/proposals/{p}/cast-ballot",
        data={"csrf_token": token(asked), "choice": "1,3", "choose_again": "1"},
    )
    assert (
        again.status_code == 200
        and again.data.decode().count(" checked") == 2
        and cast(site.world, p) is None
    )


def test_a_forged_choice_is_refused_and_a_motion_still_is_three_buttons(site, monkeypatch):
    w = site.world
    p = w.in_vote()
    shown = site.client("representative").get(f"/jiahe/proposals/{p}/cast-ballot")
    assert (
        shown.data.decode().count('name="choice" value=') == 3
        and "ballot.js" not in shown.data.decode()
    )
    for choice in ("1", "", "for;for"):
        sent = site.client("representative").post(
            f"/jiahe/proposals/{p}/cast-ballot",
            data={
                "csrf_token": token(shown),
                "act_id": act_id(shown),
                "choice": choice,
                "confirmed": "1",
            },
        )
        assert sent.status_code == 422 and cast(w, p) is None
    w.cast(p, 代表甲="for")
    assert "您现在的选票是：赞成" in text_of(
        site.client("representative").get(f"/jiahe/proposals/{p}/cast-ballot")
    )
