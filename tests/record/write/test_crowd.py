"""Ballots that come at once share a transaction: as if one after the other, and nobody's fate is
another's.
"""

import threading
import time as waiting
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from deliberation.charter.act import REGISTRY
from deliberation.charter.case import CLOCK
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.proposal import MY_RATING, RECUSED
from deliberation.charter.needs.proxies import MY_PROXY
from deliberation.charter.needs.voices import COMMENT, MY_SUPPORT, PARENT, SAID_LATELY
from deliberation.charter.needs.votes import MY_BALLOT, ROLL_ENTRY
from deliberation.charter.reasons import Refused
from deliberation.cycle.evaluate.acts.proposal import Rate
from deliberation.cycle.propose.acts.thread import Comment, SupportComment, TakeBackSupport
from deliberation.cycle.resolve.acts.proposal import CastBallot, CloseVote
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.log import facts as log
from deliberation.record.write import crowd
from deliberation.record.write.done import Conflict, Done
from deliberation.record.write.perform import perform
from tests.cycle.resolve.test_proxies import ALL, given, opened, state
from tests.traces import contents
from tests.world import World

VOTERS = ("代表甲", "代表乙", "代表丙", "代表丁", "代表戊")


@contextmanager
def gathered(w: World, subject: str, many: int) -> Iterator[list[Callable[[], object]]]:
    """So many acts wait while somebody is at work on their proposal; then they are one crowd."""
    crowds = w.engines.crowds = crowd.Crowds()
    key = (w.id, subject)
    crowds._led.add(key)
    jobs: list[Callable[[], object]] = []
    yield jobs
    assert len(jobs) == many
    results: list[object] = [None] * many

    def run(i: int) -> None:
        try:
            results[i] = jobs[i]()
        except Exception as error:
            results[i] = error

    threads = [threading.Thread(target=run, args=(i,)) for i in range(many)]
    for n, thread in enumerate(threads, 1):
        thread.start()  # one by one: they wait in this order
        while len(crowds._waiting.get(key, ())) < n:
            waiting.sleep(0.002)
    crowds._over([], key)
    for thread in threads:
        thread.join()
    jobs[:] = results  # type: ignore[assignment]


@contextmanager
def commits(w: World) -> Iterator[list[int]]:
    """How often something was committed."""
    seen: list[int] = []
    listener = lambda conn: seen.append(1)
    event.listen(w.engines._write, "commit", listener)
    try:
        yield seen
    finally:
        event.remove(w.engines._write, "commit", listener)


def ballot(w: World, p: str, who: str, choice: str = "for", **more: object) -> Callable[[], object]:
    act = CastBallot(act_id=str(more.pop("act_id", new_id())), subject_id=p, choice=choice, **more)
    return lambda: perform(act, w.actor(who), w.id, w.engines)


def revisions(w: World) -> dict[str, int]:
    names = {person: name for name, person in w.person.items()}
    return {names[r.voter_id]: r.revision for r in w.rows(tables.ballot)}


def test_five_ballots_are_one_transaction_and_one_is_refused_alone(world):
    w, p = world, world.in_vote()
    with commits(w) as seen, gathered(w, p, 6) as jobs:
        jobs += [ballot(w, p, who) for who in VOTERS[:4]]
        jobs += [ballot(w, p, "林一"), ballot(w, p, VOTERS[4], version_no=99)]
    assert [type(r) for r in jobs] == [Done] * 4 + [Refused] * 2
    assert [r.reasons[0].code for r in jobs[4:]] == ["not_on_roll", "stale_version"]
    assert len(seen) == 1 and revisions(w) == dict.fromkeys(VOTERS[:4], 1)
    assert w.counts(p).ballots == 4
    positions = sorted(r.position for r in jobs[:4])
    assert positions == list(range(positions[0], positions[0] + 4))
    verify(w.engines)


def test_a_refused_one_leaves_no_trace(world):
    w, p = world, world.in_vote()
    before = contents(w)
    with gathered(w, p, 2) as jobs:
        jobs += [ballot(w, p, "林一"), ballot(w, p, VOTERS[0], "perhaps")]
    assert [r.reasons[0].code for r in jobs] == ["not_on_roll", "bad_choice"]
    assert contents(w) == before


def test_one_person_twice_comes_one_after_the_other(world):
    w, p = world, world.in_vote()
    with gathered(w, p, 4) as jobs:
        jobs += [ballot(w, p, VOTERS[0], "for"), ballot(w, p, VOTERS[1], "for")]
        jobs += [ballot(w, p, VOTERS[0], "against"), ballot(w, p, VOTERS[0], "abstain")]
    assert all(isinstance(r, Done) for r in jobs)
    assert revisions(w) == {VOTERS[0]: 3, VOTERS[1]: 1}
    verify(w.engines)


def test_the_same_act_twice_is_done_once_and_somebody_elses_is_a_conflict(world):
    w, p = world, world.in_vote()
    before, one = new_id(), new_id()
    first = ballot(w, p, VOTERS[0], act_id=before)()
    with gathered(w, p, 5) as jobs:
        jobs += [ballot(w, p, VOTERS[0], act_id=before), ballot(w, p, VOTERS[1], act_id=one)]
        jobs += [ballot(w, p, VOTERS[1], act_id=one), ballot(w, p, VOTERS[2], act_id=one)]
        jobs += [ballot(w, p, VOTERS[3])]
    assert jobs[0].repeated and jobs[0].fact_id == first.fact_id
    assert jobs[1].fact_id == jobs[2].fact_id and sorted(r.repeated for r in jobs[1:3]) == [0, 1]
    assert isinstance(jobs[3], Conflict) and not jobs[4].repeated
    assert revisions(w) == {VOTERS[0]: 1, VOTERS[1]: 1, VOTERS[3]: 1}
    verify(w.engines)


def test_a_close_that_came_first_refuses_the_whole_crowd(world):
    w, p = world, world.in_vote()
    w.cast(p, **dict.fromkeys(VOTERS, "for"))
    w.time.to(w.row(p).closes_at)
    with gathered(w, p, 3) as jobs:
        jobs += [ballot(w, p, who, "against") for who in VOTERS[:3]]
        perform(CloseVote(act_id=new_id(), subject_id=p), CLOCK, w.id, w.engines)
    assert {r.reasons[0].code for r in jobs} == {"wrong_stage"}
    assert {r.choice for r in w.rows(tables.ballot)} == {"for"}
    verify(w.engines)


def test_who_is_named_in_anothers_act_goes_alone(engines, time):
    """Whoever gave their vote away votes themself, and so does the holder: the first act ends what
    the second one reads.
    """
    w = World(engines, time, rulebook=ALL).populate()
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    with gathered(w, p, 3) as jobs:
        jobs += [ballot(w, p, who) for who in ("林二", "林三", "林四")]
    assert all(isinstance(r, Done) for r in jobs)
    assert revisions(w) == {"林二": 1, "林三": 1, "林四": 1}
    assert state(w, proxy) == "voted_self"
    verify(w.engines)


def test_what_breaks_a_crowd_is_tried_again_one_by_one(world, monkeypatch):
    """Between what was applied and the commit: nothing of the first attempt is left."""
    w, p = world, world.in_vote()
    real, broken = log.append, []

    def append(conn, community, acts, at):
        written = real(conn, community, acts, at)
        if len(acts) > 1:
            broken.append(len(acts))
            raise OperationalError("INSERT", {}, Exception("lost"))
        return written

    monkeypatch.setattr(log, "append", append)
    with gathered(w, p, 4) as jobs:
        jobs += [ballot(w, p, who) for who in VOTERS[:4]]
    assert broken == [4] and all(isinstance(r, Done) for r in jobs)
    assert revisions(w) == dict.fromkeys(VOTERS[:4], 1) and w.counts(p).ballots == 4
    verify(w.engines)


def test_nobody_is_answered_where_nothing_can_be_committed(world, monkeypatch):
    w, p = world, world.in_vote()

    def append(*_):
        raise OperationalError("INSERT", {}, Exception("disk full"))

    before = contents(w)
    with monkeypatch.context() as patch:
        patch.setattr(log, "append", append)
        with gathered(w, p, 3) as jobs:
            jobs += [ballot(w, p, who) for who in VOTERS[:3]]
        assert [type(r) for r in jobs] == [OperationalError] * 3
    assert contents(w) == before
    assert isinstance(ballot(w, p, VOTERS[0])(), Done), "and the next is not kept waiting"


def test_who_waits_too_long_is_told_and_takes_nothing(small_world):
    w, p = small_world, small_world.in_vote()
    w.engines.crowds = crowd.Crowds()
    w.engines.crowds._led.add((w.id, p))
    w.engines.patience = 0.05
    before = contents(w)
    with pytest.raises(crowd.NotNow):
        ballot(w, p, VOTERS[0])()
    assert contents(w) == before and w.engines.crowds._waiting == {}


def test_comments_supports_and_ratings_that_come_together(world):
    """Several acts on one counter, of one kind and mixed: all of them counted, once each."""
    w, p = world, world.submitted()
    w.act("林二", Comment(act_id=new_id(), subject_id=p, body="好。", stance="for"))
    about = {"subject_id": p, "comment_id": w.rows(tables.comment)[0].comment_id}
    w.act("林九", SupportComment(act_id=new_id(), **about))

    def does(who: str, cls: type, **said: object) -> Callable[[], object]:
        act = cls(act_id=new_id(), **said)
        return lambda: perform(act, w.actor(who), w.id, w.engines)

    said = {"subject_id": p, "body": "我也说一句。", "stance": "for"}
    with commits(w) as seen, gathered(w, p, 7) as jobs:
        jobs += [does(who, SupportComment, **about) for who in ("林三", "林四", "林五")]
        jobs += [does("林九", TakeBackSupport, **about)]
        jobs += [does("林六", Comment, **said), does("林七", Comment, **said)]
        jobs += [does("林八", Comment, **said, parent_id=about["comment_id"])]
    assert [type(r) for r in jobs] == [Done] * 7 and len(seen) == 1
    assert w.counts(p).comments == 4
    standing = [r for r in w.rows(tables.comment_support) if r.taken_back_at is None]
    assert len(standing) == 3
    verify(w.engines)


def test_ratings_that_come_together_are_all_in_the_sum(world):
    w, p = world, world.in_evaluate()
    scores = {"林二": 5, "林三": 4, "林四": 1}

    def rates(who: str, score: int) -> Callable[[], object]:
        act = Rate(act_id=new_id(), subject_id=p, score=score)
        return lambda: perform(act, w.actor(who), w.id, w.engines)

    rates("林四", 3)()
    with commits(w) as seen, gathered(w, p, 3) as jobs:
        jobs += [rates(who, score) for who, score in scores.items()]
    assert all(isinstance(r, Done) for r in jobs) and len(seen) == 1
    assert (w.counts(p).ratings, w.counts(p).ratings_total) == (3, 10)
    verify(w.engines)


# What an act of a crowd may read: of whoever acts alone, or what no act of a crowd writes.
ALONE = {ROLL_ENTRY, MY_BALLOT, MY_PROXY, RECUSED, MY_SUPPORT, MY_RATING, SAID_LATELY}
NOT_WRITTEN = {THE_PAPER, COMMENT, PARENT}


def test_an_act_of_a_crowd_reads_nothing_that_another_writes():
    crowded = {cls.name: cls.needs for cls in REGISTRY.values() if cls.in_crowds}
    assert set(crowded) == {
        "cast_ballot",
        "comment",
        "support_comment",
        "take_back_support",
        "rate",
    }
    for name, needs in crowded.items():
        assert needs <= ALONE | NOT_WRITTEN, name


def test_whoever_is_named_by_another_waits_for_the_next_crowd(world, monkeypatch):
    """The rule by itself: of two acts that touch each other's people, one goes into the crowd."""
    w, p = world, world.in_vote()
    real = crowd.Meant

    class Meant(real):
        def __init__(self, facts, actor):
            super().__init__(facts, actor)
            self.people |= {w.person[VOTERS[0]]}

    monkeypatch.setattr(crowd, "Meant", Meant)
    with commits(w) as seen, gathered(w, p, 3) as jobs:
        jobs += [ballot(w, p, who) for who in VOTERS[:3]]
    assert all(isinstance(r, Done) for r in jobs) and len(seen) == 3
