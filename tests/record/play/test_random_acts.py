"""Acts by chance on a real database: whatever anyone attempts in whatever order, everything holds
and the record replays to the same tables.

Derandomised, so every run is the same: by day one sequence of every start, by night five.
DELIBERATION_HYPOTHESIS=long draws new sequences of every
start, thousands of them: `DELIBERATION_HYPOTHESIS=long python -m pytest
tests/record/play/test_random_acts.py`; _EXAMPLES sets how many per start.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from deliberation.charter.acts import ActName
from deliberation.charter.case import Actor
from deliberation.charter.subjects.proposal import Stage
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.record.check.verify import verify
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from tests.record import linking
from tests.record.play.chance import draw
from tests.record.play.following import Broken, Start
from tests.record.play.invariants import about, broken
from tests.record.play.play import Play
from tests.record.play.starts import STARTS

pytestmark = pytest.mark.slow
LONG = os.environ.get("DELIBERATION_HYPOTHESIS") == "long"
BY_DAY, BY_NIGHT = 1, 5
EXAMPLES = int(os.environ.get("DELIBERATION_HYPOTHESIS_EXAMPLES") or (400 if LONG else BY_DAY))
LEAST_DONE = 50
STEPS = 45 if LONG else 35

REACHED: dict[str, set[str]] = {}
OUTCOMES: Counter[tuple[str, str]] = Counter()


def attempted(start: Start, engines: Engines, examples: int) -> None:
    """So many sequences of acts from here, with everything looked at after each act."""

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=not LONG,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        phases=(Phase.generate, Phase.shrink),
    )
    @given(st.lists(st.integers(0, 2**32 - 1), min_size=STEPS, max_size=STEPS))
    def sequence(numbers: list[int]) -> None:
        play = Play(start, engines, note)
        try:
            seen: Counter[int] = Counter()
            for n in (
                numbers
            ):  # hypothesis likes to draw one number again; its second coming is another step
                play.step(f"{start.name}.{n}.{seen[n]}")
                seen[n] += 1
            verify(play.world.engines)
            assert not linking.found(linking.read(play.world.engines, play.world.id))
        finally:
            REACHED.setdefault(start.name, set()).update(play.reached)
            OUTCOMES.update(play.outcomes)
            play.close()

    sequence()


@pytest.mark.parametrize("name", STARTS)
def test_whatever_is_attempted_everything_holds(
    starts: dict[str, Start], play_engines: Engines, name: str
) -> None:
    attempted(starts[name], play_engines, EXAMPLES)


@pytest.mark.nightly
@pytest.mark.parametrize("name", STARTS)
def test_whatever_else_is_attempted_everything_holds(
    starts: dict[str, Start], play_engines: Engines, name: str
) -> None:
    attempted(starts[name], play_engines, max(EXAMPLES, BY_NIGHT))


@pytest.mark.parametrize("start", ["gather", "vote", "passed_on"])
def test_a_visitor_or_somebody_unknown_is_refused_everything(
    starts: dict[str, Start], play_engines: Engines, start: str
) -> None:
    """With a reason, and before any answer is needed that only a person has."""
    play, rng = Play(starts[start], play_engines, print), Random(1)
    try:
        for name in ActName:
            for actor in (Actor(), Actor(person_id=new_id())):
                assert (
                    play.attempt(
                        draw(play, name, rng, play.rows("proposal")[1]), actor, rng, "nobody"
                    )
                    is None
                )
    finally:
        play.close()


def _first(play: Play, table: str) -> dict[str, Any]:
    return next(r for r in play.rows(table) if about(r) == play.focus)


def _clock(play: Play) -> dict[str, Any]:
    return next(c for c in play.clocks() if c["subject_id"] == play.focus)


def _line(play: Play, act: str) -> dict[str, Any]:
    lines = play.rows("obligation")
    return next(o for o in lines if (o["subject_id"], o["act"]) == (play.focus, act))


def _hand(play: Play) -> dict[str, Any]:
    mine = play.world.person["林一"]
    return next(h for h in play.rows("hand") if h["person_id"] == mine)


SPOILED: dict[str, tuple[str, Callable[[Play], object]]] = {
    "standing": ("gather", lambda play: _first(play, "subject").update(version_no=9)),
    "ending": ("gather", lambda play: _first(play, "proposal").update(ending="completed")),
    "counts": ("gather", lambda play: _first(play, "proposal_count").update(cosigns=9)),
    "stage_count": ("gather", lambda play: play.rows("stage_count")[0].update(proposals=7)),
    "clocks": ("take_up", lambda play: play.memory.tables["obligation"].clear()),
    "advice": ("advise", lambda play: _clock(play).update(act="proceed")),
    "windows": (
        "take_up",
        lambda play: _first(play, "proposal").update(merge_until=play.world.time.at),
    ),
    "hands": ("gather", lambda play: _hand(play).update(purpose="office")),
    "round": ("publish", lambda play: _first(play, "ballot").update(choice="abstain")),
    "text": ("notice", lambda play: _first(play, "proposal").update(title="Anderes")),
    "lines": ("publish", lambda play: _line(play, "certify").update(ended_at=play.world.time.at)),
    "still due": ("vote", lambda play: _clock(play).update(due_at=play.world.time.at)),
}


@pytest.mark.parametrize("rule", SPOILED)
def test_each_invariant_notices_what_it_is_there_for(
    starts: dict[str, Start], play_engines: Engines, rule: str
) -> None:
    name, spoil = SPOILED[rule]
    play = Play(starts[name], play_engines, print)
    try:
        assert not broken(play.memory, play.world.id, play.world.time.at, ticked=True)
        spoil(play)
        assert any(
            what.startswith(rule)
            for what in broken(play.memory, play.world.id, play.world.time.at, ticked=True)
        )
    finally:
        play.close()


def test_a_row_changed_without_a_fact_is_noticed(
    starts: dict[str, Start], play_engines: Engines
) -> None:
    play = Play(starts["gather"], play_engines, print)
    try:
        with play_engines.write_connection() as conn:
            conn.exec_driver_sql("UPDATE proposal_count SET comments = 5")
        with pytest.raises(Broken, match="proposal_count"):
            play.attempt(
                Comment(act_id=new_id(), subject_id=play.focus, body="好。"),
                play.world.actor("林二"),
                Random(1),
                "林二",
            )
    finally:
        play.close()


def test_every_act_is_attempted_and_everything_holds(
    starts: dict[str, Start], play_engines: Engines
) -> None:
    play = Play(starts["advise"], play_engines, print)
    try:
        play.each("each")
        verify(play.world.engines)
        assert not linking.found(linking.read(play.world.engines, play.world.id))
        assert {name for name, _ in play.outcomes} >= {a.value for a in ActName} - {
            "create_community"
        }
    finally:
        play.close()


def test_the_sequences_get_somewhere() -> None:
    """What random play reached in this run; it means something only after the sequences above."""
    if set(REACHED) != set(STARTS):
        pytest.skip("only together with every sequence")
    everywhere = set().union(*REACHED.values())
    assert everywhere == {s.value for s in Stage}
    done = {name for name, how in OUTCOMES if how == "done"}
    assert len(done) >= LEAST_DONE, sorted({a.value for a in ActName} - done)
    share = sum(n for (_, how), n in OUTCOMES.items() if how == "done") / sum(OUTCOMES.values())
    assert share > 0.3, f"{share:.0%} of the attempts were done"
