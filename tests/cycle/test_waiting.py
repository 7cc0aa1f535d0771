"""Whatever a proposal waits for has a clock that ends the waiting, and a clock acts only when it is
due: what random play found.
"""

from datetime import timedelta

from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.inform.acts import opening
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import merging, thread
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.suggest.acts import answer, legality, study
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.supervise.acts import certificate
from deliberation.cycle.supervise.acts import measures as supervise
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.traces import refused
from tests.world import RESIDENTS


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def clocks(w, p):
    return sorted(d.act for d in w.rows(tables.deadline, tables.deadline.c.subject_id == p))


def owing_both(w):
    """In the advise stage, the author owes the council an answer and the reviewer a lawful text."""
    p = w.in_advise()
    w.act("书记", study.RecordStudy(**at(p), held_on=w.today(), result="agree", opinion="同意。"))
    w.act(
        "理事甲",
        suggest.Recommend(
            **at(p), verdict="support_with_changes", reasons="更好。", changes="周六开放至 20:00。"
        ),
    )
    w.act(
        "窗口",
        legality.ReviewLegality(
            **at(p), result="breach", law="民法典", article="278", reasons="涉及共有部分。"
        ),
    )
    return p


def test_an_answer_to_the_council_leaves_the_clock_for_the_breach_running(small_world):
    w = small_world
    p = owing_both(w)
    w.act("林一", answer.AnswerRecommendation(**at(p), accepted=False))
    assert clocks(w, p) == ["go_on_with_own_text"]
    w.let_pass(p)
    assert (w.stage(p), w.row(p).legality_state, w.row(p).author_state) == (
        "notice",
        "unresolved",
        "declined",
    )


def test_a_lawful_text_leaves_the_clock_for_the_councils_changes_running(small_world):
    w = small_world
    p = owing_both(w)
    w.act("林一", propose.Revise(**at(p), title="活动室", body="只开放自有部分。"))
    assert "go_on_with_own_text" in clocks(w, p)
    w.act("窗口", legality.ReviewLegality(**at(p), result="clean"))
    while w.stage(p) == "advise":
        w.let_pass(p)
    assert (w.stage(p), w.row(p).author_state) == ("notice", "silent")


def test_an_author_silent_on_both_goes_on_with_both_marked(small_world):
    w = small_world
    p = owing_both(w)
    w.let_pass(p)
    assert (w.stage(p), w.row(p).legality_state, w.row(p).author_state) == (
        "notice",
        "unresolved",
        "silent",
    )
    assert {"breach_unanswered", "author_silent"} <= {r.code for r in w.rows(tables.remark)}


def test_a_text_changed_while_gathering_waits_for_its_cosigners_and_not_for_ever(small_world):
    w = small_world
    p = w.submitted()
    w.cosign(p, *RESIDENTS[1:10])
    w.act("林一", propose.Revise(**at(p), title="活动室周末开放", body="周六、周日开放至 20:00。"))
    w.cosign(p, RESIDENTS[10])
    w.act("议员甲", council_acts.TakeUp(**at(p)))
    w.act("理事甲", suggest.Recommend(**at(p), verdict="support", reasons="好。"))
    w.act("书记", study.RecordStudy(**at(p), held_on=w.today(), result="agree", opinion="同意。"))
    w.act("窗口", legality.ReviewLegality(**at(p), result="clean"))
    assert (w.stage(p), clocks(w, p)) == ("advise", ["proceed"])
    assert w.let_pass(p) == "notice"
    verify(w.engines)


def merged_into_gathering(w, signed):
    """A proposal of ten supporters merged, with the author's and all supporters' consent, into one
    that has `signed` already.
    """
    p = w.in_take_up()
    target = w.submitted("林十八", title="在小区门口装路灯")
    w.cosign(target, *signed)
    w.act("议员甲", merging.AskMerge(**at(p), into=target))
    for name in RESIDENTS[:8]:
        w.act(name, merging.AgreeMerge(**at(p)))
    assert w.let_pass(p) == "closed"
    return target


def test_signatures_moved_by_a_merge_take_the_other_proposal_to_the_council(small_world):
    w = small_world
    target = merged_into_gathering(w, RESIDENTS[11:13])
    assert (w.counts(target).cosigns, w.stage(target)) == (10, "take_up")
    verify(w.engines)


def test_too_few_moved_signatures_leave_it_gathering(small_world):
    w = small_world
    target = merged_into_gathering(w, ())
    assert (w.counts(target).cosigns, w.stage(target), clocks(w, target)) == (
        8,
        "gather",
        ["lapse"],
    )


def test_a_merge_asked_for_ends_with_the_stage(small_world):
    w = small_world
    p, target = w.in_take_up(), w.submitted("林十八", title="在小区门口装路灯")
    w.act("议员甲", merging.AskMerge(**at(p), into=target))
    w.act("议员乙", council_acts.TakeUp(**at(p)))
    assert w.row(p).merge_until is None and "merge" not in clocks(w, p)


def test_a_suspension_ends_with_the_work(small_world):
    w = small_world
    p = w.assigned()
    w.time.to(w.row(p).due_at - timedelta(days=1))
    w.act("监事甲", supervise.Suspend(**at(p), days=10, reasons="请先停工。"))
    with refused(w, "suspended"):
        w.act("承办甲", carry_out.Finish(**at(p), body="已完成。", evidence="照片。"))
    assert w.let_pass(p) == "inspect" and w.row(p).suspended_until is None
    verify(w.engines)


def test_a_late_tick_neither_repeats_nor_hurries(small_world):
    w = small_world
    p = w.in_notice()
    w.time.to(w.row(p).due_at)
    assert w.tick() == 1
    with refused(w, "not_yet"):
        w.clock_act(opening.OpenVote(**at(p)))
    assert w.row(p).notice_extended and w.stage(p) == "notice"
    with refused(w, "already_decided"):
        w.clock_act(opening.OpenVote(**at(p), ref="nothing"))


def test_an_answer_hangs_on_a_comment_of_the_same_proposal(small_world):
    w = small_world
    p, other = w.submitted(), w.submitted("林十八", title="在小区门口装路灯")
    w.act("林二", thread.Comment(**at(other), body="好。"))
    there = w.rows(tables.comment)[0].comment_id
    for parent in (there, new_id()):
        with refused(w, "unknown_reference"):
            w.act("林三", thread.Comment(**at(p), body="我也觉得。", parent_id=parent))
    w.act("林三", thread.Comment(**at(other), body="我也觉得。", parent_id=there))


def test_a_certificate_before_any_vote_is_refused_and_not_an_error(small_world):
    w = small_world
    p = w.submitted()
    with refused(w, "wrong_stage"):
        w.act("监事甲", certificate.Certify(**at(p)))
    with refused(w, "wrong_stage"):
        w.act("监事甲", certificate.RefuseCertificate(**at(p), statement="不对。"))
