"""Work is suspended once for what one vote decided, so that no clock is sat out."""

from datetime import timedelta

from deliberation.charter.facts.proposal import supervise as f
from deliberation.charter.subjects import the_proposal
from deliberation.cycle.supervise.acts.measures import Resume, Suspend
from deliberation.cycle.supervise.acts.objection import AnswerObjection
from deliberation.record.check.verify import verify
from tests.cycle.supervise.test_remedies import at, objected, remedied
from tests.record.check.judging.test_turned import forge
from tests.traces import refused


def suspend(w, p, name="监事甲"):
    w.act(name, Suspend(**at(p), days=2, reasons="请核对。"))


def resumed(w):
    w.time.advance(days=3)
    w.tick()


def on_to(w, p, stage):
    while w.stage(p) != stage:
        w.let_pass(p)


def test_no_clock_is_sat_out_by_suspending_again_and_again(site):
    """By whoever, and however it ended; the page offers it no more. After another vote again."""
    w, p = site.world, site.world.in_publish()
    ref = objected(w, p, "procedure")
    on_to(w, p, "carry_out")
    suspend(w, p)
    resumed(w)
    for name in ("监事甲", "监事乙"):
        with refused(w, "suspended_once"):
            suspend(w, p, name)
    page = site.client("supervisor").get(f"/jiahe/proposals/{p}").data.decode()
    assert f"/jiahe/proposals/{p}/suspend" not in page
    answer = {"objection_id": ref, "outcome": "upheld", "reasons": "确有误。"}
    w.act("监事甲", AnswerObjection(**at(p), **answer))
    remedied(w, p, ref, "again")
    on_to(w, p, "vote")
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="for", 委员甲="for")
    on_to(w, p, "carry_out")
    suspend(w, p)
    verify(w.engines)


def test_nor_where_it_was_let_go_on_early(small_world):
    w, p = small_world, small_world.assigned()
    suspend(w, p)
    w.act("监事甲", Resume(**at(p)))
    with refused(w, "suspended_once"):
        suspend(w, p)


def test_a_second_suspension_behind_the_gate_is_named(small_world):
    w, p = small_world, small_world.assigned()
    suspend(w, p)
    resumed(w)
    until, by = w.time.at + timedelta(days=2), w.person["监事甲"]
    again = f.Suspended(by=by, until=until, reasons="再停。", subject=the_proposal(p))
    said = forge(w, again, name="suspend", by="监事甲", role="supervisor")
    assert "work suspended twice" in said
