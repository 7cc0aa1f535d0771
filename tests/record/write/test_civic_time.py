"""A wrong clock writes nothing: neither before the last fact, nor over days in which nobody knew of
any time, until a person confirms."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from deliberation.charter.case import OPERATOR
from deliberation.charter.reasons import Refused
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts import support
from deliberation.record import civic_time, demo_time, health, tables
from deliberation.record.check.replay import load_into
from deliberation.record.check.verify import verify
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.migrations import upgrade
from deliberation.record.tick import run_due, waiting
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people
from tests.record.log.test_attacks import tampered
from tests.traces import contents


def draft(words: str = "路灯") -> propose.Draft:
    return propose.Draft(act_id=new_id(), title=words, body="单元门口的灯坏了。")


def refused(world, act, who="林一") -> str:
    """The one reason; and nothing was written."""
    before = contents(world)
    with pytest.raises(Refused) as caught:
        if who is OPERATOR:
            perform(act, OPERATOR, world.id, world.engines)
        else:
            world.act(who, act)
    assert contents(world) == before
    [reason] = caught.value.reasons
    assert caught.value.status == 503
    return reason.code


# --- behind ---------------------------------------------------------------------------------------


def test_no_act_of_anybody_is_dated_before_the_last_fact(world):
    p = world.submitted()
    world.time.at -= timedelta(seconds=31)
    assert refused(world, draft()) == "clock_behind"
    entry = world.entry("新人", 77)
    assert refused(world, people.EnterPeople(act_id=new_id(), entries=(entry,)), OPERATOR) == (
        "clock_behind"
    )
    world.time.at -= timedelta(days=2)
    with pytest.raises(Refused) as caught:
        world.act("林二", support.Cosign(act_id=new_id(), subject_id=p, version_no=1))
    assert caught.value.reasons[0].params["minutes"] == 2 * 24 * 60 + 1


def test_moments_the_wrong_way_round_are_taken_and_do_not_add_up(world):
    """`now` is read before the position is given; but thirty seconds before the last is not thirty
    before the latest."""
    world.act("林一", draft())
    world.time.at -= timedelta(seconds=20)
    world.act("林一", draft("第二件"))
    world.time.at -= timedelta(seconds=20)
    assert refused(world, draft("第三件")) == "clock_behind"
    verify(world.engines)


def test_an_act_that_waited_is_tried_again_at_this_moments_time(world, monkeypatch):
    """Where another process moved a demo's time meanwhile, the second look is right."""
    world.act("林一", draft())
    late, forgotten = world.time.at, []
    world.time.at -= timedelta(days=3)

    def forget() -> None:
        forgotten.append(1)
        world.time.at = late

    monkeypatch.setattr(world.engines, "forget_offset", forget)
    world.act("林一", draft("第二件"))
    assert forgotten == [1]


def test_what_was_done_is_answered_again_whatever_the_clock_says(world):
    act = draft()
    done = world.act("林一", act)
    world.time.at -= timedelta(days=1)
    assert world.act("林一", act).position == done.position


# --- ahead ----------------------------------------------------------------------------------------


@pytest.fixture
def guarded(world):
    """As `create_app` and the commands open a database."""
    world.engines.most_days = 3
    return world


def test_a_jump_does_nothing_and_takes_nothing_until_a_person_confirms(guarded):
    w = guarded
    p = w.submitted()
    w.time.advance(days=40)
    assert run_due(w.engines) == 0 and w.stage(p) == "gather"
    assert refused(w, draft()) == "clock_ahead"
    found = civic_time.jump(w.engines)
    assert found is not None and found.days == 40
    assert waiting(w.engines) == [("jiahe", "lapse", 1)]
    civic_time.seen(w.engines)  # the clock itself confirms nothing
    assert civic_time.jump(w.engines) is not None
    civic_time.confirm(w.engines)
    assert run_due(w.engines) > 0 and w.stage(p) == "closed"
    assert w.act("林一", draft()).kinds


def test_a_jump_that_is_taken_back_has_changed_nothing(guarded):
    w = guarded
    p = w.submitted()
    before = contents(w)
    w.time.advance(days=40)
    run_due(w.engines)
    w.time.at -= timedelta(days=40)
    assert contents(w) == before and run_due(w.engines) == 0
    w.cosign(p, "林二")


def test_quiet_weeks_are_no_jump_while_the_clock_ticks(guarded):
    w = guarded
    p = w.submitted()
    for _ in range(20):
        w.time.advance(days=2)
        run_due(w.engines)
        civic_time.seen(w.engines)
    assert civic_time.jump(w.engines) is None and w.stage(p) == "closed"


def test_another_process_sees_what_was_confirmed_and_what_was_not(guarded):
    w = guarded
    other = Engines(w.engines.url, mac_key=b"k" * 32, log_key=b"l" * 32, most_days=3)
    assert civic_time.jump(other) is None
    w.time.advance(days=5)
    assert civic_time.jump(other) is not None
    civic_time.confirm(w.engines)
    assert civic_time.jump(other) is None
    other.dispose()


def test_the_guard_costs_a_question_once_and_not_for_every_act(guarded, monkeypatch):
    w, asked = guarded, []
    real = civic_time.last_known
    monkeypatch.setattr(civic_time, "last_known", lambda c: asked.append(1) or real(c))
    for words in "一二三":
        w.act("林一", draft(words))
    assert asked == [1]


def test_moving_a_demos_time_is_a_persons_confirmation(guarded):
    w = guarded
    demo_time.mark(w.engines)
    w.time.remove()  # the demo's own offset from here on
    w.engines.follow_demo_clock()
    try:
        civic_time.confirm(w.engines)
        p = w.submitted()
        demo_time.advance(40 * 86400, w.engines)
        run_due(w.engines)
        assert w.stage(p) == "closed"
    finally:
        w.time.install()


def test_health_says_clock_for_either(guarded):
    w = guarded
    for days in (9, -9):
        w.time.at += timedelta(days=days)
        health.forget()
        assert health.word(w.engines) == "clock"
        w.time.at -= timedelta(days=days)
    health.forget()
    assert health.word(w.engines) == "ok"
    health.forget()


# --- the latest time beside the head --------------------------------------------------------------


def test_the_head_knows_the_latest_time_and_verify_checks_it(world, tmp_path):
    world.act("林一", draft())
    latest = max(r.at for r in world.rows(tables.fact))
    [head] = world.rows(tables.log_head)
    assert head.at == latest
    url = f"sqlite:///{tmp_path / 'again.sqlite3'}"
    upgrade(url)
    again = Engines(url)
    load_into(world.engines, again)
    with again.read_connection() as conn:
        assert conn.execute(select(tables.log_head.c.at)).scalar() == latest
    again.dispose()
    assert "latest time" in tampered(
        world, update(tables.log_head).values(at=latest + timedelta(days=90))
    )
