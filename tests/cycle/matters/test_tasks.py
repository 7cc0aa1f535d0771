"""A delegated task: applied for with basis, period, cost and lead; answered in fifteen working
days; money promised and received; reviewed once a year; left.
"""

from datetime import date, timedelta

import pytest

from deliberation.charter.calendar import Calendar
from deliberation.charter.rulebook import shipped_text
from deliberation.cycle.carry_out.acts import assigning, task_money
from deliberation.cycle.carry_out.acts import task as task_acts
from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import withdrawal
from deliberation.cycle.propose.acts.task import ApplyForTask
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality
from deliberation.cycle.suggest.acts.task import RefuseTask
from deliberation.readings.desk import waiting as desk
from deliberation.readings.matters import tasks
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.write import casefile
from tests.traces import refused
from tests.world import TZ, World

DEPARTMENT = "承办甲"


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def application(w, *, lead=80, length=800, **changed):
    starts = (w.time.at + timedelta(days=lead)).date()
    return ApplyForTask(
        **{
            "act_id": new_id(),
            "title": "高龄老人走访",
            "body": "每月走访一次八十岁以上独居老人，登记需要。",
            "basis": "《老年人权益保障法》第十三条；区民政局 2026 年工作方案",
            "starts_on": starts.isoformat(),
            "ends_on": (starts + timedelta(days=length)).isoformat(),
            "cost": 5_000_000,
            "promised": 4_000_000,
            "listed": "elder_care",
            **changed,
        }
    )


def applied(w, **changed):
    return w.act(DEPARTMENT, application(w, **changed)).subject_id


def in_force(w, **changed):
    """Advised, reviewed for legality, voted for, and the objection days are over."""
    p = applied(w, **changed)
    w.act("理事甲", suggest.Recommend(**at(p), verdict="support", reasons="老人需要。"))
    w.act("窗口", legality.ReviewLegality(**at(p), result="clean"))
    w.act(
        "窗口", inform.PostProof(**at(p), purpose="notice", posted_on=w.today(), place="1 栋公告栏")
    )
    w.let_pass(p)
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="for", 委员甲="for")
    while w.stage(p) in ("vote", "publish"):
        w.let_pass(p)
    assert w.stage(p) == "carry_out"
    return p


def task(w, p):
    return w.rows(tables.task, tables.task.c.proposal_id == p)[0]


def money(w, p, what, amount, who="窗口", **kw):
    w.act(
        who,
        task_money.RecordTaskMoney(
            **at(p), what=what, amount=amount, happened_on=w.today(), document="银行回单 0312", **kw
        ),
    )


def test_straight_to_the_council_and_on_in_silence_after_fifteen_working_days(world):
    w = world
    p = applied(w)
    row = w.row(p)
    assert (row.stage, row.matter, row.legal_effect, row.number) == (
        "advise",
        "task",
        "advisory",
        1,
    ) and row.study_state != "pending"
    assert row.due_at == Calendar.load("cn").add_working_days(w.time.at, 15, TZ).at
    w.time.to(row.due_at)
    w.tick()
    assert w.stage(p) == "notice" and w.row(p).council_state == "silent"
    with refused(w, "wrong_stage"):
        w.cosign(p, "林一")
    verify(w.engines)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"lead": 20}, "too_short_lead"),
        ({"length": -1}, "bad_date"),
        ({"length": 3000}, "bad_date"),
        ({"starts_on": "明天"}, "bad_date"),
        ({"cost": 0}, "bad_number"),
        ({"promised": -1}, "bad_number"),
        ({"listed": "anything"}, "bad_choice"),
        ({"basis": " "}, "empty_text"),
        ({"organisation_id": "0" * 26}, "no_organisation"),
    ],
)
def test_an_application_is_complete(small_world, changed, reason):
    with refused(small_world, reason):
        applied(small_world, **changed)


def test_the_first_possible_day_is_named_and_possible(small_world):
    w = small_world
    first = Calendar.load("cn").add_working_days(w.time.at, 30, TZ).at + timedelta(hours=8)
    with refused(w, "too_short_lead"):
        applied(w, starts_on=(first.date() - timedelta(days=1)).isoformat())
    assert w.stage(applied(w, starts_on=first.date().isoformat())) == "advise"


def test_residents_do_not_apply_and_where_the_rules_know_no_tasks_nobody_does(small_world, time):
    w = small_world
    with refused(w, "wrong_role"):
        w.act("林一", application(w))
    other = World(w.engines, time, slug="other", rulebook=shipped_text("association")).populate()
    with refused(other, "no_tasks_here"):
        applied(other)


def test_off_the_list_the_council_may_refuse_and_on_it_it_may_not(world):
    w = world
    listed, off = applied(w), applied(w, listed=None, title="代收水费")
    with refused(w, "on_the_list"):
        w.act("理事甲", RefuseTask(**at(listed), reasons="不想做。"))
    w.act("理事甲", RefuseTask(**at(off), reasons="不在协助事项清单上。"))
    assert (w.stage(off), w.row(off).ending, task(w, off).cause) == (
        "closed",
        "rejected",
        "off_list",
    )
    ordinary = w.in_advise()
    with refused(w, "not_a_task"):
        w.act("理事甲", RefuseTask(**at(ordinary), reasons="不是事项。"))
    advised = applied(w, listed=None, title="代收电费")
    w.act(
        "理事甲",
        suggest.Recommend(**at(advised), verdict="oppose", reasons="不在清单上，但请代表们决定。"),
    )
    with refused(w, "already_decided"):
        w.act("理事甲", RefuseTask(**at(advised), reasons="不在清单上。"))
    w.act("窗口", legality.ReviewLegality(**at(advised), result="clean"))
    assert w.stage(advised) == "notice"
    verify(w.engines)


def test_money_promised_and_received_are_both_recorded(world):
    w = world
    p = in_force(w)
    assert task(w, p).promised == 4_000_000
    money(w, p, "received", 1_500_000)
    money(w, p, "received", 700_000, who=DEPARTMENT)
    money(w, p, "promised", 100_000, who=DEPARTMENT)
    money(w, p, "given_back", 200_000)
    with refused(w, "more_than_received"):
        money(w, p, "given_back", 2_000_001)
    wrong = w.rows(tables.task_money, tables.task_money.c.amount == 700_000)[0].entry_id
    w.act("窗口", task_money.StrikeTaskMoney(**at(p), entry_id=wrong, reason="记了两次"))
    with refused(w, "already_corrected"):
        w.act("窗口", task_money.StrikeTaskMoney(**at(p), entry_id=wrong, reason="再划一次"))
    with refused(w, "unknown_reference"):
        w.act("窗口", task_money.StrikeTaskMoney(**at(p), entry_id="0" * 26, reason="没有"))
    t = task(w, p)
    assert (t.promised, t.received, t.given_back) == (4_100_000, 1_500_000, 200_000)
    with w.engines.read_connection() as conn:
        view = tasks.one(conn, w.id, p)
    assert (
        (view.has_come, view.missing) == (1_300_000, 2_800_000)
        and len(view.money) == 4
        and sum(1 for m in view.money if m.struck_at) == 1
    )
    other = in_force(w, title="另一件")
    never = _refused(w)
    with refused(w, "not_taken_on"):
        money(w, never, "received", 1)
    with refused(w, "bad_number"):
        money(w, other, "received", 0)
    with refused(w, "bad_choice"):
        money(w, other, "lent", 5)
    verify(w.engines)


def _refused(w):
    off = applied(w, listed=None, title="代收水费")
    w.act("理事甲", RefuseTask(**at(off), reasons="不在清单上。"))
    return off


def test_it_runs_for_its_period_is_reviewed_once_a_year_and_ends(world):
    w = world
    p = in_force(w)
    first = task(w, p).review_at
    begins = date.fromisoformat(task(w, p).starts_on)
    assert timedelta(days=364) <= (first.date() - begins) <= timedelta(days=372)
    with refused(w, "task_goes_its_way"):
        w.act("委员甲", carry_out.Finish(**at(p), body="好了", evidence="见公告"))
    with refused(w, "task_goes_its_way"):
        w.act(
            "委员甲",
            assigning.Assign(
                **at(p),
                organisation_id=w.organisation,
                finish_on=(w.time.at + timedelta(days=9)).date().isoformat(),
                task="x",
            ),
        )
    w.act("委员甲", carry_out.ReportProgress(**at(p), percent=20, body="走访了 40 户。"))
    w.time.to(first)
    w.tick()
    assert task(w, p).review_late and task(w, p).review_at > first and w.stage(p) == "carry_out"
    assert _waits(w, "委员甲", p)
    w.act(
        "委员甲",
        task_acts.ReviewTask(**at(p), verdict="continue", reasons="老人满意，经费到了一半。"),
    )
    assert not task(w, p).review_late and not _waits(w, "委员甲", p)
    while w.stage(p) == "carry_out":
        w.let_pass(p)
    assert (w.stage(p), task(w, p).cause, task(w, p).review_at) == ("inspect", "period_over", None)
    assert w.time.at >= Calendar.load("cn").end_of_day(date.fromisoformat(task(w, p).ends_on), TZ)
    money(w, p, "received", 10)
    verify(w.engines)


def _waits(w, who, p):
    with w.engines.read_connection() as conn:
        community = w_community(w, conn)
        case = desk.case_of(conn, community, w.actor(who), casefile.current_rulebook(conn, w.id))
        return any(
            x.act.value == "review_task" and x.card.proposal_id == p
            for x in desk.waiting(conn, case)
        )


def w_community(w, conn):
    from deliberation.record.write.communities import community

    return community(conn, w.id, w.engines)


def test_left_by_the_review_or_before_it(small_world):
    w = small_world
    p, q, r = in_force(w), in_force(w, title="第二件"), in_force(w, title="第三件", length=100)
    assert task(w, r).review_at is None, "its period ends before the first review"
    w.act("窗口", task_acts.ReviewTask(**at(p), verdict="exit", reasons="钱没有到。"))
    assert (w.stage(p), task(w, p).cause) == ("inspect", "review")
    with refused(w, "bad_choice"):
        w.act(
            DEPARTMENT, task_acts.ExitTask(**at(q), cause="residents_reject", reasons="我们说的。")
        )
    w.act(
        DEPARTMENT, task_acts.ExitTask(**at(q), cause="department_withdraws", reasons="政策调整。")
    )
    assert (w.stage(q), task(w, q).cause) == ("inspect", "department_withdraws")
    with refused(w, "wrong_stage"):
        w.act("委员甲", task_acts.ExitTask(**at(q), cause="no_money", reasons="已经结束。"))
    ordinary = w.in_carry_out()
    with refused(w, "not_a_task"):
        w.act("委员甲", task_acts.ExitTask(**at(ordinary), cause="no_money", reasons="不是事项。"))
    while w.stage(r) == "carry_out":
        w.let_pass(r)
    assert task(w, r).cause == "period_over"
    verify(w.engines)


def test_another_organisation_records_no_money(small_world):
    from deliberation.roster.acts.people import TakeOffice

    w = small_world
    p = in_force(w)
    w.operate(
        TakeOffice(
            act_id=new_id(),
            person_id=w.person["林十七"],
            role="organisation",
            starts_at=w.time.at,
            ends_at=w.time.at + timedelta(days=400),
            document="文件",
            organisation="区城管局",
        )
    )
    with refused(w, "not_in_charge"):
        money(w, p, "received", 5, who="林十七")


def test_the_author_may_withdraw_before_the_notice(small_world):
    w = small_world
    p = applied(w)
    w.act(DEPARTMENT, withdrawal.Withdraw(**at(p)))
    assert w.row(p).ending == "withdrawn"
