"""A ballot at the desk is the paper everybody fills in online: ticked, read aloud in words,
confirmed with a code; what is wrong is said, and nothing filled in is lost.
"""

import html
import re

import pytest
from werkzeug.datastructures import MultiDict

from deliberation.accounts.factors import steps
from deliberation.cycle.resolve.acts import proxy as proxy_acts
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.private import accounts
from tests.cycle.resolve.test_proxies import ALL
from tests.desk.paper.test_paper_desk import site_of
from tests.site import Site, act_id, token
from tests.traces import row_counts
from tests.web.ballot import papers
from tests.web.ballot.test_ballot import RIGHT, WRONG, cast, text_of
from tests.world import World

SLIP = (("how", "present"), ("slip", "票 4"))


def address(w, p, who="代表甲"):
    return f"/jiahe/desk/for/{w.person[who]}/cast-ballot/{p}"


def filled(s: Site, where, *fields, slip=SLIP):
    client = s.client("clerk")
    shown = client.get(where)
    assert shown.status_code == 200, text_of(shown)
    return client.post(
        where,
        data=MultiDict([("csrf_token", token(shown)), ("act_id", act_id(shown)), *fields, *slip]),
    )


def confirmed(s: Site, where, asked, witness, **changed):
    """Confirm what the page reads aloud, with the next code of this person."""
    hidden = {
        name: html.unescape(value)
        for name, value in re.findall(
            r'<input type="hidden" name="(choice|how|slip|confirmed)" value="([^"]*)">',
            asked.data.decode(),
        )
    }
    with s.app.app_context():
        s.world.time.wait(seconds=31)
        code = steps.code_now(accounts.of_person(s.world.id, s.world.person[witness]).account_id)
    data = {
        "csrf_token": token(asked),
        "act_id": act_id(asked),
        **hidden,
        "read_back": "y",
        "witness_id": s.world.person[witness],
        "witness_code": code,
        **changed,
    }
    return s.client("clerk").post(where, data=data)


@pytest.mark.parametrize(
    ("make", "fields", "choice", "said"), [r[1:] for r in RIGHT], ids=[r[0] for r in RIGHT]
)
def test_the_same_paper_as_online_is_read_aloud_and_cast(
    site, monkeypatch, make, fields, choice, said
):
    papers.asking(monkeypatch, make)
    w = site.world
    p, online = w.in_vote(plans=papers.THREE), site.client("representative")
    where = address(w, p)
    mine = online.get(f"/jiahe/proposals/{p}/cast-ballot").data.decode()
    theirs = site.client("clerk").get(where).data.decode()
    assert (
        mine.partition('<div id="choice">')[2].partition("</fieldset>")[0]
        == theirs.partition('<div id="choice">')[2].partition("</fieldset>")[0]
        != ""
    )
    asked = filled(site, where, *fields)
    assert (
        asked.status_code == 200
        and "读给本人听" in text_of(asked)
        and said in text_of(asked)
        and cast(w, p) is None
    )
    done = confirmed(site, where, asked, "代表甲")
    assert done.status_code == 303, text_of(done)
    assert cast(w, p) == choice and [
        (e.act, e.slip, e.own_code) for e in w.rows(tables.desk_entry)
    ] == [("cast_ballot", "票 4", True)]
    assert choice.isdigit() or choice not in text_of(site.client("clerk").get(done.location))


@pytest.mark.parametrize(
    ("make", "fields", "said", "kept"), [r[1:] for r in WRONG], ids=[r[0] for r in WRONG]
)
def test_what_is_wrong_comes_back_with_everything_typed(
    site, monkeypatch, make, fields, said, kept
):
    papers.asking(monkeypatch, make)
    w = site.world
    p = w.in_vote(plans=papers.THREE)
    site.client("clerk").get(address(w, p))
    before = row_counts(w)
    answer = filled(site, address(w, p), *fields)
    body = " ".join(answer.text.split())
    assert (
        answer.status_code == 422
        and text_of(answer).count(said) >= 2
        and 'value="票 4"' in body
        and row_counts(w) == before
    )
    assert all(piece in body for piece in kept)


def test_a_missing_slip_keeps_the_ballot_and_a_wrong_code_keeps_both(site, monkeypatch):
    papers.asking(monkeypatch, papers.APPROVE)
    w = site.world
    p = w.in_vote(plans=papers.THREE)
    where = address(w, p)
    site.client("representative")
    answer = filled(site, where, ("q1", "1"), ("q1", "3"), slip=(("how", "visited"), ("slip", " ")))
    assert answer.status_code == 422 and answer.data.decode().count(" checked") == 3
    asked = filled(site, where, ("q1", "1"), ("q1", "3"))
    for changed, why in (
        ({"witness_code": "000000"}, "没有被接受"),
        ({"read_back": ""}, "没有读给本人听"),
        ({"witness_id": w.person["林一"]}, "没有被接受"),
    ):
        wrong = confirmed(site, where, asked, "代表甲", **changed)
        assert (
            wrong.status_code == 422
            and "种桂花" in text_of(wrong)
            and 'value="1,3"' in wrong.data.decode()
            and cast(w, p) is None
        ), why
    again = site.client("clerk").post(
        where,
        data={
            "csrf_token": token(asked),
            "act_id": act_id(asked),
            "choice": "1,3",
            "how": "present",
            "slip": "票 4",
            "choose_again": "1",
        },
    )
    assert (
        again.status_code == 200
        and again.data.decode().count(" checked") == 3
        and 'value="票 4"' in again.data.decode()
    )
    assert confirmed(site, where, asked, "代表甲").status_code == 303 and cast(w, p) == "1,3"


def test_a_choice_that_the_paper_never_allowed_is_refused_on_every_way(site, monkeypatch):
    papers.asking(monkeypatch, papers.APPROVE)
    w = site.world
    p = w.in_vote(plans=papers.THREE)
    site.client("representative")
    asked = filled(site, address(w, p), ("q1", "1"))
    for choice in ("1,2,3", "for", "", "9"):
        assert confirmed(site, address(w, p), asked, "代表甲", choice=choice).status_code == 422
        shown = site.client("representative").get(f"/jiahe/proposals/{p}/cast-ballot")
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


def test_a_motion_stays_one_page(site):
    w = site.world
    p = w.in_vote()
    where = address(w, p)
    site.client("supervisor")
    page = site.client("clerk").get(where)
    assert page.data.decode().count('name="choice"') == 3 and "witness_code" in page.data.decode()
    assert (
        confirmed(
            site, where, page, "监事甲", choice="abstain", how="present", slip="9"
        ).status_code
        == 303
    )
    assert cast(w, p) == "abstain" and w.rows(tables.desk_entry)[0].witness_id == w.person["监事甲"]


def test_printed_slips_ask_what_the_paper_asks(site, monkeypatch):
    papers.asking(monkeypatch, papers.ONE, papers.EACH)
    w = site.world
    p = w.in_vote(plans=papers.THREE)
    for path in (f"{address(w, p)}/slip", f"/jiahe/desk/print/slip/cast-ballot/{p}"):
        slip = text_of(site.client("clerk").get(path))
        assert "第 2 题" in slip and slip.count("种竹子") == 2 and "都不同意" in slip
        assert "最多 2 个" in slip
    assert "都不同意" not in text_of(
        site.client("clerk").get(f"{address(w, w.in_vote(who='林二'))}/slip")
    )
    papers.asking(monkeypatch, papers.POINTS)
    slip = text_of(
        site.client("clerk").get(f"{address(w, w.in_vote(who='林三', plans=papers.THREE))}/slip")
    )
    assert "一共 10 分" in slip and "种香樟 · ¥30,000" in slip


@pytest.fixture
def everybody(sqlite_engines, time, tmp_path):
    """A community whose residents decide, and may vote for each other."""
    return site_of(World(sqlite_engines, time, rulebook=ALL).populate(), tmp_path)


def given(w, p, who, whom, **kw):
    w.act(who, proxy_acts.GrantProxy(act_id=new_id(), subject_id=p, holder_id=w.person[whom], **kw))
    proxy = next(
        r.proxy_id
        for r in w.rows(tables.proxy)
        if r.principal_id == w.person[who] and r.state == "given"
    )
    w.act(
        whom, proxy_acts.AnswerProxy(act_id=new_id(), subject_id=p, proxy_id=proxy, accepted=True)
    )
    return proxy


def test_a_holder_without_a_phone_casts_at_the_desk(everybody, monkeypatch):
    papers.asking(monkeypatch, papers.ONE, papers.RANK)
    w = everybody.world
    p = w.in_vote(plans=papers.THREE)
    proxy = given(w, p, "林二", "林三", question=2)
    for_them = text_of(everybody.client("clerk").get(f"/jiahe/desk/for/{w.person['林三']}"))
    assert "替林二投票" in for_them and "替林二投票" not in text_of(
        everybody.client("clerk").get(f"/jiahe/desk/for/{w.person['林二']}")
    )
    where = f"/jiahe/desk/for/{w.person['林三']}/cast-for/{p}/{proxy}"
    assert (
        everybody.client("clerk").get(where.replace(w.person["林三"], w.person["林四"])).status_code
        == 404
    )
    page = everybody.client("clerk").get(where).data.decode()
    assert 'name="q2-1"' in page and 'name="q1"' not in page
    everybody.client("supervisor")
    asked = filled(everybody, where, ("q1", "1"), ("q2-3", "1"), ("q2-1", "2"))
    assert "1. 种竹子 2. 种桂花" in text_of(asked) and "弃权" in text_of(asked)
    done = confirmed(everybody, where, asked, "监事甲")
    assert done.status_code == 303, text_of(done)
    receipt = text_of(everybody.client("clerk").get(done.location))
    assert "林二" in receipt and "林三" in receipt and "种竹子" not in receipt
    assert {(b.voter_id, b.choice) for b in w.rows(tables.ballot)} == {
        (w.person["林二"], "abstain;3>1")
    }
    assert [(e.act, e.person_id, e.ref) for e in w.rows(tables.desk_entry)] == [
        ("cast_for", w.person["林三"], w.person["林二"])
    ]
    slip = text_of(everybody.client("clerk").get(f"{where}/slip"))
    assert "替谁投票" in slip and slip.count("种竹子") == 1
    verify(w.engines)


def test_the_desk_is_not_told_what_was_asked_and_the_act_keeps_to_it(everybody):
    w = everybody.world
    p = w.in_vote()
    proxy = given(w, p, "林二", "林三", instruction="against")
    where = f"/jiahe/desk/for/{w.person['林三']}/cast-for/{p}/{proxy}"
    page = everybody.client("clerk").get(where)
    assert page.data.decode().count('name="choice"') == 3
    everybody.client("supervisor")
    refused = confirmed(everybody, where, page, "监事甲", choice="for", how="present", slip="9")
    assert refused.status_code == 422 and not w.rows(tables.ballot)
    assert (
        confirmed(
            everybody, where, page, "监事甲", choice="against", how="present", slip="9"
        ).status_code
        == 303
    )


def test_a_proxy_is_cast_online_on_the_same_paper(everybody, monkeypatch):
    papers.asking(monkeypatch, papers.ONE, papers.POINTS)
    w = everybody.world
    p = w.in_vote(plans=papers.THREE)
    asks, holder, here = (
        everybody.client("supervisor"),
        everybody.client("representative"),
        f"/jiahe/proposals/{p}",
    )
    page = asks.get(f"{here}/grant-proxy")
    assert (
        'name="question"' in page.data.decode() and 'name="instruction"' not in page.data.decode()
    )
    home = next(
        d
        for d in w.rows(tables.dwelling)
        if d.dwelling_id == next(x.dwelling_id for x in w.rows(tables.person) if x.name == "代表甲")
    )
    data = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "holder_name": "代表甲",
        "building": home.building,
    }
    assert asks.post(f"{here}/grant-proxy", data={**data, "question": "3"}).status_code == 422
    assert asks.post(f"{here}/grant-proxy", data={**data, "question": "2"}).status_code == 303
    [proxy] = w.rows(tables.proxy)
    assert proxy.question_no == 2
    page = holder.get(f"{here}/answer-proxy/{proxy.proxy_id}")
    assert "只委托第 2 题" in text_of(page)
    holder.post(
        f"{here}/answer-proxy/{proxy.proxy_id}",
        data={"csrf_token": token(page), "act_id": act_id(page), "accepted": "yes"},
    )
    page = holder.get(f"{here}/cast-for/{proxy.proxy_id}")
    assert 'name="q2-1"' in page.data.decode() and 'name="q1"' not in page.data.decode()
    common = {"csrf_token": token(page), "act_id": act_id(page)}
    wrong = holder.post(
        f"{here}/cast-for/{proxy.proxy_id}", data={**common, "q2-1": "7", "q2-2": "8"}
    )
    assert (
        wrong.status_code == 422
        and "15 分" in text_of(wrong)
        and 'value="8"' in wrong.data.decode()
    )
    check = holder.post(f"{here}/cast-for/{proxy.proxy_id}", data={**common, "q2-1": "7"})
    assert "种桂花：7 分" in text_of(check)
    assert holder.post(
        f"{here}/cast-for/{proxy.proxy_id}", data={**common, "choice": "2;1=7", "confirmed": "1"}
    ).status_code == 422 and not w.rows(tables.ballot), "it is for one question"
    assert (
        holder.post(
            f"{here}/cast-for/{proxy.proxy_id}",
            data={**common, "choice": "abstain;1=7", "confirmed": "1"},
        ).status_code
        == 303
    )
    assert [(b.voter_id, b.choice) for b in w.rows(tables.ballot)] == [
        (w.person["监事甲"], "abstain;1=7")
    ]
    assert "对方现在的选票是" in text_of(holder.get(f"{here}/cast-for/{proxy.proxy_id}"))


def test_at_the_desk_a_proxy_may_be_for_one_question(everybody, monkeypatch):
    papers.asking(monkeypatch, papers.ONE, papers.RANK)
    w = everybody.world
    p = w.in_vote(plans=papers.THREE)
    where, clerk = (
        f"/jiahe/desk/for/{w.person['林二']}/grant-proxy/{p}?q=林三",
        everybody.client("clerk"),
    )
    page = clerk.get(where)
    assert "第 2 题" in text_of(page) and 'name="instruction"' not in page.data.decode()
    sent = clerk.post(
        where,
        data={
            "csrf_token": token(page),
            "act_id": act_id(page),
            "holder_id": w.person["林三"],
            "question": "1",
            "both": "y",
            "how": "present",
            "slip": "委 1",
        },
    )
    assert sent.status_code == 303, text_of(sent)
    assert [(r.question_no, r.state) for r in w.rows(tables.proxy)] == [(1, "accepted")]
    assert "只委托第" in text_of(
        clerk.get(f"/jiahe/desk/for/{w.person['林四']}/grant-proxy/{p}/slip")
    )
