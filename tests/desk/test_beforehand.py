"""Whatever is known when a person is chosen is said then: no page of the desk takes a form for
somebody whose act would be refused at its end for anything but what stands in it.
"""

import dataclasses
import re

import pytest

from deliberation.charter.cycle.objections import GROUNDS
from deliberation.charter.reasons import Refused
from deliberation.cycle.evaluate.acts.proposal import Rate
from deliberation.cycle.propose.acts.fund import ProposeProject
from deliberation.cycle.propose.acts.support import Cosign, TakeBack
from deliberation.cycle.resolve.acts.cast_for import CastFor
from deliberation.cycle.resolve.acts.paper import IssuePaper
from deliberation.cycle.resolve.acts.proposal import CastBallot
from deliberation.cycle.resolve.acts.proxy import GrantProxy
from deliberation.cycle.supervise.acts.objection import Object
from deliberation.desk.acts.entries import EnterFor
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.write.perform import rehearse
from tests.cycle.matters import rounds
from tests.cycle.resolve.test_paper import beside, first, issue, settle, to_close
from tests.cycle.resolve.test_proxies import ALL, given
from tests.site import act_id, opened, token
from tests.traces import refused
from tests.world import World

# kind of entry → the act, with something that may stand in its form
ENTRIES = {
    "cosign": (Cosign, {}),
    "take-back": (TakeBack, {}),
    "object": (Object, {"body": "公示没有贴。"}),
    "rate": (Rate, {"score": 4}),
    "project": (ProposeProject, {"title": "长椅", "body": "楼下放一张长椅。", "cost": 10_000}),
    "cast-ballot": (CastBallot, {"choice": "for"}),
    "grant-proxy": (GrantProxy, {}),
}
# Of this other person.
OF_INPUT = {"no_passing_on", "too_many_proxies"}


def html(client, path):
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code, page.location)
    return " ".join(page.data.decode().split())


def takes_a_form(client, path):
    page = client.get(path)
    return page.status_code == 200 and 'name="act_id"' in page.data.decode()


def refused_for(w, kind, p, name):
    """Codes that speak against it at the end, but for what was typed."""
    grounds = GROUNDS if kind == "object" else (None,)
    found = [refused_with(w, kind, p, name, ground) for ground in grounds]
    return min(found, key=len)


def refused_with(w, kind, p, name, ground):
    cls, said = ENTRIES[kind]
    at = {"act_id": new_id(), "subject_id": p}
    said = {**said, "ground": ground} if ground else said
    if kind == "grant-proxy":
        said = {"holder_id": w.person["林十八"]}
    act = EnterFor(**at, person_id=w.person[name], slip="1", how="present", inner=cls(**at, **said))
    try:
        rehearse(act, beside(w, "窗口"), w.id, w.engines)
    except Refused as no:
        return {r.code for r in no.reasons if r.status != 422} - OF_INPUT
    return set()


@pytest.fixture
def site(sqlite_engines, time, tmp_path):
    """A community whose adult residents decide."""
    return opened(World(sqlite_engines, time, rulebook=ALL).populate(), tmp_path)


GAVE = "林五"
SOME = ("林一", "林二", "林三", "林四", "林五", "林六", "窗口")


def wrong_forms(site, *matters):
    """Every entry for some people at these matters: a form whose act is refused, or none for an act
    that is not.
    """
    w, clerk, wrong = site.world, site.client("clerk"), []
    for p in matters:
        for name in SOME:
            for kind in ENTRIES:
                if kind == "grant-proxy" and name == GAVE:  # it is taken back on the same page
                    continue
                shown = takes_a_form(clerk, f"/jiahe/desk/for/{w.person[name]}/{kind}/{p}")
                against = refused_for(w, kind, p, name)
                searched = kind == "grant-proxy"  # the form comes once somebody is searched for
                if (shown and against) or (not shown and not against and not searched):
                    wrong.append((w.stage(p), kind, name, shown, against))
    return wrong


def test_no_form_is_taken_that_is_refused_at_its_end(site):
    w = site.world
    v = w.in_vote(who="林一")
    w.cast(v, 林三="for")
    issue(w, v, "林四")
    given(w, v, GAVE, "林六")
    g = w.submitted(who="林二", title="缺一盏灯")
    w.cosign(g, "林三")
    call = rounds.called(w)
    assert wrong_forms(site, v, g, call) == []
    w.time.to(w.row(v).closes_at)
    assert wrong_forms(site, v) == []
    w.tick()
    assert w.stage(v) == "vote" and wrong_forms(site, v) == []
    w.time.to(w.row(g).due_at)
    assert wrong_forms(site, g, call) == []


def test_nor_of_what_is_rated_or_objected_to(sqlite_engines, time, tmp_path):
    w = World(sqlite_engines, time).populate()
    site = opened(w, tmp_path)
    e = w.in_evaluate(who="林一")
    assert wrong_forms(site, e) == []
    w.time.to(w.row(e).due_at)
    assert wrong_forms(site, e) == []


def test_a_ground_they_used_is_not_offered_at_the_desk_either(site):
    w = site.world
    p = w.in_publish()
    at = f"/jiahe/desk/for/{w.person['林六']}/object/{p}"
    w.act("林六", Object(act_id=new_id(), subject_id=p, ground="count", body="数错了。"))
    page = site.client("clerk").get(at).text
    assert set(re.findall(r'name="ground"[^>]*value="(\w+)"', page)) == {*GROUNDS} - {"count"}
    assert "您已就这个理由提过异议" in page.partition("现在不能选")[2]


def test_whoever_holds_paper_is_led_to_the_ballot_that_is_out(site):
    w, clerk = site.world, site.client("clerk")
    v = w.in_vote(who="林一")
    issue(w, v, "林四")
    who = w.person["林四"]
    at = f"/jiahe/desk/for/{who}"
    settled = f"/desk/paper/{v}/ballot/1"
    listed = html(clerk, at)
    assert settled in listed and f"{at}/cast-ballot/{v}" not in listed
    said = html(clerk, f"{at}/cast-ballot/{v}")
    assert "1 号" in said and settled in said and 'name="choice"' not in said
    settle(w, v, 1, "unused")
    assert 'name="choice"' in html(clerk, f"{at}/cast-ballot/{v}")


def test_nor_does_anybody_else_vote_for_whoever_holds_paper(site):
    """At the desk it is said when they are chosen, and the act knows it in every window."""
    w, clerk = site.world, site.client("clerk")
    v = w.in_vote(who="林一")
    issue(w, v, "林四")
    page = f"/jiahe/desk/for/{w.person['林四']}/grant-proxy/{v}"
    said = html(clerk, page)
    assert "1 号" in said and f"/desk/paper/{v}/ballot/1" in said
    assert 'name="holder_id"' not in said
    with refused(w, "paper_issued"):
        given(w, v, "林四", "林六")
    settle(w, v, 1, "unused")
    assert 'name="holder_id"' in html(clerk, f"{page}?q=林六")
    given(w, v, "林四", "林六")


def test_nor_is_one_voted_for_who_holds_paper(site):
    w, clerk = site.world, site.client("clerk")
    v = w.in_vote(who="林一")
    given(w, v, "林五", "林六")
    proxy = w.rows(tables.proxy)[0].proxy_id
    page = f"/jiahe/desk/for/{w.person['林六']}/cast-for/{v}/{proxy}"
    assert 'name="choice"' in html(clerk, page)
    issue(w, v, "林五")
    said = html(clerk, page)
    assert 'name="choice"' not in said and f"/desk/paper/{v}/ballot/1" in said
    at = {"act_id": new_id(), "subject_id": v}
    cast = CastFor(**at, proxy_id=proxy, choice="for")
    entry = EnterFor(**at, person_id=w.person["林六"], slip="1", how="present", inner=cast)
    with pytest.raises(Refused, match="giver_on_paper"):
        rehearse(entry, beside(w, "窗口"), w.id, w.engines)


def test_a_ballot_is_handed_to_nobody_who_may_not_hold_one(site):
    w, clerk = site.world, site.client("clerk")
    v = w.in_vote(who="林一")
    w.cast(v, 林三="for")
    issue(w, v, "林四")
    for name in ("林二", "林三", "林四"):
        act = IssuePaper(act_id=new_id(), subject_id=v, person_id=w.person[name])
        actor = dataclasses.replace(w.actor("窗口", factor="authenticator"))
        try:
            rehearse(act, actor, w.id, w.engines)
            may = True
        except Refused:
            may = False
        assert takes_a_form(clerk, f"/jiahe/desk/paper/{v}/issue/{w.person[name]}") == may, name
    first(w, v, (1, "for"))
    to_close(w, v)
    assert not takes_a_form(clerk, f"/jiahe/desk/paper/{v}/issue/{w.person['林二']}")


def test_the_sheet_offers_nobody_who_cannot_sign(site):
    w, clerk = site.world, site.client("clerk")
    g = w.submitted(who="林二", title="缺一盏灯")
    w.cosign(g, "林三")
    page = html(clerk, f"/jiahe/desk/sheet/{g}?q=林")
    assert w.person["林四"] in page
    assert w.person["林二"] not in page and w.person["林三"] not in page


def test_a_form_that_was_open_before_is_judged_by_its_act(site):
    """And whatever was typed into it is still there."""
    w, clerk = site.world, site.client("clerk")
    v = w.in_vote(who="林一")
    where = f"/jiahe/desk/for/{w.person['林四']}/cast-ballot/{v}"
    page = clerk.get(where)
    issue(w, v, "林四")
    sent = {"csrf_token": token(page), "act_id": act_id(page), "slip": "17", "how": "present"}
    again = clerk.post(where, data=sent)
    assert again.status_code == 422 and 'value="17"' in again.data.decode()
