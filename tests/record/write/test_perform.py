"""One write path: act ids, stale versions, ballots racing with close, the threshold crossed once,
queries that do not grow.
"""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from deliberation.charter.case import CLOCK
from deliberation.charter.needs.proposal import COSIGNATURE
from deliberation.charter.reasons import Refused
from deliberation.cycle.propose.acts.support import Cosign
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.write.done import Conflict
from deliberation.record.write.perform import perform
from tests.traces import refused, row_counts
from tests.world import RESIDENTS


def test_the_same_act_twice_is_answered_again_and_written_once(world):
    p = world.submitted()
    act = Comment(act_id=new_id(), subject_id=p, body="一次。")
    first = world.act("林二", act)
    before = row_counts(world)
    again = world.act("林二", act)
    assert (again.position, again.repeated) == (first.position, True) and row_counts(
        world
    ) == before


def test_an_act_id_of_somebody_else_or_with_other_content_is_a_conflict(world):
    p = world.submitted()
    act = Comment(act_id=new_id(), subject_id=p, body="一次。")
    world.act("林二", act)
    with pytest.raises(Conflict):
        world.act("林三", act)
    with pytest.raises(Conflict):
        world.act("林二", Comment(act_id=act.act_id, subject_id=p, body="另一句。"))


def test_a_repeated_cosignature_is_the_first_answer_and_not_a_refusal(world):
    p = world.submitted()
    act = Cosign(act_id=new_id(), subject_id=p)
    assert world.act("林二", act).fact_id == world.act("林二", act).fact_id


def together(*jobs) -> list:
    """Run jobs at once; each gives its result or the exception it met."""
    results, barrier = [None] * len(jobs), threading.Barrier(len(jobs))

    def run(i, job):
        barrier.wait()
        try:
            results[i] = job()
        except Exception as error:
            results[i] = error

    threads = [threading.Thread(target=run, args=(i, job)) for i, job in enumerate(jobs)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    return results


def test_ten_cosigners_at_once_cross_the_threshold_once(world):
    p = world.submitted()
    jobs = [
        lambda n=n: perform(
            Cosign(act_id=new_id(), subject_id=p), world.actor(n), world.id, world.engines
        )
        for n in RESIDENTS[1:11]
    ]
    results = together(*jobs)
    assert not [r for r in results if isinstance(r, Exception)]
    assert world.facts(p).count("threshold_reached") == 1 and world.counts(p).cosigns == 10
    world.tick()
    assert world.stage(p) == "take_up"
    verify(world.engines)


def test_ballots_racing_with_close_are_in_the_count_or_refused(world):
    p = world.in_vote()
    voters = ["代表甲", "代表乙", "代表丙", "代表丁", "代表戊", "委员甲"]
    world.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="for")
    closes = world.row(p).closes_at
    world.time.to(closes - timedelta(microseconds=1))
    jobs = [
        lambda n=n: perform(
            resolve.CastBallot(act_id=new_id(), subject_id=p, choice="against"),
            world.actor(n),
            world.id,
            world.engines,
        )
        for n in voters
    ]

    def close():
        world.time.to(closes)
        return perform(
            resolve.CloseVote(act_id=new_id(), subject_id=p), CLOCK, world.id, world.engines
        )

    results = together(*jobs, close)
    assert not isinstance(results[-1], Exception)
    assert all(r is None or not isinstance(r, Exception) or isinstance(r, Refused) for r in results)
    accepted = {n for n, r in zip(voters, results, strict=False) if not isinstance(r, Exception)}
    against = {r.voter_id for r in world.rows(tables.ballot) if r.choice == "against"}
    assert against == {world.person[n] for n in accepted}
    verify(world.engines)


def statements(world, job) -> int:
    seen = []
    listener = lambda conn, cursor, statement, *rest: seen.append(statement)
    event.listen(world.engines._write, "before_cursor_execute", listener)
    try:
        job()
    finally:
        event.remove(world.engines._write, "before_cursor_execute", listener)
    return len(seen)


MOST = {"cosign": 18, "comment": 14, "ballot": 17}


def test_queries_per_act_are_few_and_do_not_grow(small_world):
    w = small_world
    p = w.submitted()
    act = lambda who: perform(
        Comment(act_id=new_id(), subject_id=p, body="好。"), w.actor(who), w.id, w.engines
    )
    first = statements(w, lambda: act("林二"))
    for _ in range(10):  # three people, since one person meets a limit
        for who in ("林三", "林四", "林五"):
            act(who)
    again = statements(w, lambda: act("林二"))  # whose name in this matter is known by now
    assert again == first - 1 < MOST["comment"]
    assert (
        statements(
            w,
            lambda: perform(
                Cosign(act_id=new_id(), subject_id=p), w.actor("林四"), w.id, w.engines
            ),
        )
        <= MOST["cosign"]
    )
    q = w.in_vote()
    assert statements(w, lambda: w.cast(q, 代表甲="for")) <= MOST["ballot"]


@pytest.mark.parametrize("broken", [{"person": new_id()}, {"comment": None}])
def test_a_reference_to_nothing_is_refused_as_one_and_a_fault_of_ours_is_raised(
    world, monkeypatch, broken
):
    p = world.submitted()
    before = row_counts(world)
    real = Comment.decide
    monkeypatch.setattr(
        Comment,
        "decide",
        lambda act, case, now: [replace(f, **broken) for f in real(act, case, now)],
    )
    with pytest.raises(
        Refused if "person" in broken else IntegrityError,
        match="unknown_reference" if "person" in broken else "comment",
    ):
        world.act("林二", Comment(act_id=new_id(), subject_id=p, body="没有这个人。"))
    assert row_counts(world) == before


@pytest.mark.parametrize(("blind", "reason"), [(1, "already_cosigned"), (9, "already_in")])
def test_whoever_comes_second_to_the_same_row_is_told_what_is_there(
    world, monkeypatch, blind, reason
):
    """As if somebody had signed between the question and the insert: the act is tried once more and
    names the reason itself.
    """
    p = world.submitted()
    world.cosign(p, "林二")
    real, calls = Cosign.decide, []

    def decide(act, case, now):
        calls.append(1)
        if len(calls) <= blind:
            case.answers[COSIGNATURE] = None
        return real(act, case, now)

    monkeypatch.setattr(Cosign, "decide", decide)
    with refused(world, reason):
        world.act("林二", Cosign(act_id=new_id(), subject_id=p))
    assert len(calls) == 2
