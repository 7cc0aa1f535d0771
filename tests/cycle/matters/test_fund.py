"""What spends the community's money: the sum named at submission, the council's check and the
negative list, spending with its documents, the supervisors' look at each payment.
"""

from datetime import timedelta

import pytest

from deliberation.cycle.carry_out.acts.fund import RecordSpend, StrikeSpend
from deliberation.cycle.propose.acts import appeal
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.cycle.suggest.acts.fund import CheckCost
from deliberation.cycle.supervise.acts.fund import AuditSpend, MarkSpend
from deliberation.readings.desk import waiting as desk
from deliberation.readings.matters import funds
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.write import casefile
from deliberation.roster.acts.people import TakeOffice
from tests.cycle.matters.rounds import at, fund
from tests.traces import refused
from tests.world import RESIDENTS

MONEY = {"spends_money": True}


def submitted(w, cost=1_000_000, **kw):
    p = w.draft(answers=MONEY, **kw)
    w.act("林一", propose.Submit(**at(p), cost=cost))
    return p


def in_advise(w, **kw):
    p = submitted(w, **kw)
    w.cosign(p, *RESIDENTS[1:11])
    w.act("议员甲", council_acts.TakeUp(**at(p)))
    return p


def resolved(w, **kw):
    p = in_advise(w, **kw)
    w.act("理事甲", suggest.Recommend(**at(p), verdict="support", reasons="可以。"))
    w.act("书记", study.RecordStudy(**at(p), held_on=w.today(), result="agree", opinion="同意。"))
    w.act("窗口", legality.ReviewLegality(**at(p), result="clean"))
    while w.stage(p) == "notice":
        w.let_pass(p)
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="for", 委员甲="for")
    while w.stage(p) in ("vote", "publish"):
        w.let_pass(p)
    assert w.stage(p) == "carry_out"
    return p


def spend(w, p, amount, what="spent", who="窗口", **kw):
    w.act(
        who,
        RecordSpend(
            **at(p),
            what=what,
            amount=amount,
            happened_on=kw.pop("happened_on", w.today()),
            document=kw.pop("document", "发票 0312"),
        ),
    )
    return (
        w.rows(tables.spend, tables.spend.c.proposal_id == p, tables.spend.c.amount == amount)[
            -1
        ].entry_id
        if w.rows(tables.spend)
        else None
    )


def entry(w, ident):
    return w.rows(tables.spend, tables.spend.c.entry_id == ident)[0]


def test_the_sum_is_named_when_it_is_submitted(world):
    w = world
    p = w.draft(answers=MONEY)
    with refused(w, "cost_missing"):
        w.act("林一", propose.Submit(**at(p)))
    for bad in (0, -5, 10**14):
        with refused(w, "bad_number"):
            w.act("林一", propose.Submit(**at(p), cost=bad))
    w.act("林一", propose.Submit(**at(p), cost=1_234_567))
    row = w.row(p)
    assert (row.matter, row.cost, row.effect_note, row.stage, fund(w, p).budget) == (
        "fund",
        1_234_567,
        None,
        "gather",
        None,
    )
    other = w.submitted(who="林二")
    assert w.row(other).cost is None and not w.rows(tables.fund, tables.fund.c.proposal_id == other)
    verify(w.engines)


@pytest.mark.parametrize(("cost", "needed"), [(5_000_000, 10), (5_000_001, 20)])
def test_above_fifty_thousand_yuan_twenty_residents_sign(small_world, cost, needed):
    w = small_world
    p = submitted(w, cost=cost)
    signers = [*RESIDENTS[1:], "书记", "承办甲", "窗口"][:needed]
    w.cosign(p, *signers[:-1])
    assert w.stage(p) == "gather"
    w.cosign(p, signers[-1])
    assert w.stage(p) == "take_up"


def test_the_council_checks_the_cost_once_beside_the_estimate(world):
    w = world
    p = in_advise(w)
    with refused(w, "bad_number"):
        w.act("理事甲", CheckCost(**at(p), cost=0))
    w.act("理事甲", CheckCost(**at(p), cost=1_200_000, reasons="三家报价。"))
    assert (w.row(p).cost, fund(w, p).checked_cost, fund(w, p).check_code, w.stage(p)) == (
        1_000_000,
        1_200_000,
        None,
        "advise",
    )
    with refused(w, "already_decided"):
        w.act("理事乙", CheckCost(**at(p), cost=900_000))
    ordinary = w.in_advise(who="林九")
    with refused(w, "not_a_fund"):
        w.act("理事甲", CheckCost(**at(ordinary), cost=5))
    verify(w.engines)


def test_what_the_list_excludes_is_passed_on_with_its_line_and_open_to_appeal(world):
    w = world
    p = in_advise(w)
    with refused(w, "bad_choice"):
        w.act("理事甲", CheckCost(**at(p), cost=5, code="ugly", reasons="不好看。"))
    with refused(w, "empty_text"):
        w.act("理事甲", CheckCost(**at(p), cost=5, code="staff_pay"))
    w.act(
        "理事甲",
        CheckCost(**at(p), cost=1_000_000, code="staff_pay", reasons="其中一半是值班补贴。"),
    )
    row = w.row(p)
    assert (row.stage, row.ending, row.passed_reason, fund(w, p).check_code) == (
        "closed",
        "passed_on",
        "negative_list",
        "staff_pay",
    )
    w.act("林一", appeal.Appeal(**at(p), grounds="不是工资，是材料费。"))
    w.act(
        "监事甲",
        appeal.DecideAppeal(**at(p), outcome="referred_back", reasons="材料费可以。"),
    )
    assert w.stage(p) == "take_up"
    w.act("议员甲", council_acts.TakeUp(**at(p)))
    with refused(w, "already_decided"):
        w.act("理事甲", CheckCost(**at(p), cost=5, code="staff_pay", reasons="还是不行。"))
    verify(w.engines)


def test_spending_is_recorded_against_what_was_resolved(world):
    w = world
    p = in_advise(w)
    w.act("理事甲", suggest.Recommend(**at(p), verdict="support", reasons="可以。"))
    with refused(w, "wrong_stage"):
        spend(w, p, 5)
    p = resolved(w, title="第二件")
    for bad, reason in (
        ({"amount": 0}, "bad_number"),
        ({"what": "lent"}, "bad_choice"),
        ({"happened_on": "soon"}, "bad_date"),
        ({"happened_on": "2027-01-01"}, "bad_date"),
        ({"document": " "}, "empty_text"),
    ):
        with refused(w, reason):
            spend(w, p, **{"amount": 5, **bad})
    first = spend(w, p, 400_000)
    second = spend(w, p, 300_000)
    with refused(w, "more_than_left"):
        spend(w, p, 300_001, "given_back")
    w.act("窗口", StrikeSpend(**at(p), entry_id=second, reason="记了两次"))
    for again, reason in ((second, "already_corrected"), ("0" * 26, "unknown_reference")):
        with refused(w, reason):
            w.act("窗口", StrikeSpend(**at(p), entry_id=again, reason="再划一次"))
    spend(w, p, 500_000, "given_back")
    assert (fund(w, p).spent, fund(w, p).given_back, entry(w, first).audit) == (
        400_000,
        500_000,
        "open",
    )
    spend(w, p, 700_000)
    with w.engines.read_connection() as conn:
        view = funds.one(conn, w.id, p)
    assert (view.resolved, view.left, len(view.entries)) == (True, -600_000, 4), (
        "more than was resolved is shown, never hidden"
    )
    verify(w.engines)


def test_only_what_passed_is_paid_for_and_only_by_whoever_is_in_charge(small_world):
    w = small_world
    ordinary = w.in_carry_out(who="林九")
    with refused(w, "not_a_fund"):
        spend(w, ordinary, 5)
    p = submitted(w, title="没有成的")
    w.time.to(w.row(p).due_at)
    w.tick()
    with refused(w, "not_resolved"):
        spend(w, p, 5)
    q = resolved(w, title="成了的")
    with refused(w, "not_in_charge"):
        spend(w, q, 5, who="承办甲")
    from deliberation.cycle.carry_out.acts import assigning

    w.act(
        "委员甲",
        assigning.Assign(
            **at(q),
            organisation_id=w.organisation,
            finish_on=(w.time.at + timedelta(days=20)).date().isoformat(),
            task="按决议办理",
        ),
    )
    assert entry(w, spend(w, q, 5, who="承办甲")).role == "organisation"
    w.operate(
        TakeOffice(
            act_id=new_id(),
            person_id=w.person["林十七"],
            role="organisation",
            starts_at=w.time.at,
            ends_at=w.time.at + timedelta(days=400),
            document="文件",
            organisation="别家",
        )
    )
    with refused(w, "not_in_charge"):
        spend(w, q, 7, who="林十七")


def test_supervisors_look_at_each_payment_and_their_silence_is_noted(world):
    w = world
    p = resolved(w)
    one, two, three = (spend(w, p, n) for n in (100, 200, 300))
    with w.engines.read_connection() as conn:
        from deliberation.record.write.communities import community

        case = desk.case_of(
            conn,
            community(conn, w.id, w.engines),
            w.actor("监事甲"),
            casefile.current_rulebook(conn, w.id),
        )
        assert [x.many for x in desk.waiting(conn, case) if x.act.value == "audit_spend"] == [3]
    w.act("监事甲", AuditSpend(**at(p), entry_id=one, verdict="ok"))
    with refused(w, "empty_text"):
        w.act("监事甲", AuditSpend(**at(p), entry_id=two, verdict="questioned"))
    w.act("监事乙", AuditSpend(**at(p), entry_id=two, verdict="questioned", note="发票抬头不对。"))
    for ident, reason in ((one, "already_decided"), ("0" * 26, "unknown_reference")):
        with refused(w, reason):
            w.act("监事丙", AuditSpend(**at(p), entry_id=ident, verdict="ok"))
    with refused(w, "not_yet"):
        w.clock_act(MarkSpend(**at(p), ref=three))
    w.time.advance(days=7)
    w.tick()
    assert [entry(w, e).audit for e in (one, two, three)] == ["ok", "questioned", "silent"]
    w.act("监事甲", AuditSpend(**at(p), entry_id=three, verdict="ok"))
    assert entry(w, three).audit == "ok", "late is better than never"
    verify(w.engines)
