"""A question about an announcement that breaks a rule: reported, hidden by a supervisor, objected
to, decided by another; and what the office owes then.
"""

from datetime import timedelta

import pytest

from deliberation.cycle.inform.acts import asking
from deliberation.cycle.propose.acts import decency
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.cycle.inform.announcing import announce, answer, ask, due, hide, questions
from tests.notices.test_reader import told
from tests.traces import refused


def at(one, q):
    return {"act_id": new_id(), "subject_id": one, "comment_id": q}


def report(w, one, q, who="林三", reason="personal_attack"):
    w.act(who, decency.ReportComment(**at(one, q), reason=reason))


def keep(w, one, q, who="监事甲"):
    said = {"act_id": new_id(), "subject_id": one, "question_id": q}
    w.act(who, asking.KeepAbout(**said, note="可以这样问。"))


def object_to(w, one, q, who="林一"):
    w.act(who, decency.ObjectHiding(**at(one, q), body="只是问问。"))


def decide(w, one, q, who="监事乙", outcome="shown"):
    w.act(who, decency.DecideHiding(**at(one, q), outcome=outcome, reasons="看过了。"))


def owed(w, one):
    t = tables.obligation
    rows = w.rows(t, t.c.subject_id == one, t.c.ended_at.is_(None))
    return {(r.act, r.ref) for r in rows}


def test_reported_once_by_others_and_told_to_whoever_hides(world):
    w = world
    one = announce(w)
    q = ask(w, one)
    with refused(w, "own_interest"):
        report(w, one, q, "林一")
    with refused(w, "bad_choice"):
        report(w, one, q, reason="dislike")
    with refused(w, "unknown_reference"):
        report(w, one, new_id())
    other = announce(w)
    with refused(w, "unknown_reference"):
        report(w, other, q)
    report(w, one, q)
    with refused(w, "already_in"):
        report(w, one, q)
    assert told(w, kind="comment_reported") == [
        ("comment_reported", n) for n in ("监事丙", "监事乙", "监事甲")
    ]
    assert ("hide_about", q) in owed(w, one)
    hide(w, one, q)
    assert ("hide_about", q) not in owed(w, one)
    with refused(w, "already_hidden"):
        report(w, one, q, "林四")
    verify(w.engines)


def test_reported_and_left_by_a_supervisor_and_the_office_still_answers(world):
    w = world
    one = announce(w)
    q, own = ask(w, one), ask(w, one, "监事甲")
    for x in (q, own):
        report(w, one, x)
    for x, who, code in (
        (q, "窗口", "wrong_role"),
        (own, "监事甲", "own_interest"),
        (new_id(), "监事甲", "unknown_reference"),
    ):
        with refused(w, code):
            keep(w, one, x, who)
    keep(w, one, q)
    assert ("hide_about", q) not in owed(w, one) and ("hide_about", own) in owed(w, one)
    assert ("answer_about", q) in owed(w, one)
    assert told(w, kind="comment_kept") == [("comment_kept", n) for n in ("林一", "林三")]
    with refused(w, "already_kept"):
        report(w, one, q, "林四")
    report(w, one, q, "林四", "spam")
    hide(w, one, q, reason="spam")
    assert owed(w, one) >= {("hide_about", own)} and ("hide_about", q) not in owed(w, one)
    verify(w.engines)


def test_objected_to_and_shown_again_by_another_and_the_office_owes_its_answer_anew(world):
    w = world
    one = announce(w)
    q = ask(w, one)
    hide(w, one, q)
    assert not owed(w, one)
    for who, code in (("林二", "wrong_role"), ("窗口", "wrong_role")):
        with refused(w, code):
            object_to(w, one, q, who)
    with refused(w, "nothing_to_answer"):
        decide(w, one, q)
    object_to(w, one, q)
    with refused(w, "already_objected"):
        object_to(w, one, q)
    assert owed(w, one) == {("show_in_silence", q), ("decide_hiding", q)}
    with refused(w, "own_interest"):
        decide(w, one, q, "监事甲")
    with refused(w, "wrong_role"):
        decide(w, one, q, "窗口")
    w.time.advance(days=1)
    decide(w, one, q)
    assert ("hiding_decided", "林一") in told(w, kind="hiding_decided")
    assert owed(w, one) == {("mark_about", q), ("answer_about", q)}
    assert due(w, one)[q] > w.time.at + timedelta(days=4), "its days begin anew"
    with refused(w, "already_decided"):
        hide(w, one, q, "监事丙")
    w.time.to(due(w, one)[q])
    w.tick()
    assert questions(w)[0].state == "unanswered"
    answer(w, one, q)
    assert not owed(w, one)
    verify(w.engines)


def test_one_left_unanswered_and_shown_again_is_still_owed_and_marked_once(world):
    w = world
    one = announce(w)
    q = ask(w, one)
    w.time.to(due(w, one)[q])
    w.tick()
    hide(w, one, q)
    object_to(w, one, q)
    decide(w, one, q)
    assert owed(w, one) == {("answer_about", q)}
    w.time.advance(days=30)
    w.tick()
    assert w.facts(one).count("unanswered_about") == 1
    answer(w, one, q)
    verify(w.engines)


@pytest.mark.parametrize(("reason", "state"), [("off_topic", "shown"), ("personal_data", "hidden")])
def test_silence_of_the_supervisors_shows_it_unless_somebody_else_would_pay(world, reason, state):
    w = world
    one = announce(w)
    q = ask(w, one)
    hide(w, one, q, reason=reason)
    object_to(w, one, q)
    w.time.advance(days=12)
    w.tick()
    w.tick()
    assert w.rows(tables.moderation)[0].state == state
    assert "passed_in_silence" in w.facts(one)
    assert (("answer_about", q) in owed(w, one)) == (state == "shown")
    verify(w.engines)


def test_upheld_stays_hidden_and_an_answered_one_is_owed_no_more(world):
    w = world
    one = announce(w)
    q, done = ask(w, one), ask(w, one, "林二")
    answer(w, one, done)
    for x, who in ((q, "林一"), (done, "林二")):
        hide(w, one, x)
        object_to(w, one, x, who)
    decide(w, one, q, outcome="upheld")
    decide(w, one, done)
    assert not owed(w, one)
    with refused(w, "already_hidden"):
        answer(w, one, q)
    verify(w.engines)
