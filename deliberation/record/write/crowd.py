"""Acts that many do at once on one proposal share a transaction: while one is under way, those that
come wait, and the next takes them all. The proposal is locked once, the log's head once, and one
commit makes all of them durable; each is gated and decided alone, as if one after the other.

Called by `perform` for acts that say so (`in_crowds`). Of one person at most one act is in a crowd,
principal and holder of a proxy alike. A refusal leaves the others alone. Whatever breaks a crowd (a
repeated act id, a serialization that failed, a fault of ours) is attempted again, each act by
itself. Nobody is answered before the commit.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Condition, Lock
from time import monotonic

from sqlalchemy import Connection, bindparam, select

from deliberation.charter.reasons import Refused
from deliberation.charter.subjects import SubjectType
from deliberation.record import civic_time, tables
from deliberation.record.direct import once
from deliberation.record.engines import Engines
from deliberation.record.prepared import run
from deliberation.record.private.whole import apart
from deliberation.record.turn import SHORT
from deliberation.record.unavailable import NotNow
from deliberation.turns import spare

from . import casefile, locks
from .communities import community
from .deciding import attempted, judged
from .done import Attempted, Done, first_answer
from .naming import Meant
from .writing import Decided, write_all

LOG = logging.getLogger(__name__)
MOST = 32  # acts in one transaction
Alone = Callable[[Attempted, Engines], Done]
_made = Lock()


@dataclass(eq=False)
class _One:
    """One act that waits. taken: somebody does it now; settled: it is known what became of it, and
    without an answer it goes alone.
    """

    said: Attempted
    taken: bool = False
    settled: bool = False
    answer: Done | Exception | None = None


class Crowds:
    """Who waits in this process, by proposal, and on which of them somebody is at work."""

    def __init__(self) -> None:
        self._moved = Condition()
        self._waiting: dict[tuple[str, str], list[_One]] = {}
        self._led: set[tuple[str, str]] = set()

    def join(self, said: Attempted, engines: Engines, alone: Alone) -> Done:
        """Do it with others, or lead them. Raises as `perform` does."""
        one, key = _One(said), (said.community_id, said.act.subject_id or "")
        with self._moved:
            self._waiting.setdefault(key, []).append(one)
        while not one.settled:
            with self._moved:
                self._wait(one, key, engines.patience)
                batch = [] if one.settled else self._lead(key)
            if batch:
                try:
                    _settle(batch, engines, alone)
                finally:
                    self._over(batch, key)
        return _answer(one, engines, alone)

    def _wait(self, one: _One, key: tuple[str, str], patience: float) -> None:
        """Until it is settled, or its turn to lead."""
        begun = monotonic()
        with spare.process.standing():
            while not one.settled and (one.taken or key in self._led):
                longest = SHORT if spare.process.last else patience
                left = begun + longest - monotonic()
                if left <= 0 and not one.taken:
                    self._leave(one, key)
                    raise NotNow
                self._moved.wait(None if one.taken else left)

    def _leave(self, one: _One, key: tuple[str, str]) -> None:
        """It waited too long."""
        self._waiting[key].remove(one)
        if not self._waiting[key]:
            del self._waiting[key]

    def _lead(self, key: tuple[str, str]) -> list[_One]:
        """Those who wait, in the order in which they came: of each person and of each act id one.
        Whoever leads need not be among them.
        """
        waiting = self._waiting.pop(key)
        batch: list[_One] = []
        people: set[str | None] = set()
        ids: set[str] = set()
        for x in waiting:
            person, act = x.said.actor.person_id, x.said.act.act_id
            if len(batch) < MOST and person not in people and act not in ids:
                batch.append(x)
                people.add(person)
                ids.add(act)
        left = [x for x in waiting if x not in batch]
        if left:
            self._waiting[key] = left
        for x in batch:
            x.taken = True
        self._led.add(key)
        return batch

    def _over(self, batch: list[_One], key: tuple[str, str]) -> None:
        with self._moved:
            for x in batch:
                x.settled = True
            self._led.discard(key)
            self._moved.notify_all()


def join(said: Attempted, engines: Engines, alone: Alone) -> Done:
    """Do an act with those who do the like at the same proposal now. alone: how it is done by
    itself."""
    with _made:
        if engines.crowds is None:
            engines.crowds = Crowds()
    done: Done = engines.crowds.join(said, engines, alone)
    return done


def _answer(one: _One, engines: Engines, alone: Alone) -> Done:
    match one.answer:
        case None:
            return alone(one.said, engines)
        case Refused():
            return first_answer(engines, one.said, one.answer)
        case Exception():
            raise one.answer
    return one.answer


def _settle(batch: list[_One], engines: Engines, alone: Alone) -> None:
    """Do them all in one transaction. Where it cannot be, none has an answer."""
    if len(batch) == 1:
        try:
            batch[0].answer = alone(batch[0].said, engines)
        except Exception as error:
            batch[0].answer = error
        return
    try:
        with apart(engines) as conn:
            answers = _together(conn, batch, engines)
    except NotNow as error:
        for one in batch:
            one.answer = error
        return
    except Exception:  # each finds out by itself what is wrong with it
        LOG.warning("%s acts are tried again one by one", len(batch), exc_info=True)
        return
    for one, answer in zip(batch, answers, strict=True):
        one.answer = answer


def _together(
    conn: Connection, batch: list[_One], engines: Engines
) -> list[Done | Exception | None]:
    first = batch[0].said
    here, subject = first.community_id, first.act.subject_id or ""
    repeated = _repeated(conn, here, [x.said.act.act_id for x in batch])
    locked = locks.for_many(conn, here, first.act.of or SubjectType.proposal, subject)
    if locked is None:
        return [None] * len(batch)
    people = [x.said.actor.person_id or "" for x in batch]
    known = casefile.of_many(conn, here, locked, people)
    crowd = _Crowd(conn, engines, locked, known)
    answers = [
        None if x.said.act.act_id in repeated else crowd.attempt(x.said, frozenset(people))
        for x in batch
    ]
    decided = [a for a in answers if isinstance(a, Decided)]
    done = iter(write_all(conn, decided) if decided else ())
    return [next(done) if isinstance(a, Decided) else a for a in answers]


class _Crowd:
    """What is decided side by side, all of it at one time: after the lock."""

    def __init__(
        self, conn: Connection, engines: Engines, locked: locks.Locked, known: casefile.Known
    ) -> None:
        self._conn, self._engines, self._locked, self._known = conn, engines, locked, known
        self._now: datetime | None = None
        self._touched: set[str] = set()

    def attempt(self, said: Attempted, people: frozenset[str]) -> "Decided | Exception | None":
        """What follows from one; or why it is refused; or None, where it touches somebody who acts
        in this crowd too.
        """
        try:
            return self._decided(said, people)
        except Refused as refused:
            return refused

    def _decided(self, said: Attempted, people: frozenset[str]) -> Decided | None:
        place = community(self._conn, said.community_id, self._engines)
        case = casefile.load(self._conn, place, said.act, said.actor, self._locked, self._known)
        self._now = case.now = self._now or case.now
        civic_time.check(self._engines, self._conn, case.now)
        facts = judged(self._conn, said.act, case)
        touched = Meant(facts, said.actor.person_id).people
        others = (people | self._touched) - {said.actor.person_id}
        if touched & others:
            return None
        self._touched |= touched
        return Decided(case, facts, attempted(said, case), said.act.subject_id)


_DONE = once(
    select(tables.act_done.c.act_id).where(
        tables.act_done.c.community_id == bindparam("here"),
        tables.act_done.c.act_id.in_(bindparam("acts", expanding=True)),
    )
)


def _repeated(conn: Connection, here: str, acts: list[str]) -> set[str]:
    """Which were done before."""
    return {row.act_id for row in run(conn, _DONE, {"here": here, "acts": acts})}
