"""Whoever says yes to what somebody asked days ago is asked again what it took: a proxy is
not taken on for whoever has a say of their own by now, and its page says so before.
"""

import re

import pytest

from deliberation.charter.facts.vote.proxies import ProxyAnswered
from deliberation.charter.subjects import the_proposal
from deliberation.cycle.resolve.acts import proxy as proxy_acts
from deliberation.cycle.suggest.acts.council import Recuse
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import correcting, life
from tests import site as site_of
from tests.cycle.matters import test_elections as elections
from tests.cycle.resolve.test_paper import CLERKS, at, both, issue, settle
from tests.cycle.resolve.test_proxies import ALL, grant, opened, state
from tests.record.check.judging.test_piles import forged
from tests.traces import refused
from tests.world import World

GIVER, HOLDER = "理事甲", "林十二"


@pytest.fixture
def small(sqlite_engines, time):
    return World(sqlite_engines, time, rulebook=ALL).populate(CLERKS)


def on_paper(w, p):
    issue(w, p, GIVER)


def on_paper_and_back(w, p):
    on_paper(w, p)
    both(w, p, (1, "for"))


def aside(w, p):
    w.act(GIVER, Recuse(**at(p), reason="own_interest", explanation="与我有关。"))


def left(w, p):
    said = {"cause": "moved_away", "happened_on": w.today(), "reason": "搬走了。"}
    w.act("窗口", life.RecordLeft(act_id=new_id(), person_id=w.person[GIVER], **said))


def online(w, p):
    w.cast(p, **{GIVER: "for"})


SINCE = {
    "paper in their hands": (opened, on_paper, "giver_on_paper"),
    "paper that counts": (opened, on_paper_and_back, "voted_already"),
    "stepped aside in the vote": (opened, aside, "giver_recused"),
    "stepped aside in the notice": (lambda w, p: p, aside, "giver_recused"),
    "left": (opened, left, "giver_gone"),
    "voted online": (opened, online, "proxy_over"),
}


@pytest.mark.parametrize("what", SINCE)
def test_it_is_not_taken_on_for_whoever_has_a_say_by_now_and_may_be_declined(small, what):
    w, (stage, happens, why) = small, SINCE[what]
    p = w.posted()
    proxy = grant(w, p, GIVER, HOLDER)
    stage(w, p)
    happens(w, p)
    with refused(w, why):
        w.act(HOLDER, proxy_acts.AnswerProxy(**at(p), proxy_id=proxy, accepted=True))
    if why != "proxy_over":
        w.act(HOLDER, proxy_acts.AnswerProxy(**at(p), proxy_id=proxy, accepted=False))
        assert state(w, proxy) == "declined"
    verify(w.engines)


def test_what_came_back_unmarked_bars_nothing(small):
    w = small
    p = w.posted()
    proxy = grant(w, p, GIVER, HOLDER)
    opened(w, p)
    on_paper(w, p)
    settle(w, p, 1, "unused")
    w.act(HOLDER, proxy_acts.AnswerProxy(**at(p), proxy_id=proxy, accepted=True))
    assert state(w, proxy) == "accepted"


def test_its_page_says_so_before_and_leaves_only_to_decline(small, tmp_path):
    w = small
    p = w.posted()
    proxy = grant(w, p, GIVER, HOLDER)
    opened(w, p)
    site = site_of.opened(w, tmp_path)
    client, url = site.client("resident"), f"/jiahe/proposals/{p}/answer-proxy/{proxy}"
    before = client.get(url).text
    assert 'value="yes"' in before and "现在不能选" not in before
    on_paper(w, p)
    page = client.get(url).text
    assert "现在不能选" in page and "纸质选票" in page
    assert 'value="yes"' not in page and 'value="no"' in page


def test_the_judge_finds_one_that_was_taken_on_all_the_same(small):
    w = small
    p = w.posted()
    proxy = grant(w, p, GIVER, HOLDER)
    opened(w, p)
    on_paper(w, p)
    said = ProxyAnswered(
        proxy=proxy,
        principal=w.person[GIVER],
        holder=w.person[HOLDER],
        accepted=True,
        subject=the_proposal(p),
    )
    found = forged(w, said, name="answer_proxy", by=HOLDER, role="resident")
    assert "who holds a ballot on paper" in found


def moved_out(w, name):
    said = {"phone": None, "birth_date": "1970-01-01", "tenure": "owner", "lives_here": False}
    away = correcting.CorrectPerson(
        act_id=new_id(),
        person_id=w.person[name],
        new_name=name,
        happened_on=w.today(),
        reason="搬到别处住",
        **said,
    )
    w.act("窗口", away)


def test_whoever_moved_away_since_they_were_named_does_not_stand_for_election(small):
    w = small
    p = elections.call(w)
    elections.nominate(w, p, GIVER, by="林二")
    moved_out(w, GIVER)
    with refused(w, "not_a_resident"):
        elections.answer(w, p, GIVER)
    elections.answer(w, p, GIVER, accepts=False)


def test_the_page_of_a_nomination_says_so_before(small, tmp_path):
    w = small
    p = elections.call(w)
    named = elections.nominate(w, p, GIVER, by="林二")
    site = site_of.opened(w, tmp_path)
    client, url = site.client("councillor"), f"/jiahe/proposals/{p}/answer-nomination/{named}"
    offered = re.compile(r'name="accepts"[^>]*value="(\w+)"')
    assert offered.findall(client.get(url).text) == ["yes", "no"]
    moved_out(w, GIVER)
    page = client.get(url).text
    assert offered.findall(page) == ["no"] and "现在不能选" in page
