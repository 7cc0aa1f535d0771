"""Many at once, on both databases with real connections: nothing is lost, done twice or stuck, and
every act takes its locks in one order.

What `test_perform` shows already (ten co-signers at once, ballots against close, one act id again)
is not repeated here.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from deliberation.charter.act import REGISTRY, Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import CLOCK
from deliberation.charter.reasons import Refused
from deliberation.cycle.inform.acts.opening import OpenVote
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import merging, support
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts import thread as thread_acts
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import answer
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.supervise.acts import question
from deliberation.record import engines as engines_module
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.tick import run_due
from deliberation.record.write import locks
from deliberation.record.write import perform as performing
from deliberation.record.write.done import Done
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people
from tests.record.write.lock_log import LockLog, Transaction
from tests.record.write.test_perform import together
from tests.world import OFFICES, RESIDENTS, World


def attempt(w: World, who: Any, act: Act) -> Done:
    """Perform and nothing after it: no tick."""
    return perform(act, w.actor(who) if isinstance(who, str) else who, w.id, w.engines)


def crossed(w: World) -> tuple[str, str]:
    """Two proposals with the council, each asked, agreed and due to be merged into the other."""
    a = w.in_take_up()
    b = w.in_take_up(who="林十一", title="在小区门口装路灯")
    asked = together(
        *(
            lambda who=who, p=p, q=q: attempt(
                w, who, merging.AskMerge(act_id=new_id(), subject_id=p, into=q)
            )
            for who, p, q in (("议员甲", a, b), ("议员乙", b, a))
        )
    )
    assert all(isinstance(r, Done) for r in asked), asked
    for who, p in (("林一", a), ("林十一", b), ("林三", a), ("林四", b)):
        w.act(who, merging.AgreeMerge(act_id=new_id(), subject_id=p))
    w.time.to(max(w.row(a).merge_until, w.row(b).merge_until))
    return a, b


def test_two_proposals_merged_into_each_other_at_once_become_one(world):
    w = world
    a, b = crossed(w)
    results = together(
        *(
            lambda p=p, q=q: attempt(w, CLOCK, merging.Merge(act_id=new_id(), subject_id=p, ref=q))
            for p, q in ((a, b), (b, a))
        )
    )
    assert all(isinstance(r, Done) for r in results), results
    assert sorted((w.row(p).stage, w.row(p).ending or "") for p in (a, b)) == [
        ("closed", "merged"),
        ("take_up", ""),
    ]
    verify(w.engines)


@pytest.mark.postgres
def test_a_deadlock_with_somebody_elses_session_is_tried_again(postgres_url, time):
    """A stranger's session locks the two proposals the other way round; PostgreSQL ends our
    transaction, and the act is done all the same.
    """
    engines = engines_module.use(
        engines_module.Engines(postgres_url, mac_key=b"k" * 32, log_key=b"l" * 32)
    )
    w = World(engines, time).populate()
    a, b = sorted(crossed(w))
    stranger = create_engine(postgres_url)
    with stranger.connect() as theirs, stranger.connect() as watching:
        theirs.execute(text("SET deadlock_timeout = '60s'"))  # so that it is ours that is found out
        theirs.execute(text("SELECT 1 FROM subject WHERE subject_id = :p FOR UPDATE"), {"p": b})
        results: list[Any] = []
        thread = threading.Thread(
            target=lambda: results.extend(
                together(
                    lambda: attempt(w, CLOCK, merging.Merge(act_id=new_id(), subject_id=a, ref=b))
                )
            )
        )
        thread.start()
        while not watching.execute(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND "
                "datname = current_database()"
            )
        ).scalar():
            watching.rollback()
        theirs.execute(text("SELECT 1 FROM subject WHERE subject_id = :p FOR UPDATE"), {"p": a})
        theirs.rollback()
        thread.join()
        ended = watching.execute(
            text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        )
        assert ended.scalar() is not None
    assert isinstance(results[0], Done), results
    assert w.row(a).ending == "merged"
    verify(engines)
    stranger.dispose()
    engines.dispose()


def test_a_deadlock_without_end_is_tried_three_times_more_and_no_oftener(small_world, monkeypatch):
    tries = []

    class Deadlock(Exception):
        sqlstate = "40P01"

    def always(*_: Any) -> None:
        tries.append(1)
        raise OperationalError("SELECT", {}, Deadlock())

    p = small_world.submitted()
    monkeypatch.setattr(locks, "lock", always)
    with pytest.raises(OperationalError):
        attempt(small_world, "林二", support.Cosign(act_id=new_id(), subject_id=p))
    assert len(tries) == 1 + performing.RETRIES == 4


def test_twenty_ballots_while_the_clock_closes_are_each_counted_or_refused(engines, time):
    voters = [f"代表{n}" for n in range(20)]
    w = World(engines, time).populate({**OFFICES, **dict.fromkeys(voters, "representative")})
    p = w.in_vote()
    voters += ["代表甲", "代表乙", "代表丙", "代表丁", "代表戊"]
    early, late = voters[:8], voters[8:]
    w.cast(p, **dict.fromkeys(early, "abstain"))
    closes = w.row(p).closes_at
    w.time.to(closes - timedelta(microseconds=1))

    def close() -> Done:
        w.time.to(closes)
        return attempt(w, CLOCK, resolve.CloseVote(act_id=new_id(), subject_id=p))

    ballots = [
        lambda n=n: attempt(w, n, resolve.CastBallot(act_id=new_id(), subject_id=p, choice="for"))
        for n in (*late, *early[:4])
    ]
    results = together(*ballots[:10], close, *ballots[10:])
    done = [
        n
        for n, r in zip((*late, *early[:4]), results[:10] + results[11:], strict=True)
        if isinstance(r, Done)
    ]
    assert all(isinstance(r, Done | Refused) for r in results) and isinstance(results[10], Done)
    round_ = w.rows(tables.vote_round)[0]
    said = {r.voter_id: (r.choice, r.disclosed) for r in w.rows(tables.ballot)}
    assert said == {w.person[n]: ("for" if n in done else "abstain", True) for n in {*early, *done}}
    assert (round_.votes_for, round_.votes_against, round_.votes_abstain) == (
        len(done),
        0,
        len(set(early) - set(done)),
    )
    verify(engines)


def test_taking_back_while_the_threshold_is_crossed_is_lawful_either_way(world):
    w = world
    p = w.submitted()
    w.cosign(p, *RESIDENTS[1:10])
    results = together(
        lambda: attempt(w, RESIDENTS[10], support.Cosign(act_id=new_id(), subject_id=p)),
        lambda: attempt(w, "林二", support.TakeBack(act_id=new_id(), subject_id=p)),
    )
    assert all(isinstance(r, Done) for r in results), results
    kinds = w.facts(p)
    assert (kinds.count("threshold_reached"), kinds.count("threshold_lost")) in ((0, 0), (1, 1))
    w.tick()
    assert (w.stage(p), w.counts(p).cosigns) == ("gather", 9)
    assert [d.act for d in w.clocks(p)] == ["lapse"]
    verify(w.engines)


def test_taking_back_while_the_clock_takes_the_crossing_to_the_council(world):
    w = world
    p = w.submitted()
    w.cosign(p, *RESIDENTS[1:10])
    attempt(w, RESIDENTS[10], support.Cosign(act_id=new_id(), subject_id=p))
    back, _ = together(
        lambda: attempt(w, "林二", support.TakeBack(act_id=new_id(), subject_id=p)), w.tick
    )
    assert isinstance(back, Done | Refused)
    assert (w.stage(p), w.counts(p).cosigns) == (
        ("gather", 9) if isinstance(back, Done) else ("take_up", 10)
    )
    verify(w.engines)


def test_two_ticks_at_once_do_each_deadline_once(world):
    """The notice without proof among them: done twice, its extension would open the vote at
    once.
    """
    w = world
    noticed, lapsing = w.in_notice(), w.submitted("林十二", title="在小区门口装路灯")
    waiting = w.in_take_up(who="林十三", title="楼道灯换成声控的")
    w.time.to(max(d.due_at for d in w.rows(tables.obligation) if d.who_kind == "clock"))
    before = len(w.facts())
    done = together(*[lambda: run_due(w.engines, community=w.id, rounds=1)] * 2)
    assert all(isinstance(n, int) for n in done), done
    kinds = w.facts()[before:]
    assert sum(done) == 3
    assert (w.stage(noticed), w.stage(lapsing), w.stage(waiting)) == ("notice", "closed", "advise")
    assert (
        kinds.count("notice_extended"),
        kinds.count("stage_moved"),
        kinds.count("roll_frozen"),
    ) == (1, 2, 0)
    verify(w.engines)


def test_a_tick_that_comes_late_does_not_cut_an_extension_short(world):
    w, p = world, world.in_notice()
    w.time.to(w.row(p).due_at)
    attempt(w, CLOCK, OpenVote(act_id=new_id(), subject_id=p))
    with pytest.raises(Refused, match="not_yet"):
        attempt(w, CLOCK, OpenVote(act_id=new_id(), subject_id=p))
    assert w.stage(p) == "notice" and w.row(p).due_at > w.time.at


def test_one_act_posted_twice_at_once_is_one_fact_with_one_answer(world):
    w = world
    p, ready = w.submitted("林一"), w.in_take_up(who="林十一", title="在小区门口装路灯")
    twice = {
        "comment": ("林二", thread_acts.Comment(act_id=new_id(), subject_id=p, body="一次。")),
        "cosign": ("林三", support.Cosign(act_id=new_id(), subject_id=p)),
        "draft": ("林四", propose.Draft(act_id=new_id(), title="一次", body="一次。")),
        "take_up": ("议员甲", council_acts.TakeUp(act_id=new_id(), subject_id=ready)),
    }
    for what, (who, act) in twice.items():
        before = len(w.facts())
        first, second = together(*[lambda who=who, act=act: attempt(w, who, act)] * 2)
        assert isinstance(first, Done) and isinstance(second, Done), (what, first, second)
        assert (first.fact_id, first.position, first.subject_id) == (
            second.fact_id,
            second.position,
            second.subject_id,
        ), what
        assert sorted((first.repeated, second.repeated)) == [False, True], what
        kinds = first.kinds or second.kinds
        assert len(w.facts()) == before + len(kinds), what
    verify(w.engines)


def test_an_erasure_waits_for_whoever_copies_the_words(world):
    """An answer that takes over the council's text copies the title into a new fact.

    The erasure locks that proposal first, the community after it.
    """
    w = world
    p = w.in_advise(who="林一", title="含私事的标题")
    w.act(
        "理事甲",
        suggest.Recommend(
            act_id=new_id(),
            subject_id=p,
            verdict="support_with_changes",
            reasons="写清楚时间。",
            changes="周末开放。",
        ),
    )
    submitted = next(
        r.fact_id
        for r in w.rows(tables.fact, tables.fact.c.subject_id == p)
        if r.kind == "proposal_submitted"
    )
    with LockLog(w.engines) as log:
        w.act(
            "窗口", people.Erase(act_id=new_id(), fact_id=submitted, part="text", ground="request")
        )
    (erased,) = (t for t in log.taken() if t.act and t.act.name is ActName.erase)
    assert not erased.wrong()
    assert [(s.table, p in s.values) for s in erased.statements if s.lock][:2] == [
        ("subject", True),
        ("civic_lock", False),
    ]
    w.act("林一", answer.AnswerRecommendation(act_id=new_id(), subject_id=p, accepted=True))
    assert (w.row(p).title, w.row(p).body) == (None, "周末开放。")
    since = max(r.position for r in w.rows(tables.fact) if r.kind == "body_erased")
    assert not [
        r
        for r in w.rows(tables.fact_body)
        if r.body and r.position > since and "含私事的标题".encode() in bytes(r.body)
    ]
    verify(w.engines)


def every_kind_of_lock(w: World) -> None:
    """One proposal through the whole circle, another merged into a third, and the desk's acts:
    shared, exclusive, community and numbered locks.
    """
    p = w.submitted()
    w.act("林二", thread_acts.Comment(act_id=new_id(), subject_id=p, body="好。"))
    w.cosign(p, "林二")
    w.act("林二", support.TakeBack(act_id=new_id(), subject_id=p))
    w.act("林一", propose.Revise(act_id=new_id(), subject_id=p, title="活动室", body="周末开放。"))
    w.act(
        "监事甲",
        question.AskQuestion(act_id=new_id(), subject_id=p, addressee="author", body="为什么？"),
    )
    w.operate(
        people.DeclareRelative(
            act_id=new_id(), person_id=w.person["林一"], relative_id=w.person["林二"]
        )
    )
    w.act("林五", people.Join(act_id=new_id(), person_id=w.person["林五"]))
    fact = w.rows(tables.comment)[0].text_from
    w.act("窗口", people.Erase(act_id=new_id(), fact_id=fact, part="text", ground="request"))
    _a, _b = crossed(w)
    w.tick()
    w.completed(who="林十五", title="楼道灯换成声控的")


def test_every_act_takes_its_locks_and_writes_in_one_order(world):
    with LockLog(world.engines) as log:
        every_kind_of_lock(world)
    done = log.taken()
    assert not [what for t in done for what in t.wrong()]
    names = Counter(t.act.name for t in done if t.act and t.committed)
    by_lock = {
        lock: [n for n in names if REGISTRY[n].lock == lock]
        for lock in ("shared", "exclusive", "community")
    }
    assert {
        ActName.cast_ballot,
        ActName.cosign,
        ActName.comment,
        ActName.take_back,
        ActName.rate,
    } <= set(by_lock["shared"])
    assert {
        ActName.ask_merge,
        ActName.merge,
        ActName.submit,
        ActName.close_vote,
        ActName.certify,
    } <= set(by_lock["exclusive"])
    assert {ActName.draft, ActName.join, ActName.erase, ActName.declare_relative} <= set(
        by_lock["community"]
    )
    assert len(names) >= 28, sorted(names)


def test_a_transaction_out_of_order_is_noticed(world):
    """The log of statements is worth something only if it objects: here to an act whose statements
    are turned round.
    """
    with LockLog(world.engines) as log:
        p = world.submitted()
        world.cosign(p, "林二")
    signed = next(t for t in log.taken() if t.act and t.act.name is ActName.cosign)
    assert not signed.wrong()
    for spoiled in (
        signed.statements[::-1],
        signed.statements[1:],
        [s for s in signed.statements if s.table != "fact"],
    ):
        assert Transaction(signed.act, spoiled, True).wrong()
    assert Transaction(replace(signed.act, subject_id=new_id()), signed.statements, True).wrong()
