"""A record followed in memory while acts are performed on a real database: every success is
replayed and held against the tables.

Called by `play`. `Start` is a database at one stage, reached by real acts, of which every sequence
gets a copy.
"""

from __future__ import annotations

import copy
import shutil
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Actor, Community
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal.cycle import StageMoved
from deliberation.charter.reasons import Refused
from deliberation.charter.subjects.proposal import Stage
from deliberation.record import tables
from deliberation.record.applying import Header, apply
from deliberation.record.applying.changes import Change, Erase, Know, Memory
from deliberation.record.check import replay
from deliberation.record.check.people import known
from deliberation.record.engines import Engines
from deliberation.record.log import canonical
from deliberation.record.tables import ERASABLE
from deliberation.record.tick import run_due
from deliberation.record.write.done import Done
from deliberation.record.write.perform import perform
from tests.record.play.invariants import broken
from tests.record.write.lock_log import LockLog
from tests.world import World

# the ids' randomness while sequences are played: order by id must not differ from one run to the
# next
IDS = Random()


@dataclass(frozen=True)
class Start:
    """A database at one stage: its file, its civic time, its tables in memory, and an id of another
    community's proposal.
    """

    name: str
    path: Path
    at: datetime
    memory: Memory
    world: World
    focus: str
    foreign: str


class Broken(AssertionError):
    """An invariant does not hold."""


def _copied(memory: Memory) -> Memory:
    """The same rows in dictionaries of their own; what stands in a row is never changed in place,
    and a deep copy looks at every bit of it."""
    made = Memory()
    for table, rows in memory.tables.items():
        made.tables[table] = {key: dict(row) for key, row in rows.items()}
    for place, keys in memory._by_subject.items():
        made._by_subject[place] = set(keys)
    return made


class Following:
    """A copy of a start, its record in memory, and the checks after every act."""

    def __init__(self, start: Start, engines: Engines, tell: Any) -> None:
        IDS.seed("play")
        on_file = engines.url.startswith("sqlite")
        path = Path(engines.url.removeprefix("sqlite:///"))
        if on_file:  # elsewhere it is a copy already
            for old in path.parent.glob(f"{path.name}*"):
                old.unlink()
            shutil.copy(start.path, path)
        self.world = copy.copy(start.world)
        self.world.engines = engines  # one for all sequences: it keeps its compiled statements
        self.world.time.at = start.at
        self.memory, self.focus, self.foreign, self.tell = (
            _copied(start.memory),
            start.focus,
            start.foreign,
            tell,
        )
        self.names = sorted(self.world.person)
        self.facts_with_text: list[tuple[str, str]] = []
        self.size = self._size()
        # its data_version changes when, and only when, somebody else committed
        self.watcher = sqlite3.connect(path) if on_file else None
        self.me = ""
        self.locks = LockLog(engines)
        self.locks.__enter__()
        self.last: tuple[Act, Actor] | None = None
        self.outcomes: Counter[tuple[str, str]] = Counter()
        community = self.row_of(tables.community)
        self.community = Community(
            community.community_id,
            community.slug,
            community.name,
            community.timezone,
            community.language,
        )
        self.reached = {p["stage"] for p in self.rows("proposal")}

    def close(self) -> None:
        if self.watcher is not None:
            self.watcher.close()
        self.locks.__exit__()
        self.world.engines.dispose()

    # --- looking
    # -------------------------------------------------------------------------------------

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Rows of this community in the order of the record."""
        return [
            r
            for r in self.memory.tables.get(table, {}).values()
            if r["community_id"] == self.world.id
        ]

    def clocks(self) -> list[dict[str, Any]]:
        """What the clock has to do still."""
        lines = self.rows("obligation")
        return [o for o in lines if o["who_kind"] == "clock" and o["ended_at"] is None]

    def row_of(self, table: Any) -> Any:
        return self.world.rows(table)[0]

    def local_now(self) -> datetime:
        return self.world.time.at + timedelta(hours=8)

    def _size(self) -> int:
        rows = self.world.rows(tables.log_head)
        return rows[0].size if rows else 0

    def committed(self) -> int:
        if self.watcher is None:
            return self._size()
        return self.watcher.execute("PRAGMA data_version").fetchone()[0]

    def tick(self) -> None:
        done = run_due(self.world.engines, community=self.world.id)
        if done:
            self.tell(f"the clock does {done}")
        self.absorb(ticked=True)

    # --- attempting and following
    # ---------------------------------------------------------------------

    def attempt(self, act: Act, actor: Actor, rng: Random, who: str) -> Done | None:
        """Perform; a refusal must leave the database untouched, a success must have committed and
        be as the table allows.
        """
        before = self.committed()
        try:
            done = perform(act, actor, self.world.id, self.world.engines)
        except Refused as refused:
            self.outcomes[act.name.value, "refused"] += 1
            if self.committed() != before:
                raise Broken(f"{act.name} was refused ({refused}) and wrote") from refused
            return None
        self.tell(f"{who}: {act}")
        if self.committed() == before:
            raise Broken(f"{act.name} is done and nothing was written")
        self.last = act, actor
        self.absorb()
        if done.due_now and rng.random() < 0.85:
            self.tick()
        return done

    def absorb(self, *, ticked: bool = False) -> None:
        """Replay what is new, hold it against the tables, and check every invariant."""
        with self.world.engines.snapshot() as conn:
            new = list(self._new_facts(conn))
            acts: dict[str, tuple[ActName, list[Fact]]] = {}
            stages = {s["subject_id"]: s["stage"] for s in self.rows("subject")}
            touched: set[str] = set()
            people = known(conn, self.world.id)
            firsts: dict[str, str | None] = {}
            for stored in new:
                head = canonical.read(stored.header)
                fact, header, hands = replay.read(stored, head, people)
                if firsts.setdefault(stored.act_id, stored.subject_id) == stored.subject_id:
                    _one_name(head, header, hands)
                acts.setdefault(stored.act_id, (ActName(head["act"]["name"]), []))[1].append(fact)
                changes = [*hands, *apply(fact, header)]
                self.memory.apply(changes)
                touched |= (
                    {c.table for c in changes if not isinstance(c, Erase)}
                    if not any(isinstance(c, Erase) for c in changes)
                    else set(ERASABLE)
                )
                self.facts_with_text += [
                    (stored.fact_id, part) for part in stored.bodies if part in ("text", "private")
                ]
            for name, facts in acts.values():
                self.outcomes[name.value, "done"] += 1
                _within_policy(name, facts, stages)
            different = [
                what
                for table in sorted(touched)
                if (what := self._different(conn, tables.metadata.tables[table]))
            ]
        self.reached |= {p["stage"] for p in self.rows("proposal")}
        wrong = (
            different
            + [what for t in self.locks.taken() for what in t.wrong()]
            + broken(self.memory, self.world.id, self.world.time.at, ticked=ticked)
        )
        if wrong:
            raise Broken("; ".join(wrong))

    def _different(self, conn: Any, table: Any) -> str:
        """The first row of this table that is not as the record makes it. (`verify` compares all
        tables at the end of the sequence.)
        """
        stored = {
            self.memory.key(table.name, dict(r._mapping)): dict(r._mapping)
            for r in conn.execute(select(table).where(table.c.community_id == self.world.id))
        }
        expected = {
            k: r
            for k, r in self.memory.tables[table.name].items()
            if r["community_id"] == self.world.id
        }
        wrong = [k for k in stored.keys() | expected.keys() if stored.get(k) != expected.get(k)]
        return (
            (
                f"{table.name} {wrong[0]}: {stored.get(wrong[0])}, the record says "
                f"{expected.get(wrong[0])}"
            )
            if wrong
            else ""
        )

    def _new_facts(self, conn: Any) -> Any:
        f, b = tables.fact, tables.fact_body
        mine = f.c.community_id == self.world.id, f.c.position >= self.size
        bodies: dict[int, dict[str, Any]] = {}
        for r in conn.execute(
            select(b).where(b.c.community_id == self.world.id, b.c.position >= self.size)
        ):
            bodies.setdefault(r.position, {})[r.part] = None if r.body is None else (r.salt, r.body)
        for r in conn.execute(select(f).where(*mine).order_by(f.c.position)):
            self.size = r.position + 1
            yield replay.Stored(
                r.position,
                r.fact_id,
                r.kind,
                r.subject_type,
                r.subject_id,
                r.act_id,
                r.at,
                bytes(r.header),
                bodies.get(r.position, {}),
            )


def _one_name(head: dict[str, Any], header: Header, hands: Sequence[Change]) -> None:
    """Whoever acts goes by one name in the header and in the facts of what the act is about. A list
    of who came may have whoever wrote it among many, and does not say so.
    """
    if head["kind"] == "attendance_recorded":
        return
    theirs = {
        c.row["handle"]
        for c in hands
        if isinstance(c, Know) and c.table == "hand" and c.row["person_id"] == header.person
    }
    if header.person is not None and len(theirs | {head["act"]["by"]}) > 1:
        raise Broken(f"{head['act']['name']}: {header.person} goes by two names in {head['kind']}")


def _within_policy(name: ActName, facts: list[Fact], stages: dict[str, str]) -> None:
    """Stage moves join end to end (`stages` follows them), begin where the act's row says, and only
    a closed proposal has an ending.
    """
    moves = [f for f in facts if isinstance(f, StageMoved)]
    if len({m.subject_id for m in moves}) > 1:
        raise Broken(f"{name} moved several proposals")
    for m in moves:
        if m.from_stage != stages.get(m.subject_id or "", "draft") or (
            m.to_stage == Stage.closed.value
        ) != (m.ending is not None):
            raise Broken(f"{name}: {m}, it was in {stages.get(m.subject_id or '')}")
        stages[m.subject_id or ""] = m.to_stage
    if moves and moves[0].to_stage not in {s.value for s in POLICY[name].outcomes.values()}:
        raise Broken(f"{name} moved to {moves[0].to_stage}")
