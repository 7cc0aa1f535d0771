"""Who waits for SQLite's write lock, and who gives up so that pages are read. Time is the test's
own."""

from threading import Thread

import pytest

from deliberation.record import turn as module
from deliberation.record.turn import KNOWN, SHORT, Turn, serves_no_pages
from deliberation.record.unavailable import NotNow
from deliberation.turns.spare import Spare


class Time:
    """Stands still but for a waiting thread, which finds that its time is over."""

    at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def time(monkeypatch):
    made = Time()
    monkeypatch.setattr(module, "monotonic", made)
    return made


@pytest.fixture
def turn(monkeypatch, time):
    """Of a server with two threads. `waited`: how long each waiter would have."""
    made = Turn(Spare(2))
    made.threads = 2
    made.waited = []

    def wait(left: float) -> None:
        made.waited.append(round(left, 3))
        time.at += left

    monkeypatch.setattr(made._line, "wait", wait)
    return made


def beside(work) -> list:
    """In a thread of the clock."""
    found: list = []

    def run() -> None:
        serves_no_pages()
        found.append(work())

    thread = Thread(target=run)
    thread.start()
    thread.join()
    return found


def test_alone_there_is_all_the_patience(turn):
    assert turn.take(3) == 3


def test_behind_a_stranger_one_waits_and_the_others_do_not(turn, time):
    turn.take(3)  # asks the database, and a stranger holds its lock
    with pytest.raises(NotNow):
        turn.take(3)
    time.at += SHORT
    with pytest.raises(NotNow):
        turn.take(3)
    assert turn.waited == [SHORT]
    turn.refused()
    turn.leave()
    assert turn.take(3) == KNOWN  # the next asks shortly, and nobody waits behind it
    with pytest.raises(NotNow):
        turn.take(3)
    assert turn.waited == [SHORT]
    turn.has_it()
    turn.leave()
    assert turn.take(3) == 3  # somebody got it: as before


def test_behind_a_long_transaction_of_ones_own_the_last_thread_stays_for_readers(turn):
    turn.take(3)
    turn.has_it()
    with pytest.raises(NotNow):
        turn.take(3)
    assert turn.waited == [SHORT]
    turn.leave()
    assert turn.take(3) == 3


def test_behind_the_clock_one_thread_waits_patiently_and_the_last_shortly(turn):
    beside(lambda: (turn.take(10), turn.has_it()))
    with pytest.raises(NotNow):
        turn.take(3)
    assert turn.waited == [3]
    turn.spare.stand()  # another thread waits
    with pytest.raises(NotNow):
        turn.take(3)
    assert turn.waited == [3, SHORT]


def test_the_clock_and_commands_wait_as_long_as_they_like(turn):
    turn.take(3)
    turn.refused()
    with pytest.raises(NotNow):
        turn.take(10)

    def patient():
        with pytest.raises(NotNow):
            turn.take(10)

    beside(patient)
    turn.threads = None
    with pytest.raises(NotNow):
        turn.take(10)
    assert turn.waited == [10, 10]


def test_whoever_gave_up_does_not_stand_in_line(turn):
    turn.take(3)
    for _ in range(5):
        with pytest.raises(NotNow):
            turn.take(3)
    assert turn.spare._standing == 1
