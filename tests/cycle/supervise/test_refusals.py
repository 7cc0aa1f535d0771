"""Refusals of supervision and of the work that no other test brings about: each with its reason,
and without a trace in any table.

Ordered as a proposal goes: certificate, objection, question, work, inspection.
"""

from datetime import timedelta

from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.carry_out.acts.assigning import Assign, NameCommittee
from deliberation.cycle.supervise.acts import inspection as inspection_acts
from deliberation.cycle.supervise.acts import measures as supervise
from deliberation.cycle.supervise.acts.certificate import (
    Certify,
    PassSupervisorsBy,
    RefuseCertificate,
)
from deliberation.cycle.supervise.acts.objection import AnswerObjection, MarkObjection, Object
from deliberation.cycle.supervise.acts.question import AnswerQuestion, AskQuestion, MarkQuestion
from deliberation.record import tables
from deliberation.record.ids import new_id
from tests.traces import refused


def at(p: str) -> dict[str, str]:
    return {"act_id": new_id(), "subject_id": p}


def test_what_is_certified_is_decided(world):
    w, p = world, world.certified()
    with refused(w, "already_decided"):
        w.act("监事丙", Certify(**at(p)))
    with refused(w, "already_decided"):
        w.act("监事丙", RefuseCertificate(**at(p), statement="迟了。"))
    with refused(w, "already_decided"):
        w.clock_act(PassSupervisorsBy(**at(p)))


def test_an_objection_is_answered_once_and_by_somebody_else(world):
    w, p = world, world.in_notice()
    w.act("委员甲", Object(**at(p), ground="content", body="影响楼下。"))
    objection = w.rows(tables.objection)[0].objection_id
    answer = lambda who, which=objection: w.act(
        who,
        AnswerObjection(**at(p), objection_id=which, outcome="partly", reasons="会调整。"),
    )
    with refused(w, "unknown_reference"):
        answer("委员甲", new_id())
    with refused(w, "wrong_role"):
        answer("监事甲")
    with refused(w, "own_interest"):
        answer("委员甲")
    w.act("监事甲", Object(**at(p), ground="procedure", body="没有贴出来。"))
    second = next(r.objection_id for r in w.rows(tables.objection) if r.ground == "procedure")
    answer("监事乙", second)
    with refused(w, "already_answered"):
        answer("监事丙", second)
    with refused(w, "already_answered"):
        w.clock_act(MarkObjection(**at(p), ref=second))


def test_a_question_is_answered_once_by_whom_it_was_put_to(world):
    w, p = world, world.submitted()
    w.act("监事甲", AskQuestion(**at(p), addressee="clerk", body="贴在哪里？"))
    question = w.rows(tables.question)[0].question_id
    answer = lambda who, which=question: w.act(
        who, AnswerQuestion(**at(p), question_id=which, body="1 栋公告栏。")
    )
    with refused(w, "unknown_reference"):
        answer("窗口", new_id())
    with refused(w, "wrong_role"):
        answer("林一")
    answer("窗口")
    with refused(w, "already_answered"):
        answer("窗口")
    with refused(w, "already_answered"):
        w.clock_act(MarkQuestion(**at(p), ref=question))


def test_work_is_given_to_somebody_who_is_there_by_a_day_to_come(world):
    w, p = world, world.in_carry_out()
    assign = lambda **kw: w.act(
        "委员甲",
        Assign(
            **at(p),
            **{
                "organisation_id": w.organisation,
                "finish_on": w.today(),
                "task": "按决议办理",
                **kw,
            },
        ),
    )
    with refused(w, "no_organisation"):
        assign(organisation_id=new_id())
    yesterday = (w.time.at - timedelta(days=1)).date().isoformat()
    for day, code in (
        (yesterday, "date_in_past"),
        ("2026-02-30", "bad_date"),
        ("2099-01-01", "bad_date"),
    ):
        with refused(w, code):
            assign(finish_on=day)
    assign()
    with refused(w, "already_decided"):
        w.clock_act(NameCommittee(**at(p)))


def test_work_is_suspended_once_and_resumed_only_if_suspended(world):
    w, p = world, world.assigned()
    suspend = lambda days=5: w.act(
        "监事甲", supervise.Suspend(**at(p), days=days, reasons="先核对材料。")
    )
    with refused(w, "not_suspended"):
        w.act("监事甲", supervise.Resume(**at(p)))
    with refused(w, "bad_number"):
        suspend(-1)
    suspend()
    with refused(w, "already_suspended"):
        suspend()
    w.act("监事甲", supervise.Resume(**at(p)))
    with refused(w, "not_suspended"):
        w.clock_act(supervise.Resume(**at(p)))
    with refused(w, "suspended_once"):
        suspend()


def test_a_finding_is_put_right_and_verified_in_turn_and_work_accepted_once_by_each(world):
    w, p = world, world.in_inspect()
    rectify = lambda which: w.act(
        "承办甲", carry_out.Rectify(**at(p), finding_id=which, body="已整改。")
    )
    verify = lambda which: w.act(
        "监事甲", inspection_acts.VerifyRectified(**at(p), finding_id=which, ok=True)
    )
    accept = lambda: w.act("监事甲", inspection_acts.Accept(**at(p)))
    w.act("监事甲", inspection_acts.RecordFinding(**at(p), body="灯不亮。"))
    finding = w.rows(tables.finding)[0].finding_id
    for attempt in (rectify, verify):
        with refused(w, "unknown_reference"):
            attempt(new_id())
    with refused(w, "nothing_to_answer"):
        verify(finding)
    rectify(finding)
    with refused(w, "already_answered"):
        rectify(finding)
    verify(finding)
    accept()
    with refused(w, "already_accepted"):
        accept()


def test_nobody_inspects_what_they_proposed(world):
    w, p = world, world.in_inspect(who="监事甲")
    for act in (
        inspection_acts.Accept(**at(p)),
        inspection_acts.RecordFinding(**at(p), body="挑剔自己。"),
    ):
        with refused(w, "own_interest"):
            w.act("监事甲", act)
