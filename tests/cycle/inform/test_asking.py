"""A resident asks about an announcement: answered by the office that wrote it, or marked; hidden by
a supervisor for a reason of the list.
"""

from datetime import timedelta

from deliberation.charter.rulebook import load
from deliberation.cycle.inform.acts import asking
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.cycle.inform.announcing import announce, answer, ask, due, hide, questions, withdraw
from tests.traces import refused


def test_asked_and_answered_by_the_office_that_wrote_it(world):
    w = world
    one = announce(w, "委员甲")
    q = ask(w, one)
    for who in ("窗口", "监事甲", "书记", "林二"):
        with refused(w, "wrong_role"):
            answer(w, one, q, who)
    with refused(w, "unknown_reference"):
        answer(w, one, new_id(), "委员甲")
    with refused(w, "empty_text"):
        answer(w, one, q, "委员甲", " ")
    answer(w, one, q, "委员甲")
    with refused(w, "already_answered"):
        answer(w, one, q, "委员甲")
    [row] = questions(w)
    assert (row.state, row.answer, row.unanswered_at) == ("answered", "下午五点。", None)
    assert not w.clocks(one)
    verify(w.engines)


def test_without_an_answer_in_its_days_it_is_marked_and_may_still_be_answered(world):
    w = world
    one = announce(w)
    q = ask(w, one)
    by = due(w, one)[q]
    assert by == w.time.at.replace(hour=16) + timedelta(days=7)  # 5 days and a weekend
    with refused(w, "not_yet"):
        w.clock_act(asking.MarkAbout(act_id=new_id(), subject_id=one, ref=q))
    withdraw(w, one)  # its clock goes on when the announcement is gone
    w.time.to(by)
    w.tick()
    w.tick()
    assert w.facts().count("unanswered_about") == 1
    assert questions(w)[0].state == "unanswered"
    answer(w, one, q)
    assert (
        questions(w)[0].state == "answered"
        and questions(w)[0].unanswered_at == by == due(w, one)[q]
    )
    with refused(w, "already_answered"):
        w.clock_act(asking.MarkAbout(act_id=new_id(), subject_id=one, ref=q))
    with refused(w, "unknown_reference"):
        w.clock_act(asking.MarkAbout(act_id=new_id(), subject_id=one, ref=new_id()))
    verify(w.engines)


def test_who_asks_and_how_often(small_world):
    w = small_world
    one, limits = announce(w, "监事甲"), load("cn-2026").limits
    for who in ("林一", "监事乙", "代表甲", "租客远"):
        ask(w, one, who)
    with refused(w, "wrong_role"):
        ask(w, one, "丁小")
    with refused(w, "empty_text"):
        ask(w, one, body=" ")
    with refused(w, "too_long"):
        ask(w, one, body="长" * (limits.comment_max + 1))
    for _ in range(limits.asked_per_hour - 1):
        ask(w, one)
    with refused(w, "too_many_now"):
        ask(w, one)
    w.time.advance(hours=1, seconds=1)
    ask(w, one)
    own = ask(w, one, "监事乙")
    with refused(w, "own_interest"):
        answer(w, one, own, "监事乙")
    withdraw(w, one, "监事甲")
    with refused(w, "wrong_stage"):
        ask(w, one)


def test_a_question_is_hidden_for_a_reason_of_the_list(world):
    w = world
    one = announce(w)
    q, mine = ask(w, one), ask(w, one, "监事甲")
    for who in ("窗口", "委员甲", "林二"):
        with refused(w, "wrong_role"):
            hide(w, one, q, who)
    with refused(w, "bad_choice"):
        hide(w, one, q, reason="dislike")
    with refused(w, "own_interest"):
        hide(w, one, mine)
    with refused(w, "unknown_reference"):
        hide(w, one, new_id())
    hide(w, one, q)
    with refused(w, "already_hidden"):
        hide(w, one, q)
    with refused(w, "already_hidden"):
        answer(w, one, q)
    w.time.advance(days=30)
    w.tick()
    assert {r.question_id: r.state for r in questions(w)} == {q: "open", mine: "unanswered"}
    assert {m.comment_id: m.state for m in w.rows(tables.moderation)} == {q: "hidden"}
    answer(w, one, mine)
    hide(w, one, mine, "监事乙", "off_topic")
    verify(w.engines)
