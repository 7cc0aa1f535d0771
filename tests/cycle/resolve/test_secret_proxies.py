"""Voting by proxy where the vote is secret and on paper: the holder takes the ballot of whoever
asked them at the desk (Organic Law Art 19), and is told so before filling anything in.
"""

import pytest

from deliberation.cycle.resolve.acts import cast_for
from deliberation.cycle.resolve.acts import paper as paper_acts
from deliberation.cycle.resolve.acts import proxy as proxy_acts
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.cycle.resolve.test_paper import CLERKS, both, issue, reconciled, result, settle, to_close
from tests.cycle.resolve.test_proxies import ALL, at, given, opened, state
from tests.site import act_id, token
from tests.site import opened as site_of
from tests.traces import refused
from tests.world import World

ALL_SECRET = f'{ALL}ballot = "secret_paper"\n'


@pytest.fixture
def w(engines, time):
    world = World(engines, time, rulebook=ALL_SECRET).populate(CLERKS)
    yield world
    verify(world.engines)


def take(w, p, name, proxy):
    said = {"person_id": w.person[name], "proxy_id": proxy}
    w.act("窗口", paper_acts.IssuePaper(**at(p), **said))


def test_the_holder_takes_the_ballot_of_whoever_asked_them(w):
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    with refused(w, "secret_by_proxy"):
        w.act("林三", cast_for.CastFor(**at(p), proxy_id=proxy, choice="for"))
    take(w, p, "林二", proxy)
    assert state(w, proxy) == "used"
    [paper] = w.rows(tables.paper_ballot)
    assert (paper.voter_id, paper.proxy_id, paper.state) == (w.person["林二"], proxy, "out")
    with refused(w, "paper_issued"):
        issue(w, p, "林二")
    with refused(w, "voted_by_proxy"):
        w.act("林二", proxy_acts.RevokeProxy(**at(p), proxy_id=proxy))
    issue(w, p, "林三")
    to_close(w, p)
    both(w, p, (1, "for", 2), sheets=2)
    w.act("监事甲", paper_acts.FinishPaper(**at(p)))
    assert (result(w, p).present, result(w, p).votes_for) == (2, 2)
    assert reconciled(w, p).issued == 2


def test_one_that_came_back_unmarked_may_be_taken_again_by_either(w):
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    take(w, p, "林二", proxy)
    settle(w, p, 1, "unused")
    take(w, p, "林二", proxy)
    settle(w, p, 2, "unused")
    issue(w, p, "林二")


def test_only_with_a_proxy_of_this_voter_that_stands(w):
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    with refused(w, "unknown_reference"):
        take(w, p, "林四", proxy)
    with refused(w, "unknown_reference"):
        take(w, p, "林二", new_id())
    w.act("林二", proxy_acts.RevokeProxy(**at(p), proxy_id=proxy))
    with refused(w, "proxy_over"):
        take(w, p, "林二", proxy)


def test_whoever_took_their_own_ballot_is_not_voted_for(w):
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    issue(w, p, "林二")
    with refused(w, "paper_issued"):
        take(w, p, "林二", proxy)


def test_in_a_vote_by_name_nobody_takes_paper_for_another(engines, time):
    w = World(engines, time, rulebook=ALL).populate(CLERKS)
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    with refused(w, "unknown_reference"):
        take(w, p, "林二", proxy)
    verify(w.engines)


# --- pages


@pytest.fixture
def site(sqlite_engines, time, tmp_path):
    return site_of(World(sqlite_engines, time, rulebook=ALL_SECRET).populate(CLERKS), tmp_path)


def text(client, path, status=200):
    page = client.get(path)
    assert page.status_code == status, (path, page.status_code, page.location)
    return " ".join(page.data.decode().split())


def test_the_holder_is_told_before_filling_anything_in(site):
    w, holder = site.world, site.client("resident")  # 林十二
    p = w.posted()
    asked = f"/jiahe/proposals/{p}"
    w.act("林二", proxy_acts.GrantProxy(**at(p), holder_id=w.person["林十二"]))
    [row] = w.rows(tables.proxy)
    assert "领委托人的选票" in text(holder, f"{asked}/answer-proxy/{row.proxy_id}")
    w.act("林十二", proxy_acts.AnswerProxy(**at(p), proxy_id=row.proxy_id, accepted=True))
    opened(w, p)
    page = text(holder, asked)
    assert "领委托人的选票" in page and "cast-for" not in page
    page = text(holder, f"{asked}/cast-for/{row.proxy_id}", 409)
    assert "带身份证到社区窗口" in page and '<form method="post"' not in page.split("<main")[1]
    take(w, p, "林二", row.proxy_id)
    assert "对方的选票已交给您" in text(holder, asked)


def test_whoever_gives_one_is_told_how_it_is_used(site):
    w, giver = site.world, site.client("resident")
    p = w.posted()
    assert "在窗口领您的选票" not in text(giver, f"/jiahe/proposals/{p}/grant-proxy")
    assert "到窗口领您的选票" in text(giver, f"/jiahe/proposals/{p}/grant-proxy")
    proxy = given(w, p, "林十二", "林三")
    opened(w, p)
    assert "对方到窗口领您的选票" in text(giver, f"/jiahe/proposals/{p}")
    take(w, p, "林十二", proxy)
    assert "林三已在窗口领了您的选票" in text(giver, f"/jiahe/proposals/{p}")


def test_the_desk_finds_the_proxy_by_either_name_and_hands_the_ballot_out(site):
    w, clerk = site.world, site.client("clerk")
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    desk = f"/jiahe/desk/paper/{p}"
    for name in ("林二", "林三"):
        assert "林三 替 林二 领" in text(clerk, f"{desk}?q={name}")
    there = f"{desk}/issue/{w.person['林二']}?proxy={proxy}"
    form = clerk.get(there)
    assert "请核对受委托人的身份证" in form.data.decode()
    assert clerk.get(f"{desk}/issue/{w.person['林四']}?proxy={proxy}").status_code == 404
    sent = {"csrf_token": token(form), "act_id": act_id(form)}
    assert clerk.post(there, data=sent).status_code == 303
    assert state(w, proxy) == "used"
    found = text(clerk, f"{desk}?q=林三")
    assert "林三 替 林二 领" in found and "proxy=" not in found
    assert "林三" in text(clerk, f"{desk}/print/list")
