"""What people have to do as a proposal goes its way: each line opens with the stage or the
fact that asks, for the right people and by the right day, and ends with the fact that answers.
"""

from datetime import timedelta

import pytest

from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.carry_out.acts.assigning import Assign
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import merging, withdrawal
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.suggest.acts import answer, legality, study
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.supervise.acts import certificate, inspection, measures
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.world import World

from .lines import is_open, is_over, office, open_acts
from .lines import line as line_of

CLOCK = ("clock", "")


@pytest.fixture
def w(small_world: World):
    """A community on SQLite; whatever a test did, replay gives the same lines."""
    yield small_world
    verify(small_world.engines)


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def test_every_stage_asks_whom_it_waits_for_on_both_databases(world):
    w = world
    p = w.draft()
    me = ("hand", w.person["林一"])
    is_open(w, p, "submit", me, due_at=None, then_act=None, scope="stage")
    w.act("林一", propose.Submit(**at(p)))
    is_over(w, p, "submit", by="stage_moved")
    lapse = is_open(w, p, "lapse", CLOCK, then_act="lapse")
    assert lapse.due_at == w.row(p).due_at and lapse.done == 0
    w.cosign(p, *[f"林{n}" for n in "二三四五六七八九"], "林十一", "林十二")
    is_over(w, p, "lapse", by="stage_moved")
    taken = is_open(w, p, "take_up", office("deliberator"), then_act="adopt_in_silence")
    assert taken.due_at == w.row(p).due_at and taken.from_at == w.time.at
    w.act("议员甲", council_acts.TakeUp(**at(p)))
    is_over(w, p, "take_up", by="stage_moved")
    is_open(w, p, "recommend", office("councillor"), then_act="pass_council_by")
    is_open(w, p, "record_study", office("lead_organisation"), due_at=None, then_act=None)
    clerks = office("clerk", "committee_member")
    is_open(w, p, "review_legality", clerks, then_act="pass_legality_by")
    w.act("理事甲", suggest.Recommend(**at(p), verdict="support", reasons="方便。"))
    is_over(w, p, "recommend", by="recommended")
    w.act("书记", study.RecordStudy(**at(p), held_on=w.today(), result="agree", opinion="同意。"))
    is_over(w, p, "record_study", by="study_recorded")
    w.act("窗口", legality.ReviewLegality(**at(p), result="clean"))
    is_over(w, p, "review_legality", by="legality_reviewed")
    proof = is_open(w, p, "post_proof", office("clerk"), "notice", then_act="open_vote")
    assert proof.due_at == w.row(p).due_at
    post(w, p, "notice")
    is_over(w, p, "post_proof", "notice", by="proof_posted")
    w.let_pass(p)
    vote = is_open(w, p, "cast_ballot", ("roll", ""), then_act="close_vote")
    assert vote.due_at == w.row(p).closes_at
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="against", 委员甲="for")
    w.let_pass(p)
    is_over(w, p, "cast_ballot", by="stage_moved")
    is_open(w, p, "certify", office("supervisor"), need=2, done=0, then_act="pass_supervisors_by")
    is_open(w, p, "post_proof", office("clerk"), "result", then_act="end_objections")
    w.act("监事甲", certificate.Certify(**at(p)))
    is_open(w, p, "certify", office("supervisor"), need=2, done=1)
    w.act("监事丙", certificate.RefuseCertificate(**at(p), statement="再核一次。"))
    is_open(
        w, p, "certify", office("supervisor"), need=2, done=0
    )  # counted again: of the new count
    w.act("监事乙", certificate.Certify(**at(p)))
    w.act("监事甲", certificate.Certify(**at(p)))
    is_over(w, p, "certify", by="result_certified")
    w.let_pass(p)
    is_over(w, p, "post_proof", "result", by="stage_moved")
    charge = office("committee_member", "clerk")
    is_open(w, p, "assign", charge, then_act="name_committee")
    verify(w.engines)


def post(w, p, purpose):
    w.act(
        "窗口", inform.PostProof(**at(p), purpose=purpose, posted_on=w.today(), place="1 栋公告栏")
    )


def test_work_is_asked_of_whoever_is_in_charge_and_waits_while_it_is_suspended(w):
    p = w.assigned()
    is_over(w, p, "assign", by="assigned")
    theirs = ("organisation", w.organisation)
    is_open(w, p, "finish", theirs, then_act="inspect_as_it_stands", held_until=None)
    w.act("监事甲", measures.Suspend(**at(p), days=5, reasons="先查材料。"))
    is_open(w, p, "finish", theirs, held_until=w.row(p).suspended_until)
    w.act("监事甲", measures.Resume(**at(p)))
    is_open(w, p, "finish", theirs, held_until=None)
    w.act("承办甲", carry_out.Finish(**at(p), body="完成。", evidence="见照片。"))
    is_over(w, p, "finish", by="work_finished")
    is_open(w, p, "accept", office("supervisor"), need=2, then_act="pass_inspection_by")
    w.act("监事甲", inspection.Accept(**at(p)))
    is_open(w, p, "accept", office("supervisor"), done=1)
    w.act("监事乙", inspection.Accept(**at(p)))
    is_over(w, p, "accept", by="stage_moved")
    rate = is_open(w, p, "rate", ("residents", ""), then_act="close")
    assert rate.due_at == w.row(p).due_at
    w.let_pass(p)
    is_over(w, p, "rate", by="stage_moved")
    assert not open_acts(w, p)


def test_where_nobody_is_put_in_charge_the_committee_does_the_work(w):
    p = w.in_carry_out()
    w.let_pass(p)
    is_over(w, p, "assign", by="assigned")
    is_open(w, p, "finish", office("committee_member"), then_act="inspect_as_it_stands")
    w.let_pass(p)
    is_over(w, p, "finish", by="stage_moved")


def test_put_in_charge_before_the_objections_are_over_it_begins_at_once(w):
    p = w.certified()
    finish = (w.time.at + timedelta(days=40)).date().isoformat()
    who = {"organisation_id": w.organisation, "finish_on": finish, "task": "办"}
    w.act("委员甲", Assign(**at(p), **who))
    assert line_of(w, p, "finish") is None
    w.let_pass(p)
    is_open(w, p, "finish", ("organisation", w.organisation))
    assert line_of(w, p, "assign") is None


def test_the_author_owes_an_answer_and_a_lawful_text_by_one_clock(w):
    p = w.in_advise()
    me = ("hand", w.person["林一"])
    changes = {"verdict": "support_with_changes", "reasons": "好。", "changes": "开放至 20:00。"}
    w.act("理事甲", suggest.Recommend(**at(p), **changes))
    one = is_open(w, p, "answer_recommendation", me, then_act="go_on_with_own_text")
    w.time.advance(days=2)
    breach = {"result": "breach", "law": "民法典", "article": "278", "reasons": "共有部分。"}
    w.act("窗口", legality.ReviewLegality(**at(p), **breach))
    two = is_open(w, p, "revise", me, then_act="go_on_with_own_text")
    again = is_open(w, p, "answer_recommendation", me)
    assert again.due_at == two.due_at > one.due_at and again.opened_by == two.opened_by
    assert [c.due_at for c in w.clocks(p, "go_on_with_own_text")] == [two.due_at]
    w.act("林一", propose.Revise(**at(p), title="活动室", body="周末开放至 20:30。", note="改了。"))
    is_over(w, p, "revise", by="proposal_revised")
    is_open(w, p, "review_legality", office("clerk", "committee_member"))
    w.act("林一", answer.AnswerRecommendation(**at(p), accepted=False))
    is_over(w, p, "answer_recommendation", by="recommendation_answered")


def test_silence_ends_what_can_wait_no_longer_and_marks_late_what_may_still_be_done(w):
    p = w.in_advise()
    while w.clocks(p, "pass_council_by"):
        w.let_pass(p)
    is_over(w, p, "recommend", by="passed_in_silence")
    late = line_of(w, p, "review_legality")
    assert late.ended_at is None and late.due_at <= w.time.at and late.then_act is None
    w.act("窗口", legality.ReviewLegality(**at(p), result="clean"))
    is_over(w, p, "review_legality", by="legality_reviewed")
    is_open(w, p, "record_study", office("lead_organisation"))


def test_an_author_who_is_silent_hands_on_what_they_owed(w):
    p = w.in_advise()
    breach = {"result": "breach", "law": "民法典", "article": "278", "reasons": "共有部分。"}
    w.act("窗口", legality.ReviewLegality(**at(p), **breach))
    w.act("林一", withdrawal.Withdraw(**at(p)))
    w.act("林二", withdrawal.TakeOver(**at(p)))
    is_open(w, p, "revise", ("hand", w.person["林二"]), then_act="go_on_with_own_text")


def test_while_supporters_are_asked_about_a_merge_the_council_is_not(w):
    p, q = w.in_take_up(), w.submitted(who="林十三", title="活动室开到十点", body="晚些关门。")
    council = office("deliberator")
    w.act("议员甲", merging.AskMerge(**at(p), into=q))
    held = is_open(w, p, "take_up", council, then_act=None)
    ask = is_open(w, p, "agree_merge", ("supporters", ""), q, then_act="merge")
    assert held.held_until == ask.due_at == w.row(p).merge_until
    w.act("林一", merging.DeclineMerge(**at(p)))
    is_over(w, p, "agree_merge", q, by="merge_declined")
    is_open(w, p, "take_up", council, then_act="adopt_in_silence", held_until=None)
    for who in ("林一", "林二"):
        assert line_of(w, p, "agree_merge", w.person[who]) is None


def test_a_notice_put_off_or_shortened_moves_the_proof_with_it(w):
    p = w.in_notice()
    first = line_of(w, p, "post_proof", "notice")
    w.let_pass(p)
    second = is_open(w, p, "post_proof", office("clerk"), "notice", then_act="open_vote")
    assert second.due_at == w.row(p).due_at > first.due_at
    q = w.in_notice(who="林十三", title="晾衣区", body="划出晾衣区。")
    w.act("委员甲", inform.ShortenNotice(**at(q), hours=30, reasons="台风要来。"))
    assert line_of(w, q, "post_proof", "notice").due_at == w.row(q).due_at
    assert line_of(w, q, "open_vote").due_at == w.row(q).due_at == w.time.at + timedelta(hours=30)


def test_what_is_asked_a_second_time_begins_anew_and_what_it_said_before_stands_in_the_facts(w):
    p = w.in_publish()
    w.act("监事甲", certificate.Certify(**at(p)))
    first = is_open(w, p, "certify", office("supervisor"), done=1)
    w.act("监事丙", measures.ReturnOnce(**at(p), reasons="公示日期不对。"))
    is_over(w, p, "certify", by="stage_moved")
    while w.stage(p) in ("notice", "vote"):
        if w.stage(p) == "vote":
            w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="for")
        w.let_pass(p)
    again = is_open(w, p, "certify", office("supervisor"), done=0, ended_by=None)
    assert again.opened_by != first.opened_by and again.due_at > first.due_at
    t = tables.fact
    openings = w.rows(t, t.c.fact_id.in_((first.opened_by, again.opened_by)))
    assert [f.kind for f in openings] == ["stage_moved", "stage_moved"]
