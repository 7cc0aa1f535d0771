"""Nothing waits unseen: over random play every open line stands on the desks it means and on no
other, and ends, or is listed, where nobody is left; also after terms have ended and the last who
could has stepped aside.

By day two hundred short sequences, by night a thousand on each database.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from deliberation.charter.acts import ActName
from deliberation.charter.cycle.obligations import ENDLESS
from deliberation.charter.cycle.policy import POLICY
from deliberation.cycle.resolve.acts import batches, paper
from deliberation.cycle.suggest.acts.council import Recuse
from deliberation.cycle.supervise.acts.inspection import Accept
from deliberation.readings import obligations
from deliberation.readings.desk import lines, supervised
from deliberation.readings.page import posting
from deliberation.record.check.replay import load_into
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from tests.record.play import listed, obliged
from tests.record.play.following import Start
from tests.record.play.obliged import Around
from tests.record.play.play import Play
from tests.record.play.starts import STARTS

pytestmark = pytest.mark.slow
BY_DAY, BY_NIGHT, STEPS = 15, 72, 5
KEYS = {"mac_key": b"k" * 32, "log_key": b"l" * 32}


def played(start: Start, engines: Engines, first: int, last: int) -> list[str]:
    """What does not hold, of so many sequences."""
    wrong: list[str] = []
    for k in range(first, last):
        play = Play(start, engines, lambda _: None)
        try:
            for n in range(STEPS):
                play.step(f"{start.name}.{k}.{n}")
                with play.world.engines.read_connection() as conn:
                    wrong += obliged.one(Around(play, conn), Random(f"{start.name}/{k}/{n}"))
                wrong += obliged.pressed(play, Random(f"{start.name}.{k}.{n}.pressed"))
                if k >= BY_DAY or n == STEPS - 1:  # by day where each sequence has come to
                    with play.world.engines.read_connection() as conn:
                        wrong += listed.ended(Around(play, conn))
                    wrong += obliged.from_desk(play, Random(f"{start.name}.{k}.{n}.desk"))
            with play.world.engines.read_connection() as conn:
                wrong += obliged.every(Around(play, conn))
            wrong += obliged.when_due(play, Random(f"{start.name}/{k}"))
        finally:
            play.close()
    return sorted(set(wrong))


@pytest.mark.parametrize("name", STARTS)
def test_what_waits_stands_on_the_desks_it_means(starts, play_engines, name):
    assert played(starts[name], play_engines, 0, BY_DAY) == []


@pytest.mark.nightly
@pytest.mark.parametrize("name", STARTS)
def test_more_of_what_waits_stands_on_the_desks_it_means(starts, play_engines, name):
    assert played(starts[name], play_engines, BY_DAY, BY_DAY + BY_NIGHT) == []


@pytest.fixture(scope="module")
def there(starts, cluster) -> Iterator[dict[str, tuple[Start, str]]]:
    """The same starts in PostgreSQL: each record replayed into a database that is copied."""
    found = {}
    for name, start in starts.items():
        source, database = Engines(f"sqlite:///{start.path}", **KEYS), cluster.create()
        target = Engines(cluster.url(database), **KEYS)
        load_into(source, target)
        source.dispose()
        target.dispose()
        cluster.leave(database)
        found[name] = start, database
    yield found


@pytest.mark.nightly
@pytest.mark.postgres
@pytest.mark.parametrize("name", STARTS)
def test_the_same_waits_in_postgresql(there, cluster, name):
    start, template = there[name]
    wrong: list[str] = []
    for k in range(BY_DAY + BY_NIGHT):
        database = cluster.create(template)
        engines = Engines(cluster.url(database), **KEYS)
        wrong += played(start, engines, k, k + 1)
        engines.dispose()
        cluster.drop(database)
    assert wrong == []


def stepped_aside(start: Start, engines: Engines) -> Play:
    """Whoever can has said that it concerns them, and takes no part."""
    play = Play(start, engines, lambda _: None)
    for who in play.names:
        act = Recuse(act_id=new_id(), subject_id=play.focus, reason="neighbour")
        play.attempt(act, play.world.actor(who), Random(0), who)
    return play


def looked(play: Play) -> list[str]:
    with play.world.engines.read_connection() as conn:
        around = Around(play, conn)
        return obliged.every(around) + obliged.all_desks(around) + listed.ended(around)


@pytest.mark.parametrize("name", STARTS)
def test_where_the_last_who_could_steps_aside_or_all_terms_end(starts, play_engines, name):
    """Each line is done by the clock then, or stands where the supervisors look."""
    play = stepped_aside(starts[name], play_engines)
    try:
        wrong = looked(play)
        # every office of this community has ended by then, without a fact
        play.world.time.advance(days=1800)
        wrong += looked(play)
        play.tick()
        wrong += looked(play)
    finally:
        play.close()
    assert wrong == []


def handed_in(start: Start, engines: Engines) -> Play:
    """A vote is over, with one pile of its paper entered once and one ballot still out."""
    play = Play(start, engines, lambda _: None)
    w, p = play.world, play.focus
    for voter in ("代表甲", "代表乙"):
        act = paper.IssuePaper(act_id=new_id(), subject_id=p, person_id=w.person[voter])
        play.attempt(act, w.actor("窗口", factor="authenticator"), Random(0), "窗口")
    pile = batches.EnterBatch(act_id=new_id(), subject_id=p, sheets=1, entries=((1, "for"),))
    play.attempt(pile, w.actor("窗口", factor="authenticator"), Random(0), "窗口")
    w.time.to(w.row(p).closes_at)
    play.tick()
    return play


def test_what_stands_on_a_desk_of_a_count_that_waits_can_be_done(starts, play_engines):
    """The paper is ended by nobody as long as a pile is open: the pile stands on the desks."""
    play = handed_in(starts["vote"], play_engines)
    try:
        asked = {x["act"] for x in play.rows("obligation") if x["ended_at"] is None}
        assert {"enter_batch", "enter_batch_again", "finish_paper", "close_vote"} <= asked
        wrong = obliged.from_desk(play, Random(0), least=100) + looked(play)
    finally:
        play.close()
    assert wrong == []


TAKEN_OUT = {
    "who may not": (lines, "_allowed", lambda: lines.O.c.act.is_not(None), "who may not"),
    "who did it": (lines, "_done", lambda: lines.O.c.act.is_(None), "did their part"),
    "who is asked": (lines, "_asked", lambda: lines.O.c.who_kind == "hand", "not on their desk"),
    "why it may wait": (obliged, "ENDLESS", {}, "waits for nobody"),
}


@pytest.mark.parametrize("what", TAKEN_OUT)
def test_it_is_noticed_when_a_part_is_taken_out(starts, play_engines, monkeypatch, what):
    where, name, instead, said = TAKEN_OUT[what]
    monkeypatch.setattr(where, name, instead)
    forget()
    found: list[str] = []
    try:
        for start in ("advise", "inspect"):
            play = Play(starts[start], play_engines, lambda _: None)
            if start == "inspect":
                act = Accept(act_id=new_id(), subject_id=play.focus)
                play.attempt(act, play.world.actor("监事甲"), Random(0), "监事甲")
            found += looked(play)
            play.close()
            play = stepped_aside(starts[start], play_engines)
            found += looked(play)
            play.world.time.advance(days=1800)
            found += looked(play)
            play.close()
    finally:
        monkeypatch.undo()
        forget()
    assert any(said in x for x in found), found


def forget() -> None:
    """The statements are made anew."""
    lines._query.cache_clear()
    lines._grouped.cache_clear()


KEEPS = {
    "the boards": (posting, "nobody is asked to"),
    "the supervisors": (supervised, "stands for nothing that is open"),
    "a page": (obligations, "waits on its page, and is over"),
}


@pytest.mark.parametrize("what", KEEPS)
def test_it_is_noticed_when_a_list_keeps_what_has_ended(starts, play_engines, monkeypatch, what):
    where, said = KEEPS[what]
    name = "_now" if where is obligations else "open_now"
    monkeypatch.setattr(where, name, lambda *_now: (True,))
    play = Play(starts["inspect"], play_engines, lambda _: None)
    try:
        with play.world.engines.read_connection() as conn:
            found = listed.ended(Around(play, conn))
    finally:
        play.close()
    assert any(said in x for x in found), found


def test_it_is_noticed_when_the_clock_does_nothing(starts, play_engines, monkeypatch):
    monkeypatch.setattr(Play, "tick", lambda self: None)
    found = [played(starts[name], play_engines, 0, 2) for name in ("take_up", "publish")]
    assert any("was due and did nothing" in x for some in found for x in some), found


def test_every_act_that_may_wait_has_a_line_that_does():
    assert {ActName(a) for a in ENDLESS} <= set(POLICY)
