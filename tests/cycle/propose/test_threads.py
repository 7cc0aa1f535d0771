"""Support of a contribution: once per person, taken back at will, counted exactly; a flood meets
its limit.
"""

from functools import partial

from deliberation.charter.rulebook import load
from deliberation.cycle.propose.acts import decency as decency_acts
from deliberation.cycle.propose.acts import thread as thread_acts
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.record.write.test_perform import together
from tests.traces import refused


def say(w, p, who="林二", body="很好", **kw):
    before = {c.comment_id for c in w.rows(tables.comment)}
    w.act(who, thread_acts.Comment(act_id=new_id(), subject_id=p, body=body, **kw))
    return next(c.comment_id for c in w.rows(tables.comment) if c.comment_id not in before)


def support(w, p, c, who="林三"):
    return w.act(who, thread_acts.SupportComment(act_id=new_id(), subject_id=p, comment_id=c))


def take_back(w, p, c, who="林三"):
    return w.act(who, thread_acts.TakeBackSupport(act_id=new_id(), subject_id=p, comment_id=c))


def votes(w, c):
    return next(x.votes_for for x in w.rows(tables.comment) if x.comment_id == c)


def test_support_is_given_once_taken_back_and_given_again(world):
    w = world
    p = w.submitted()
    c = say(w, p)
    support(w, p, c)
    support(w, p, c, "林四")
    with refused(w, "already_in"):
        support(w, p, c)
    with refused(w, "own_interest"):
        support(w, p, c, "林二")
    with refused(w, "unknown_reference"):
        support(w, p, new_id())
    with refused(w, "wrong_role"):
        support(w, p, c, "租客远")
    assert votes(w, c) == 2
    take_back(w, p, c)
    with refused(w, "nothing_changed"):
        take_back(w, p, c)
    with refused(w, "nothing_changed"):
        take_back(w, p, c, "林五")
    assert votes(w, c) == 1
    support(w, p, c)
    assert votes(w, c) == 2
    verify(w.engines)


def test_a_hidden_contribution_is_not_supported(small_world):
    w = small_world
    p = w.submitted()
    c = say(w, p)
    w.act(
        "窗口",
        decency_acts.HideComment(act_id=new_id(), subject_id=p, comment_id=c, reason="spam"),
    )
    with refused(w, "already_hidden"):
        support(w, p, c)


def test_two_taps_at_once_count_once_and_so_do_two_takings_back(world):
    w = world
    p = w.submitted()
    c = say(w, p)
    for act in (support, take_back):
        results = together(partial(act, w, p, c), partial(act, w, p, c))
        assert sum(not isinstance(r, Exception) for r in results) == 1, results
        assert votes(w, c) == (1 if act is support else 0)
    many = together(
        *(lambda who=who: support(w, p, c, who) for who in ("林三", "林四", "林五", "林六"))
    )
    assert not [r for r in many if isinstance(r, Exception)] and votes(w, c) == 4
    verify(w.engines)


def test_a_flood_of_support_meets_its_limit_and_an_hour_later_it_is_over(small_world):
    w = small_world
    p = w.submitted()
    c = say(w, p)
    most = load("cn-2026").limits.supports_per_hour
    for _ in range(most):  # on and off at one contribution, the cheapest flood
        support(w, p, c)
        take_back(w, p, c)
    other = say(w, p, "林四", "另一条")
    with refused(w, "too_many_now"):
        support(w, p, other)
    w.time.advance(hours=1, seconds=1)
    support(w, p, other)
    support(w, p, c)
    verify(w.engines)
