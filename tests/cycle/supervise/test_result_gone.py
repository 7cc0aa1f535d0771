"""Objections to a result that is lost end with it: nobody is asked to answer one, or to do what no
way leads to any more, and the page says why.
"""

import pytest

from deliberation.charter.facts.proposal.objections import ObjectionAnswered
from deliberation.charter.subjects import the_proposal
from deliberation.cycle.supervise.acts.measures import ReturnOnce, SetAside
from deliberation.cycle.supervise.acts.objection import AnswerObjection
from deliberation.cycle.supervise.acts.remedy import Remedy
from deliberation.record import tables
from deliberation.record.check.verify import verify
from tests.cycle.supervise.test_remedies import at, objected, one, remedied, upheld
from tests.readings.test_defaults import text
from tests.record.check.judging.test_turned import forge
from tests.traces import refused

ASIDE = {"ground": "assembly", "document": "居民会议决议", "reasons": "程序有误。"}
LOST_BY = {
    "again": lambda w, p: remedied(w, p, upheld(w, p, "procedure"), "again"),
    "to_council": lambda w, p: remedied(w, p, upheld(w, p, "content"), "council", "content"),
    "returned": lambda w, p: w.act("监事甲", ReturnOnce(**at(p), reasons="没有通知到。")),
    "aside": lambda w, p: w.act("窗口", SetAside(**at(p), **ASIDE)),
}
OF_OBJECTIONS = ("answer_objection", "mark_objection", "remedy", "remedy_in_silence")


def asked(w, p):
    o = tables.obligation
    lines = w.rows(o, o.c.subject_id == p, o.c.ended_at.is_(None))
    return [x.act for x in lines if x.act in OF_OBJECTIONS]


def answering(p, ref):
    return AnswerObjection(**at(p), objection_id=ref, outcome="upheld", reasons="确有误。")


@pytest.mark.parametrize("how", LOST_BY)
def test_objections_end_with_the_result_they_were_made_to(world, how):
    w, p = world, world.in_publish()
    unanswered, waits = objected(w, p, "roll", "林二"), upheld(w, p, "count", who="林一")
    LOST_BY[how](w, p)
    assert (one(w, unanswered).state, one(w, waits).remedy) == ("ended", "ended")
    assert not asked(w, p)
    with refused(w, "result_gone"):
        w.act("监事甲", answering(p, unanswered))
    with refused(w, "result_gone"):
        w.act("监事甲", Remedy(**at(p), objection_id=waits, way="declined", reasons="不办。"))
    w.time.advance(days=40)
    w.tick()
    assert "objection_unanswered" not in w.facts(p)
    verify(w.engines)


def test_one_that_was_late_ends_as_well_and_one_that_was_answered_stays(world):
    w, p = world, world.in_publish()
    late, answered = objected(w, p, "roll", "林二"), objected(w, p, "count", "林一")
    said = {"objection_id": answered, "outcome": "rejected", "reasons": "票数无误。"}
    w.act("监事甲", AnswerObjection(**at(p), **said))
    w.time.to(w.clocks(p, "mark_objection")[0].due_at)
    w.tick()
    assert one(w, late).state == "unanswered"
    LOST_BY["aside"](w, p)
    assert (one(w, late).state, one(w, answered).state) == ("ended", "rejected")
    verify(w.engines)


def test_a_vote_counted_again_ends_no_other_objection(world):
    w, p = world, world.in_publish()
    other = objected(w, p, "roll", "林二")
    remedied(w, p, upheld(w, p, "count"), "recounted", "count")
    assert one(w, other).state == "open" and "answer_objection" in asked(w, p)
    w.time.advance(minutes=1)
    w.act("监事甲", answering(p, other))


@pytest.mark.parametrize("how", ["again", "aside"])
def test_the_page_says_why_and_offers_nothing(site, how):
    w, p = site.world, site.world.in_publish()
    objected(w, p, "roll", "林二")
    upheld(w, p, "count", who="林一")
    LOST_BY[how](w, p)
    page = site.client("supervisor").get(f"/jiahe/proposals/{p}")
    assert "那次结果已不算数，异议随之结束" in text(page)
    assert "那次结果已不算数，这条异议随之结束。" in text(page)
    assert 'data-act="answer_objection"' not in page.text and 'data-act="remedy"' not in page.text
    assert "/answer-objection/" not in site.client("supervisor").get("/jiahe/waiting").text


def test_the_judge_refuses_an_answer_to_one_whose_result_is_gone(small_world):
    w, p = small_world, small_world.in_publish()
    ref = objected(w, p, "roll", "林二")
    LOST_BY["again"](w, p)
    late = ObjectionAnswered(
        subject=the_proposal(p),
        objection=ref,
        by=w.person["监事甲"],
        outcome="rejected",
        reasons="票数无误。",
    )
    said = forge(w, late, name="answer_objection", by="监事甲", role="supervisor")
    assert "an objection answered after its result was gone" in said
