"""A payment that a supervisor questions waits for its answer, and the answer for another look; what
was asked and answered stays readable, also when the entry is struck.
"""

import pytest

from deliberation.charter.facts.matters import funds as f
from deliberation.charter.facts.proposal import cycle
from deliberation.charter.subjects import the_proposal
from deliberation.cycle.carry_out.acts.fund import StrikeSpend
from deliberation.cycle.supervise.acts.fund import AuditSpend, ExplainSpend
from deliberation.cycle.supervise.acts.measures import SetAside
from deliberation.record import tables
from deliberation.record.check.verify import verify
from tests.cycle.matters.rounds import at
from tests.cycle.matters.test_fund import entry, resolved, spend
from tests.record.check.judging.test_turned import forge
from tests.record.obligations.lines import is_open, is_over, office
from tests.record.obligations.lines import line as line_of
from tests.site import act_id, token
from tests.traces import refused

KEEPERS, SUPERVISORS = office("clerk", "committee_member"), office("supervisor")


def questioned(w):
    """(a matter, a payment of it that a supervisor questioned)."""
    p = resolved(w)
    ref = spend(w, p, 12_000)
    asked = {"entry_id": ref, "verdict": "questioned", "note": "发票抬头不对。"}
    w.act("监事甲", AuditSpend(**at(p), **asked))
    return p, ref


def explain(w, p, ref, who="窗口", body="已请对方重开。"):
    w.act(who, ExplainSpend(**at(p), entry_id=ref, body=body))


def test_it_waits_for_whoever_keeps_the_money_and_then_for_another_look(world):
    w = world
    p, ref = questioned(w)
    is_over(w, p, "audit_spend", ref, by="spend_audited")
    line = is_open(w, p, "explain_spend", KEEPERS, ref, scope="own", then_act=None)
    assert line.due_at > w.time.at
    explain(w, p, ref)
    is_over(w, p, "explain_spend", ref, by="spend_explained")
    is_open(w, p, "audit_spend", SUPERVISORS, ref, then_act="mark_spend")
    w.act("监事乙", AuditSpend(**at(p), entry_id=ref, verdict="questioned", note="还是不对。"))
    is_open(w, p, "explain_spend", KEEPERS, ref)
    explain(w, p, ref, who="委员甲")
    w.act("监事甲", AuditSpend(**at(p), entry_id=ref, verdict="ok"))
    assert (entry(w, ref).audit, entry(w, ref).answered_by) == ("ok", w.person["委员甲"])
    t = tables.remark
    said = [r.body for r in w.rows(t, t.c.subject_id == p) if r.kind.startswith("spend_")]
    assert sorted(said) == sorted(["发票抬头不对。", "还是不对。", *["已请对方重开。"] * 2])
    verify(w.engines)


def test_an_answer_nobody_looks_at_is_marked_and_still_waits(small_world):
    w = small_world
    p, ref = questioned(w)
    explain(w, p, ref)
    w.time.to(line_of(w, p, "audit_spend", ref).due_at)
    w.tick()
    assert entry(w, ref).audit == "silent"
    late = is_open(w, p, "audit_spend", SUPERVISORS, ref, then_act=None)
    assert late.due_at <= w.time.at
    w.act("监事乙", AuditSpend(**at(p), entry_id=ref, verdict="ok"))
    is_over(w, p, "audit_spend", ref)
    verify(w.engines)


def test_a_struck_entry_ends_it_and_its_question_stays(small_world):
    w = small_world
    p, ref = questioned(w)
    w.act("窗口", StrikeSpend(**at(p), entry_id=ref, reason="重复登记。"))
    is_over(w, p, "explain_spend", ref, by="spend_struck")
    assert entry(w, ref).note == "发票抬头不对。"
    with refused(w, "nothing_to_answer"):
        explain(w, p, ref)
    verify(w.engines)


def test_only_what_was_questioned_is_answered_and_by_whoever_keeps_the_money(small_world):
    w = small_world
    p = resolved(w)
    ref = spend(w, p, 500)
    with refused(w, "nothing_to_answer"):
        explain(w, p, ref)
    with refused(w, "unknown_reference"):
        explain(w, p, p)
    w.act("监事甲", AuditSpend(**at(p), entry_id=ref, verdict="questioned", note="请说明。"))
    with refused(w, "already_decided"):
        w.act("监事乙", AuditSpend(**at(p), entry_id=ref, verdict="ok"))
    with refused(w, "wrong_role"):
        explain(w, p, ref, who="监事甲")
    with refused(w, "empty_text"):
        explain(w, p, ref, body=" ")


def test_a_payment_in_order_is_not_explained_behind_the_gate(small_world):
    w = small_world
    p = resolved(w)
    ref = spend(w, p, 500)
    by = w.person["窗口"]
    said = forge(
        w,
        f.SpendExplained(entry=ref, by=by, role="clerk", subject=the_proposal(p)),
        name="explain_spend",
        by="窗口",
        role="clerk",
    )
    assert "spend_explained of an entry that is open" in said


@pytest.mark.parametrize("struck", [False, True])
def test_the_page_shows_question_and_answer(site, struck):
    w = site.world
    p, ref = questioned(w)
    client, url = site.client("clerk"), f"/jiahe/proposals/{p}/explain-spend/{ref}"
    page = client.get(url)
    sent = {"csrf_token": token(page), "act_id": act_id(page), "body": "已请对方重开。"}
    assert client.post(url, data=sent).status_code == 303
    if struck:
        w.act("窗口", StrikeSpend(**at(p), entry_id=ref, reason="重复登记。"))
    shown = client.get(f"/jiahe/proposals/{p}").data.decode()
    spent = shown[shown.index('id="spending"') :]
    assert "发票抬头不对。" in spent and "已请对方重开。" in spent


def nobody_looks(w, p, ref):
    w.time.to(line_of(w, p, "audit_spend", ref).due_at)
    w.tick()


def question(w, p, ref, note="发票抬头不对。"):
    w.act("监事甲", AuditSpend(**at(p), entry_id=ref, verdict="questioned", note=note))


@pytest.mark.parametrize("gone", ["", "closed", "set_aside"])
def test_however_often_nobody_comes_the_question_waits(small_world, gone):
    """For its answer, and the answer for another look: after each silence, and when the matter is
    over.
    """
    w, p = small_world, resolved(small_world)
    ref = spend(w, p, 12_000)
    nobody_looks(w, p, ref)
    question(w, p, ref)
    if gone == "set_aside":
        w.act("委员甲", SetAside(**at(p), ground="assembly", document="决议", reasons="撤销。"))
    while gone == "closed" and w.stage(p) != "closed":
        w.let_pass(p)
    for _round in range(2):
        w.time.advance(days=60)
        w.tick()
        is_open(w, p, "explain_spend", KEEPERS, ref)
        explain(w, p, ref)
        nobody_looks(w, p, ref)
        is_open(w, p, "audit_spend", SUPERVISORS, ref, then_act=None)
        question(w, p, ref, "还是不对。")
    is_open(w, p, "explain_spend", KEEPERS, ref)
    verify(w.engines)


def test_nobody_ends_the_waiting_without_an_answer(small_world):
    w = small_world
    p, ref = questioned(w)
    over = cycle.ObligationEnded(act="explain_spend", ref=ref, subject=the_proposal(p))
    assert "explain_spend" in forge(w, over, name="strike_spend", by="窗口", role="clerk")


def test_what_was_questioned_and_answered_is_no_payment_nobody_looked_at(site):
    """After a second silence the page says both; before it said that no supervisor had looked."""
    w = site.world
    p, ref = questioned(w)
    explain(w, p, ref)
    nobody_looks(w, p, ref)
    shown = site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
    spent = shown[shown.index('id="spending"') :]
    assert "有疑问，已说明，没有按时再审核" in spent and "发票抬头不对。" in spent
