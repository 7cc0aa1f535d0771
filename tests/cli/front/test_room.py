"""Room for bodies, without a socket: who gives way to whom. Times and sizes are the test's own."""

import pytest

from deliberation.cli.front import line
from deliberation.cli.front.limits import KIBI, MEBI, Limits, Pace
from deliberation.cli.front.line import Line, Place
from deliberation.cli.front.room import Body, Full, Room

LIMITS = Limits()


def body(room: Room, network: str, begun: float = 0.0, size: int = 0, session: str = "") -> Body:
    """An unfinished body that sent so much in one go when it began."""
    made = Body(None, network, session, Pace(room.limits, begun))
    room.enter(made)
    if size:
        made.pace.took(size, begun)
        room.take(made, size)
    return made


def test_a_rate_is_asked_for_all_the_time_however_fast_it_began():
    pace = Pace(LIMITS, 0.0)
    assert pace.due == LIMITS.idle
    pace.took(60 * MEBI, 3.0)
    ends = pace.due
    for second in (10.0, 17.0):
        pace.took(1, second)
        ends = pace.due
    assert ends == 3.0 + LIMITS.window


def test_a_steady_sender_is_due_only_when_it_stops_and_never_after_the_longest_time():
    pace = Pace(LIMITS, 0.0)
    for tick in range(1, 10 * int(LIMITS.longest)):
        pace.took(LIMITS.rate // 10 + 200, tick / 10)
        assert min(tick / 10 + 1, LIMITS.longest) <= pace.due <= LIMITS.longest
        assert len(pace._marks) <= LIMITS.window + 2


def test_small_bodies_never_wait_for_the_room_of_large_ones():
    room = Room(LIMITS)
    for i in range(2):
        for _ in range(4):
            body(room, f"n{i}", size=56 * MEBI)
    assert room.held == LIMITS.held
    small = [body(room, "n0", size=64 * KIBI) for _ in range(40)]
    assert not any(b.gave_way for b in room.unfinished) and room.held == LIMITS.held
    assert all(b.size == 64 * KIBI and not b.held for b in small)


def test_one_network_and_one_session_have_half_and_a_few_forms():
    room = Room(LIMITS)
    first = [body(room, "n", begun=i, size=56 * MEBI) for i in range(4)]
    body(room, "n", begun=9, size=56 * MEBI)
    assert [b.gave_way for b in first] == [True, False, False, False]
    assert room.held == LIMITS.held_of_one
    theirs = [body(room, f"m{i}", begun=i, size=60 * MEBI, session="s") for i in range(3)]
    assert [b.gave_way for b in theirs] == [True, False, False]


def test_when_all_is_taken_the_stalled_give_way_and_a_quiet_network_gets_room():
    room = Room(LIMITS)
    stalled = [body(room, f"n{i}", begun=i, size=56 * MEBI) for i in range(8)]
    sending = body(room, "quiet", begun=12, size=1 * MEBI)
    for second in range(13, 73):
        sending.pace.took(MEBI, second)
        room.take(sending, MEBI)
    assert not sending.gave_way and sending.size == 61 * MEBI
    assert [b.gave_way for b in stalled] == [True] * 2 + [False] * 6
    assert room.held == sum(b.held for b in room.unfinished) <= LIMITS.held


def test_bodies_that_are_whole_never_give_way():
    room = Room(LIMITS)
    for i in range(8):
        room.leave(body(room, f"n{i}", size=56 * MEBI))
    with pytest.raises(Full):
        body(room, "n9", size=MEBI)
    body(room, "n9", size=64 * KIBI)


def test_what_ended_is_forgotten():
    room = Room(LIMITS)
    made = body(room, "n", size=56 * MEBI, session="s")
    room.leave(made)
    room.free(made)
    assert room.held == 0 and not room.of_network and not room.of_session and not room.unfinished


def test_a_full_house_lets_the_newcomer_in_and_the_slowest_of_the_crowding_out():
    room = Room(LIMITS)
    crowd = [body(room, f"n{i % 8}", begun=i) for i in range(LIMITS.bodies - 1)]
    quiet = body(room, "quiet", begun=-1)
    newest = [body(room, "n9", begun=1000 + i) for i in range(10)]
    assert [b.gave_way for b in crowd] == [True] * 10 + [False] * (len(crowd) - 10)
    assert not quiet.gave_way and not any(b.gave_way for b in newest)
    assert len(room.unfinished) == LIMITS.bodies


def test_pages_come_before_forms_and_forms_are_not_kept_out():
    waiting = Line()
    for i in range(3):
        waiting.put(Place("n", True), f"form {i}")
    for i in range(20):
        waiting.put(Place("n", False), i)
    got = [waiting.get()[1] for _ in range(23)]
    assert got[: line.PAGES_IN_A_ROW + 1] == [*range(line.PAGES_IN_A_ROW), "form 0"]
    assert [g for g in got if isinstance(g, int)] == list(range(20)), "one after the other"


def test_among_forms_a_quiet_network_comes_before_those_that_took_much(monkeypatch):
    monkeypatch.setattr(line, "monotonic", lambda: 100.0)
    waiting = Line()
    for i in range(40):
        waiting.put(Place(f"flood {i}", True), "flood")
        place, _item = waiting.get()
        waiting.used(place, 0.1)
        waiting.put(Place(f"flood {i}", True), "flood")
    waiting.put(Place("quiet", True), "theirs")
    assert waiting.get() == (Place("quiet", True), "theirs")


def test_who_read_much_sends_as_others_do(monkeypatch):
    monkeypatch.setattr(line, "monotonic", lambda: 100.0)
    waiting = Line()
    waiting.used(Place("reader", False), 9.0)
    waiting.used(Place("other", True), 0.1)
    waiting.put(Place("other", True), "second")
    waiting.put(Place("reader", True), "first")
    assert waiting.get()[1] == "first"
