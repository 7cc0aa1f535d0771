"""Costly work leaves a thread for pages, and a quiet network comes before a flooding one. Nobody
really waits: a waiter finds its time over, or its turn come."""

import pytest

from deliberation.turns import costly as module
from deliberation.turns.costly import QUIET, Costly, Crowded
from deliberation.turns.lately import HALF, Lately
from deliberation.turns.spare import Spare


@pytest.fixture
def work(monkeypatch):
    """One at a time, on a server of two threads. `waited`: how long each would have."""
    made = Costly(lambda: 1, 3.0, 1.0, Spare(2))
    made.waited, made.now = [], 1000.0
    monkeypatch.setattr(module, "monotonic", lambda: made.now)

    def wait(left: float) -> None:
        made.waited.append(left)
        made.now += left

    monkeypatch.setattr(made._moved, "wait", wait)
    return made


def flood(work, key: str = "flood") -> None:
    for _ in range(QUIET):
        with work.turn(key):
            pass


def test_the_last_thread_waits_for_nobody_who_floods(work):
    flood(work)
    with work.turn("other"):
        with pytest.raises(Crowded), work.turn("flood"):
            pass
        with pytest.raises(Crowded):
            work.expect("flood")
        assert work.waited == []
        work.expect("quiet")
        with pytest.raises(Crowded), work.turn("quiet"):
            pass
    assert work.waited == [work.short]
    assert work.spare._standing == 0


def test_where_a_thread_stays_free_one_waits_and_in_a_command_everybody(work):
    flood(work)
    for threads in (3, None):
        work.spare.threads = threads
        with work.turn("other"), pytest.raises(Crowded), work.turn("flood"):
            pass
    assert work.waited == [work.patience] * 2


def test_in_a_flood_from_everywhere_whoever_takes_less_than_others_may_wait(work):
    for i in range(8):
        flood(work, f"flood {i}")
        flood(work, f"flood {i}")
    flood(work, "estate")
    with work.turn("flood 1"):
        work.expect("estate")
        with pytest.raises(Crowded):
            work.expect("flood 2")


def test_a_flood_is_over_when_it_is(work):
    flood(work)
    work.now += 2 * HALF
    with work.turn("other"):
        work.expect("flood")


def test_of_those_who_wait_the_quiet_one_is_first(work):
    flood(work)
    work._waiting = {1: "flood", 2: "quiet", 3: "quiet"}
    assert work._first() == 2


def test_a_turn_is_given_back_however_it_ends(work):
    with pytest.raises(ValueError), work.turn("a"):
        raise ValueError
    with work.turn("b"):
        pass
    assert work._working == work.spare._standing == 0


def test_nobody_is_counted_for_ever():
    lately = Lately()
    for i in range(100):
        lately.took(str(i), 1.0, 1000.0)
    assert lately.least(["1", "new"], 1000.0) == "new"
    lately.took("new", 0.1, 1000.0 + 20 * HALF)
    assert set(lately._taken) == {"new"}
