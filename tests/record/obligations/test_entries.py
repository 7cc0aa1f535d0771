"""What hangs on one entry: a question, an objection, a finding, a hiding, a payment, a pile of
paper, a proxy, an appeal.
"""

import pytest

from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.propose.acts import appeal, decency
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.resolve.acts import official, proxy
from deliberation.cycle.resolve.acts.batches import ResolveBatch
from deliberation.cycle.supervise.acts import fund, inspection, objection, question
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.cycle.matters import test_fund as funds
from tests.cycle.matters import test_official as there
from tests.cycle.propose import test_decency as talk
from tests.cycle.propose import test_reported as reported
from tests.cycle.resolve import test_paper as paper
from tests.cycle.resolve import test_proxies as proxies
from tests.world import World

from .lines import is_open, is_over, office
from .lines import line as line_of


@pytest.fixture
def w(small_world: World):
    """A community on SQLite; whatever a test did, replay gives the same lines."""
    yield small_world
    verify(small_world.engines)


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def ask(w, p, addressee):
    w.act("监事甲", question.AskQuestion(**at(p), addressee=addressee, body="花费多少？"))
    t = tables.question
    return w.rows(t, t.c.subject_id == p, t.c.addressee == addressee)[-1].question_id


def test_a_question_waits_for_its_addressee_and_may_be_answered_late(w):
    p = w.assigned()
    who = {
        "author": ("hand", w.person["林一"]),
        "council": office("councillor"),
        "clerk": office("clerk"),
        "organisation": ("organisation", w.organisation),
    }
    asked = {addressee: ask(w, p, addressee) for addressee in who}
    for addressee, them in who.items():
        line = is_open(w, p, "answer_question", them, asked[addressee], scope="own")
        assert line.then_act == "mark_question"
        assert [line.due_at] == [
            c.due_at for c in w.clocks(p, "mark_question") if c.ref == asked[addressee]
        ]
    ref = asked["clerk"]
    w.act("窗口", question.AnswerQuestion(**at(p), question_id=ref, body="三百元。"))
    is_over(w, p, "answer_question", ref, by="question_answered")
    w.time.advance(days=8)
    w.tick()
    late = line_of(w, p, "answer_question", asked["council"])
    assert (late.ended_at, late.then_act) == (None, None) and late.due_at <= w.time.at
    w.act("理事甲", question.AnswerQuestion(**at(p), question_id=asked["council"], body="是。"))
    is_over(w, p, "answer_question", asked["council"], by="question_answered")


def test_an_objection_waits_for_those_who_answer_its_ground_and_not_for_whoever_objects(w):
    p = w.in_publish()
    answerers = {"content": office("committee_member"), "count": office("supervisor")}
    for ground, them in answerers.items():
        w.act("林三", objection.Object(**at(p), ground=ground, body="不对。"))
        t = tables.objection
        (row,) = w.rows(t, t.c.subject_id == p, t.c.ground == ground)
        line = is_open(w, p, "answer_objection", them, row.objection_id, scope="own")
        assert (line.then_act, line.not_by) == ("mark_objection", w.person["林三"])
        said = {"objection_id": row.objection_id, "outcome": "rejected", "reasons": "已核对。"}
        who = "委员甲" if ground == "content" else "监事甲"
        w.act(who, objection.AnswerObjection(**at(p), **said))
        is_over(w, p, "answer_objection", row.objection_id, by="objection_answered")


def test_a_finding_goes_to_and_fro_until_it_is_put_right(w):
    p = w.in_inspect()
    w.act("监事甲", inspection.RecordFinding(**at(p), body="门没装好。"))
    (f,) = w.rows(tables.finding)
    theirs = ("organisation", w.organisation)
    is_open(w, p, "rectify", theirs, f.finding_id, scope="own", due_at=None)
    for ok in (False, True):
        w.act("承办甲", carry_out.Rectify(**at(p), finding_id=f.finding_id, body="装好了。"))
        is_over(w, p, "rectify", f.finding_id, by="finding_rectified")
        is_open(w, p, "verify_rectified", office("supervisor"), f.finding_id, scope="own")
        looked = inspection.VerifyRectified(**at(p), finding_id=f.finding_id, ok=ok, body="看过。")
        w.act("监事甲", looked)
        is_over(w, p, "verify_rectified", f.finding_id, by="finding_verified")
        if not ok:
            again = is_open(w, p, "rectify", theirs, f.finding_id)
            assert again.from_at == w.time.at
    is_over(w, p, "rectify", f.finding_id, by="finding_rectified")


def test_nobody_is_asked_to_accept_what_has_a_fault(w):
    """Held until the clock ends the inspection, or the last fault is put right."""
    p = w.in_inspect()
    line = is_open(w, p, "accept", office("supervisor"), held_until=None)
    for body in ("门没装好。", "灯不亮。"):
        w.act("监事甲", inspection.RecordFinding(**at(p), body=body))
    held = line.due_at
    is_open(w, p, "accept", office("supervisor"), held_until=held)
    for f, ok in zip(w.rows(tables.finding), (True, False), strict=True):
        w.act("承办甲", carry_out.Rectify(**at(p), finding_id=f.finding_id, body="好了。"))
        w.act("监事甲", inspection.VerifyRectified(**at(p), finding_id=f.finding_id, ok=ok))
        is_open(w, p, "accept", office("supervisor"), held_until=held)
    w.act("承办甲", carry_out.Rectify(**at(p), finding_id=f.finding_id, body="换了。"))
    w.act("监事甲", inspection.VerifyRectified(**at(p), finding_id=f.finding_id, ok=True))
    is_open(w, p, "accept", office("supervisor"), held_until=None)
    for who in ("监事甲", "监事乙"):
        w.act(who, inspection.Accept(**at(p)))
    is_over(w, p, "accept", by="stage_moved")


def test_a_finding_outlives_the_inspection(w):
    p = w.in_inspect()
    w.act("监事甲", inspection.RecordFinding(**at(p), body="门没装好。"))
    w.let_pass(p)
    assert w.stage(p) == "evaluate"
    assert line_of(w, p, "rectify", w.rows(tables.finding)[0].finding_id).ended_at is None
    is_over(w, p, "accept", by="stage_moved")


def test_whoever_hid_a_contribution_does_not_decide_about_it(w):
    p, c = talk.objected(w, "personal_attack")
    line = is_open(w, p, "decide_hiding", office("supervisor"), c, then_act="show_in_silence")
    assert set(line.not_by.split()) == {w.person["林二"], w.person["窗口"]}
    said = {"comment_id": c, "outcome": "shown", "reasons": "没有点名。"}
    w.act("监事甲", decency.DecideHiding(**at(p), **said))
    is_over(w, p, "decide_hiding", c, by="hiding_decided")


def test_what_was_reported_waits_for_whoever_may_hide_it_until_somebody_looked(w):
    p = w.submitted()
    c, other = talk.say(w, p), talk.say(w, p, body="还有一句")
    for x in (c, other):
        reported.report(w, p, x)
        line = is_open(w, p, "hide_comment", office("clerk", "committee_member"), x, scope="own")
        assert (line.then_act, line.not_by, line.days) == (None, w.person["林二"], 5)
        assert line.due_at > w.time.at
    talk.hide(w, p, c)
    is_over(w, p, "hide_comment", c, by="comment_hidden")
    reported.keep(w, p, other, "委员甲")
    is_over(w, p, "hide_comment", other, by="comment_kept")
    reported.report(w, p, other, "林四", "spam")
    is_open(w, p, "hide_comment", office("clerk", "committee_member"), other)


def test_what_stays_hidden_in_silence_still_waits_to_be_decided(w):
    p, c = talk.objected(w, "personal_data")
    w.time.to(line_of(w, p, "decide_hiding", c).due_at)
    w.tick()
    late = line_of(w, p, "decide_hiding", c)
    assert (late.ended_at, late.then_act) == (None, None)


def test_an_appeal_waits_for_the_supervisors_and_silence_grants_it(w):
    p = w.in_take_up()
    passed = {"reason": "mediation", "explanation": "请先调解。"}
    w.act("议员甲", council_acts.PassOn(**at(p), **passed))
    w.act("林一", appeal.Appeal(**at(p), grounds="不是纠纷。"))
    is_open(w, p, "decide_appeal", office("supervisor"), then_act="reopen_in_silence", scope="own")
    w.let_pass(p)
    assert w.stage(p) == "take_up"
    is_over(w, p, "decide_appeal", by="appeal_decided")
    is_over(w, p, "reopen_in_silence", by="appeal_decided")
    is_open(w, p, "take_up", office("deliberator"), then_act="adopt_in_silence")


def test_each_payment_is_looked_at_late_or_struck(w):
    p = funds.in_advise(w)
    is_open(w, p, "check_cost", office("councillor"), then_act="pass_council_by")
    q = funds.resolved(w, who="林一", title="第二件", body="买椅子。")
    is_over(w, q, "check_cost", by="recommended")
    one, two = (funds.spend(w, q, n) for n in (100, 200))
    for entry in (one, two):
        is_open(w, q, "audit_spend", office("supervisor"), entry, then_act="mark_spend")
    w.act("监事甲", fund.AuditSpend(**at(q), entry_id=one, verdict="ok"))
    is_over(w, q, "audit_spend", one, by="spend_audited")
    w.time.advance(days=9)
    w.tick()
    late = line_of(w, q, "audit_spend", two)
    assert (late.ended_at, late.then_act) == (None, None)
    w.act("监事甲", fund.AuditSpend(**at(q), entry_id=two, verdict="ok"))
    is_over(w, q, "audit_spend", two, by="spend_audited")


def test_a_pile_of_paper_waits_for_a_second_person_and_then_for_a_third(sqlite_engines, time):
    w = World(sqlite_engines, time).populate(paper.CLERKS)
    p = w.in_vote()
    paper.issue(w, p, "代表甲", "代表乙")
    b = paper.first(w, p, (1, "for"), (2, "against"))
    them = office("clerk", "supervisor")
    is_open(w, p, "enter_batch_again", them, b, not_by=w.person["窗口"])
    paper.again(w, p, b, (1, "for"), (2, "for"), who="监事乙")
    is_over(w, p, "enter_batch_again", b, by="batch_entered_again")
    third = is_open(w, p, "resolve_batch", office("supervisor"), b)
    assert set(third.not_by.split()) == {w.person["窗口"], w.person["监事乙"]}
    w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=2, decided=((2, "against"),)))
    is_over(w, p, "resolve_batch", b, by="batch_counted")
    verify(w.engines)


def test_nobody_casts_a_ballot_any_more_while_paper_is_waited_for(sqlite_engines, time):
    w = World(sqlite_engines, time).populate(paper.CLERKS)
    p = w.in_vote()
    paper.issue(w, p, "代表甲")
    paper.to_close(w, p)
    is_over(w, p, "cast_ballot", by="paper_awaited")
    assert w.stage(p) == "vote" and w.clocks(p, "close_vote")
    verify(w.engines)


def test_a_result_of_the_city_is_entered_once_its_vote_is_over_and_confirmed_by_another(
    sqlite_engines, time
):
    w = World(sqlite_engines, time, rulebook=there.THERE).populate()
    p = there.in_vote(w)
    them = office("clerk", "supervisor")
    line = is_open(w, p, "record_official_result", them, then_act="close_vote")
    assert line.from_at == w.row(p).closes_at < line.due_at
    assert line_of(w, p, "cast_ballot") is None
    there.over(w, p)
    w.act("窗口", there.entry(p, w))
    is_over(w, p, "record_official_result", by="official_result_recorded")
    (first,) = w.rows(tables.official_result)
    confirm = {"then_act": "close_vote", "not_by": w.person["窗口"]}
    is_open(w, p, "confirm_official_result", office("supervisor"), first.entry_id, **confirm)
    w.act("监事甲", there.entry(p, w, reference="YZ-2026-119"))
    is_over(w, p, "confirm_official_result", first.entry_id, by="official_result_recorded")
    (second,) = [r for r in w.rows(tables.official_result) if r.state == "entered"]
    w.act("监事乙", official.ConfirmOfficialResult(**at(p), entry_id=second.entry_id))
    is_over(w, p, "confirm_official_result", second.entry_id, by="official_result_confirmed")
    verify(w.engines)


def test_a_proxy_waits_for_whoever_was_asked_until_the_round_is_over(sqlite_engines, time):
    w = World(sqlite_engines, time, rulebook=proxies.ALL).populate()
    p = w.in_notice()
    one, two, three = (
        proxies.grant(w, p, who, whom)
        for who, whom in (("林一", "林二"), ("林三", "林四"), ("林五", "林六"))
    )
    is_open(w, p, "answer_proxy", ("hand", w.person["林二"]), one, scope="own")
    w.act("林二", proxy.AnswerProxy(**at(p), proxy_id=one, accepted=True))
    is_over(w, p, "answer_proxy", one, by="proxy_answered")
    w.act("林三", proxy.RevokeProxy(**at(p), proxy_id=two))
    is_over(w, p, "answer_proxy", two, by="proxy_ended")
    proxies.opened(w, p)
    is_open(w, p, "answer_proxy", ("hand", w.person["林六"]), three)
    proxies.close(w, p)
    is_over(w, p, "answer_proxy", three, by="stage_moved")
