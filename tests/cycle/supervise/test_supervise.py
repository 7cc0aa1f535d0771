"""督议, 执行 and 评议: certificate, refusal, objections, questions, return, suspension, inspection,
rating, every late ending.
"""

from datetime import timedelta

from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.carry_out.acts.assigning import Assign
from deliberation.cycle.evaluate.acts import proposal as evaluate
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.supervise.acts import inspection as inspection_acts
from deliberation.cycle.supervise.acts import measures as acts
from deliberation.cycle.supervise.acts.certificate import Certify, RefuseCertificate
from deliberation.cycle.supervise.acts.objection import AnswerObjection, Object
from deliberation.cycle.supervise.acts.question import AnswerQuestion, AskQuestion
from deliberation.record import tables
from deliberation.record.ids import new_id
from tests.traces import refused
from tests.world import OFFICES, World


def silences(w: World, p: str) -> list[str]:
    return [
        r.code
        for r in w.rows(
            tables.remark, tables.remark.c.subject_id == p, tables.remark.c.kind == "silence"
        )
    ]


def certify(w: World, p: str, name: str) -> None:
    w.act(name, Certify(act_id=new_id(), subject_id=p, ticked=("posting_seen",)))


def test_two_supervisors_certify_each_in_their_own_name(small_world):
    w, p = small_world, small_world.in_publish()
    certify(w, p, "监事甲")
    assert w.row(p).certified == "none"
    with refused(w, "already_certified"):
        certify(w, p, "监事甲")
    w.act("监事乙", Certify(act_id=new_id(), subject_id=p, statement="公示栏位置偏。"))
    assert w.row(p).certified == "yes" and len(w.rows(tables.certificate)) == 2


def test_a_refusal_brings_one_recount_and_both_statements_stand(small_world):
    w, p = small_world, small_world.in_publish()
    w.act(
        "监事甲",
        RefuseCertificate(act_id=new_id(), subject_id=p, statement="有人说票数不对。"),
    )
    w.act("监事乙", RefuseCertificate(act_id=new_id(), subject_id=p, statement="我也要求重数。"))
    assert w.facts(p).count("vote_counted") == 2 and w.rows(tables.vote_round)[0].recounts == 1
    certify(w, p, "监事丙")
    assert sorted(r.verdict for r in w.rows(tables.certificate)) == ["certify", "refuse", "refuse"]
    w.let_pass(p)
    assert w.row(p).certified == "silent" and "not_certified" in silences(w, p)


def test_a_committee_of_one_counts_as_silent_at_once(sqlite_engines, time):
    w = World(sqlite_engines, time).populate(
        offices={n: r for n, r in OFFICES.items() if n not in ("监事乙", "监事丙")}
    )
    p = w.in_publish()
    assert w.row(p).certified == "silent"


def test_supervisors_certify_with_a_factor_and_without_interest(small_world):
    w, p = small_world, small_world.in_publish()
    with refused(w, "factor_needed"):
        w.act(w.actor("监事甲", factor=None), Certify(act_id=new_id(), subject_id=p))
    w.act("监事甲", suggest.Recuse(act_id=new_id(), subject_id=p, reason="relative"))
    with refused(w, "recused"):
        certify(w, p, "监事甲")
    with refused(w, "wrong_role"):
        certify(w, p, "代表甲")


def test_the_certificate_stores_what_the_platform_checked(small_world):
    w, p = small_world, small_world.in_publish()
    certify(w, p, "监事甲")
    with w.engines.read_connection() as conn:
        import json

        from deliberation.record.check.replay import stored_facts

        body = next(
            json.loads(s.bodies["public"][1])
            for s in stored_facts(conn, w.id)
            if s.kind == "certificate_signed"
        )
    verdicts = {code: verdict for code, verdict, _ in body["platform"]}
    assert (
        verdicts["recount"] == "right"
        and verdicts["proof_of_posting"] == "right"
        and verdicts["text_unchanged"] == "right"
    )


def test_return_once_before_opening_and_never_while_a_vote_is_open(small_world):
    w = small_world
    p = w.posted()
    w.act("监事甲", acts.ReturnOnce(act_id=new_id(), subject_id=p, reasons="请补充费用说明。"))
    assert w.stage(p) == "advise" and w.row(p).council_state == "pending"
    w.act(
        "理事甲",
        suggest.Recommend(act_id=new_id(), subject_id=p, verdict="support", reasons="已补充。"),
    )
    assert w.let_pass(p) == "notice"
    with refused(w, "already_returned"):
        w.act("监事甲", acts.ReturnOnce(act_id=new_id(), subject_id=p, reasons="再来。"))
    q = w.in_vote()
    with refused(w, "wrong_stage"):
        w.act("监事甲", acts.ReturnOnce(act_id=new_id(), subject_id=q, reasons="不行。"))


def test_a_return_never_carries_a_proposal_past_the_deliberation_council(small_world):
    w, p = small_world, small_world.in_take_up()
    with refused(w, "wrong_stage"):
        w.act("监事甲", acts.ReturnOnce(act_id=new_id(), subject_id=p, reasons="请理事会直接看。"))


def test_a_rejected_matter_is_open_to_objection_while_its_result_is_posted_and_not_longer(
    small_world,
):
    w = small_world
    p = w.in_publish(
        ballots=dict.fromkeys(("代表甲", "代表乙", "代表丙", "代表丁", "委员甲"), "against")
    )
    for name in ("监事甲", "监事乙"):
        certify(w, p, name)
    assert w.let_pass(p) == "closed" and w.row(p).ending == "rejected"
    w.act(
        "林三",
        Object(act_id=new_id(), subject_id=p, ground="content", body="理由没有说清楚。"),
    )
    with refused(w, "objections_over"):
        w.act("林四", Object(act_id=new_id(), subject_id=p, ground="count", body="票数不对。"))
    w.time.to(w.row(p).closes_at + timedelta(days=30))
    with refused(w, "objections_over"):
        w.act("林四", Object(act_id=new_id(), subject_id=p, ground="content", body="太晚了。"))
    q = w.completed(who="林二")
    with refused(w, "objections_over"):
        w.act("林四", Object(act_id=new_id(), subject_id=q, ground="content", body="已完成。"))


def test_who_declared_an_interest_neither_assigns_nor_judges_nor_sets_aside(small_world):
    w, p = small_world, small_world.certified()
    w.act("委员甲", suggest.Recuse(act_id=new_id(), subject_id=p, reason="own_interest"))
    w.let_pass(p)
    with refused(w, "recused"):
        w.act(
            "委员甲",
            Assign(
                act_id=new_id(),
                subject_id=p,
                organisation_id=w.organisation,
                finish_on="2026-12-01",
                task="办",
            ),
        )
    with refused(w, "recused"):
        w.act(
            "委员甲",
            carry_out.GiveUp(
                act_id=new_id(),
                subject_id=p,
                decided_on=w.today(),
                reasons="不办了。",
                document="纪要",
            ),
        )


def test_a_fault_of_procedure_means_a_new_notice_and_vote_on_the_same_text(small_world):
    w, p = small_world, small_world.in_publish()
    text = w.row(p).body
    w.act(
        "委员甲",
        Assign(
            act_id=new_id(),
            subject_id=p,
            organisation_id=w.organisation,
            finish_on="2026-12-01",
            task="先准备",
        ),
    )
    w.act("监事甲", acts.ReturnOnce(act_id=new_id(), subject_id=p, reasons="名册有误。"))
    row = w.row(p)
    assert row.organisation_id is None and row.finish_at is None
    assert (row.stage, row.round_no, row.body, row.outcome, w.counts(p).ballots) == (
        "notice",
        2,
        text,
        None,
        0,
    )


def test_after_the_certificate_it_cannot_be_returned(small_world):
    w, p = small_world, small_world.certified()
    with refused(w, "already_certified"):
        w.act("监事丙", acts.ReturnOnce(act_id=new_id(), subject_id=p, reasons="晚了。"))


def test_objections_are_one_per_ground_answered_by_the_right_body_or_marked(small_world):
    w, p = small_world, small_world.in_publish()
    say = lambda who, ground: w.act(
        who, Object(act_id=new_id(), subject_id=p, ground=ground, body="不对。")
    )
    say("林二", "count")
    with refused(w, "already_objected"):
        say("林二", "count")
    say("林二", "content")
    by_ground = {r.ground: r for r in w.rows(tables.objection)}
    with refused(w, "wrong_role"):
        w.act(
            "监事甲",
            AnswerObjection(
                act_id=new_id(),
                subject_id=p,
                objection_id=by_ground["content"].objection_id,
                outcome="rejected",
                reasons="不成立。",
            ),
        )
    w.act(
        "监事甲",
        AnswerObjection(
            act_id=new_id(),
            subject_id=p,
            objection_id=by_ground["count"].objection_id,
            outcome="rejected",
            reasons="重数无误。",
        ),
    )
    w.time.advance(days=10)
    w.tick()
    states = {r.ground: r.state for r in w.rows(tables.objection)}
    assert states == {"count": "rejected", "content": "unanswered"}
    with refused(w, "objections_over"):
        w.act("林三", Object(act_id=new_id(), subject_id=p, ground="count", body="晚了。"))


def test_questions_are_answered_by_their_addressee_or_marked(small_world):
    w, p = small_world, small_world.in_advise()
    w.act(
        "监事甲",
        AskQuestion(act_id=new_id(), subject_id=p, addressee="clerk", body="公告栏在哪里？"),
    )
    w.act(
        "监事甲",
        AskQuestion(act_id=new_id(), subject_id=p, addressee="author", body="费用多少？"),
    )
    ids = {r.addressee: r.question_id for r in w.rows(tables.question)}
    first, second = ids["clerk"], ids["author"]
    with refused(w, "wrong_role"):
        w.act(
            "林一",
            AnswerQuestion(act_id=new_id(), subject_id=p, question_id=first, body="我来答。"),
        )
    w.act(
        "窗口",
        AnswerQuestion(act_id=new_id(), subject_id=p, question_id=first, body="东门。"),
    )
    w.time.advance(days=10)
    w.tick()
    assert {r.question_id: r.state for r in w.rows(tables.question)} == {
        first: "answered",
        second: "unanswered",
    }
    w.act(
        "林一",
        AnswerQuestion(act_id=new_id(), subject_id=p, question_id=second, body="不花钱。"),
    )


def test_work_is_suspended_at_most_ten_days_and_goes_on_by_itself(small_world):
    w, p = small_world, small_world.assigned()
    with refused(w, "bad_number"):
        w.act("监事甲", acts.Suspend(act_id=new_id(), subject_id=p, days=11, reasons="x"))
    w.act("监事甲", acts.Suspend(act_id=new_id(), subject_id=p, days=10, reasons="请核对。"))
    with refused(w, "suspended"):
        w.act(
            "承办甲",
            carry_out.ReportProgress(act_id=new_id(), subject_id=p, percent=50, body="一半。"),
        )
    w.let_pass(p)
    assert w.row(p).suspended_until is None


def test_nobody_assigned_in_ten_days_puts_the_committee_in_charge(small_world):
    w, p = small_world, small_world.in_carry_out()
    w.let_pass(p)
    assert w.row(p).finish_at is not None and "committee_in_charge" in silences(w, p)
    with refused(w, "not_in_charge"):
        w.act(
            "承办甲", carry_out.ReportProgress(act_id=new_id(), subject_id=p, percent=10, body="x")
        )
    w.act(
        "委员甲", carry_out.Finish(act_id=new_id(), subject_id=p, body="完成。", evidence="照片。")
    )
    assert w.stage(p) == "inspect"


def test_no_report_thirty_days_after_the_last_day_is_inspected_as_it_stands(small_world):
    w, p = small_world, small_world.assigned()
    assert w.let_pass(p) == "inspect" and "not_reported" in silences(w, p)


def test_findings_are_rectified_and_verified_before_acceptance(small_world):
    w, p = small_world, small_world.in_inspect()
    w.act("监事甲", inspection_acts.RecordFinding(act_id=new_id(), subject_id=p, body="螺丝松。"))
    finding = w.rows(tables.finding)[0].finding_id
    with refused(w, "findings_open"):
        w.act("监事乙", inspection_acts.Accept(act_id=new_id(), subject_id=p))
    w.act(
        "承办甲",
        carry_out.Rectify(act_id=new_id(), subject_id=p, finding_id=finding, body="已拧紧。"),
    )
    w.act(
        "监事甲",
        inspection_acts.VerifyRectified(
            act_id=new_id(), subject_id=p, finding_id=finding, ok=False, body="还松。"
        ),
    )
    with refused(w, "findings_open"):
        w.act("监事乙", inspection_acts.Accept(act_id=new_id(), subject_id=p))
    w.act(
        "承办甲",
        carry_out.Rectify(act_id=new_id(), subject_id=p, finding_id=finding, body="换了。"),
    )
    w.act(
        "监事甲",
        inspection_acts.VerifyRectified(act_id=new_id(), subject_id=p, finding_id=finding, ok=True),
    )
    for name in ("监事甲", "监事乙"):
        w.act(name, inspection_acts.Accept(act_id=new_id(), subject_id=p))
    assert w.stage(p) == "evaluate"


def test_no_inspection_in_fifteen_days_is_marked(small_world):
    w, p = small_world, small_world.in_inspect()
    assert w.let_pass(p) == "evaluate" and w.row(p).inspected == "silent"


def test_ratings_count_once_each_and_change(small_world):
    w, p = small_world, small_world.in_evaluate()
    rate = lambda who, score: w.act(who, evaluate.Rate(act_id=new_id(), subject_id=p, score=score))
    rate("林二", 5), rate("林三", 2), rate("林二", 4)
    with refused(w, "bad_number"):
        rate("林四", 6)
    counts = w.counts(p)
    assert (counts.ratings, counts.ratings_total) == (2, 6)
    w.time.to(w.row(p).due_at)
    with refused(w, "window_closed"):
        rate("林五", 5)
    w.tick()
    assert w.row(p).ending == "completed"


def test_rejected_set_aside_and_not_carried_out(small_world):
    w = small_world
    p = w.in_publish(
        ballots={"代表甲": "against", "代表乙": "against", "代表丙": "for", "代表丁": "abstain"}
    )
    while w.stage(p) != "closed":
        w.let_pass(p)
    assert w.row(p).ending == "rejected"
    q = w.in_carry_out()
    w.act(
        "窗口",
        acts.SetAside(
            act_id=new_id(),
            subject_id=q,
            ground="assembly",
            document="居民会议纪要",
            reasons="撤销。",
        ),
    )
    assert w.row(q).ending == "set_aside"
    r = w.in_carry_out()
    with refused(w, "bad_date"):
        w.act(
            "委员甲",
            carry_out.GiveUp(
                act_id=new_id(),
                subject_id=r,
                decided_on="2020-01-01",
                reasons="x",
                document="纪要",
            ),
        )
    with refused(w, "empty_text"):
        w.act(
            "委员甲",
            carry_out.GiveUp(
                act_id=new_id(),
                subject_id=r,
                decided_on=w.today(),
                reasons="条件变化。",
                document=" ",
            ),
        )
    w.act(
        "委员甲",
        carry_out.GiveUp(
            act_id=new_id(),
            subject_id=r,
            decided_on=w.today(),
            reasons="条件变化。",
            document="代表会议纪要 7 号",
        ),
    )
    (said,) = (
        x
        for x in w.rows(tables.remark, tables.remark.c.subject_id == r)
        if x.kind == "not_carried_out"
    )
    assert said.document == "代表会议纪要 7 号"
    assert w.row(r).ending == "not_carried_out"
