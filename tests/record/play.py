"""One community played by chance: draws who attempts what, performs it on a real database, and follows the record in memory.

Called by test_random_acts. `Start` is a database at one stage, reached by real acts, of which every sequence gets a copy.
"""

from __future__ import annotations

import copy
import shutil
import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from deliberation.charter.act import REGISTRY, Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import CLOCK, OPERATOR, Actor, Community
from deliberation.charter.facts import Fact
from deliberation.charter.facts.cycle import StageMoved
from deliberation.charter.gate import open_to
from deliberation.charter.offers import offers
from deliberation.charter.policy import POLICY
from deliberation.charter.reasons import Refused
from deliberation.charter.roles import Role
from deliberation.charter.stages import Stage
from deliberation.cycle.propose.acts import Cosign
from deliberation.cycle.resolve.acts import CastBallot
from deliberation.record import canonical, casefile, replay, tables
from deliberation.record.apply import apply
from deliberation.record.changes import Erase, Memory
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.perform import Conflict, Done, perform
from deliberation.record.tables import ERASABLE
from deliberation.record.tick import run_due
from tests.record.chance import draw
from tests.record.invariants import broken
from tests.record.lock_log import LockLog
from tests.world import OFFICES, World

CLOCKWORK = [name for name, row in POLICY.items() if Role.clock in row.roles]
SHELL = [name for name, row in POLICY.items() if Role.operator in row.roles]
# How often an act is chosen beside the others: those that anybody may do anywhere, and those that end a sequence early, less.
RARE = dict.fromkeys((ActName.recuse, ActName.comment, ActName.set_aside, ActName.withdraw, ActName.not_carried_out, ActName.pass_on, ActName.ask_question,
                      ActName.draft, ActName.ask_meeting, ActName.declare_effect, ActName.record_finding), 0.2)
OFTEN = dict.fromkeys((ActName.ask_merge, ActName.agree_merge, ActName.decline_merge, ActName.answer_recommendation, ActName.accept,
                       ActName.verify_rectified, ActName.rectify, ActName.take_back, ActName.appeal, ActName.decide_appeal, ActName.return_once,
                       ActName.answer_question, ActName.review_legality, ActName.recommend), 2.0)


@dataclass(frozen=True)
class Start:
    """A database at one stage: its file, its civic time, its tables in memory, and an id of another community's proposal."""

    name: str
    path: Path
    at: datetime
    memory: Memory
    world: World
    focus: str
    foreign: str


class Broken(AssertionError):
    """An invariant does not hold."""


class Play:
    """A sequence in progress. `step` draws one more attempt from a seed."""

    def __init__(self, start: Start, engines: Engines, tell: Any) -> None:
        path = Path(engines.url.removeprefix("sqlite:///"))
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        shutil.copy(start.path, path)
        self.world = copy.copy(start.world)
        self.world.engines = engines  # one for all sequences: it keeps its compiled statements
        self.world.time.at = start.at
        self.memory, self.focus, self.foreign, self.tell = copy.deepcopy(start.memory), start.focus, start.foreign, tell
        self.names = sorted(self.world.person)
        self.facts_with_text: list[tuple[str, str]] = []
        self.size = self._size()
        self.watcher = sqlite3.connect(path)  # its data_version changes when, and only when, somebody else committed
        self.me = ""
        self.locks = LockLog(engines)
        self.locks.__enter__()
        self.last: tuple[Act, Actor] | None = None
        self.outcomes: Counter[tuple[str, str]] = Counter()
        community = self.row_of(tables.community)
        self.community = Community(community.community_id, community.slug, community.name, community.timezone, community.language)
        self.reached = {p["stage"] for p in self.rows("proposal")}

    def close(self) -> None:
        self.watcher.close()
        self.locks.__exit__()
        self.world.engines.dispose()

    # --- looking -------------------------------------------------------------------------------------

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Rows of this community in the order of the record."""
        return [r for r in self.memory.tables.get(table, {}).values() if r["community_id"] == self.world.id]

    def row_of(self, table: Any) -> Any:
        return self.world.rows(table)[0]

    def local_now(self) -> datetime:
        return self.world.time.at + timedelta(hours=8)

    def _size(self) -> int:
        rows = self.world.rows(tables.log_head)
        return rows[0].size if rows else 0

    def committed(self) -> int:
        return self.watcher.execute("PRAGMA data_version").fetchone()[0]

    # --- one step ------------------------------------------------------------------------------------

    def step(self, seed: str | int) -> None:
        """One attempt, or a move of time; then everything must hold."""
        rng = Random(seed)
        how = rng.choices((self._called_for, self._offered, self._anything, self._time, self._clockwork, self._shell, self._again, self._crowd),
                          (48, 18, 8, 9, 5, 2, 3, 7))[0]
        how(rng)

    def _proposal(self, rng: Random) -> dict[str, Any] | None:
        rows = self.rows("proposal")
        if rng.random() < 0.6:
            return next(p for p in rows if p["proposal_id"] == self.focus)
        alive = [p for p in rows if p["stage"] not in ("draft", "closed")]
        return rng.choice(alive if alive and rng.random() < 0.8 else rows) if rows else None

    def _actor(self, name: str, rng: Random) -> Actor:
        self.me = self.world.person[name]
        return self.world.actor(name, factor="authenticator" if rng.random() < 0.95 else None)

    def _somebody(self, rng: Random, p: dict[str, Any] | None) -> str:
        ids = {v: k for k, v in self.world.person.items()}
        if p is not None and p["author_id"] in ids and rng.random() < 0.25:
            return ids[p["author_id"]]
        return rng.choice(list(OFFICES) if rng.random() < 0.7 else self.names)

    def _called_for(self, rng: Random) -> None:
        """Somebody of a fitting role does something the stage has a row for."""
        p = self._proposal(rng) if rng.random() < 0.92 else None
        stage = Stage(p["stage"]) if p is not None else None
        rows = [r for r in POLICY.values() if stage in r.stages and not {Role.clock, Role.operator} >= set(r.roles)]
        row = rng.choices(rows, [RARE.get(r.act, OFTEN.get(r.act, 1.0)) for r in rows])[0]
        name = self._with_role(rng.choice(row.roles), rng, p)
        actor = self._actor(name, rng)
        self.attempt(draw(self, row.act, rng, p), actor, rng, name)

    def _with_role(self, role: Role, rng: Random, p: dict[str, Any] | None) -> str:
        ids = {v: k for k, v in self.world.person.items()}
        mine = {"author": ("proposal", "author_id"), "cosigner": ("cosignature", "person_id"), "voter": ("roll_entry", "person_id")}
        found = [n for n, office in OFFICES.items() if office == role.value]
        if role.value in mine and p is not None:
            table, column = mine[role.value]
            found = [ids[r[column]] for r in self.rows(table) if r["proposal_id"] == p["proposal_id"] and r[column] in ids]
        return rng.choice(found or self.names)

    def _offered(self, rng: Random) -> None:
        """Somebody does what the page offers them."""
        p = self._proposal(rng) if rng.random() < 0.95 else None
        for _ in range(6):
            name = self._somebody(rng, p)
            actor = self._actor(name, rng)
            with self.world.engines.read_connection() as conn:
                case, _ = casefile.looking(conn, self.community, SimpleNamespace(**p) if p else None, actor, self.row_of(tables.community).rulebook)
            found = open_to(case) if p is None or rng.random() < 0.4 else offers(case)
            if found:
                chosen = rng.choices(found, [RARE.get(a, OFTEN.get(a, 1.0)) for a in found])[0]
                self.attempt(draw(self, chosen, rng, p), actor, rng, name)
                return

    def _anything(self, rng: Random) -> None:
        p = self._proposal(rng)
        name = self._somebody(rng, p)
        actor = self._actor(name, rng) if rng.random() < 0.95 else Actor()
        self.attempt(draw(self, rng.choice(list(ActName)), rng, p), actor, rng, name if actor.person_id else "a visitor")

    def _clockwork(self, rng: Random) -> None:
        """The clock attempts something whether it is due or not, as a second tick does that comes late."""
        p = self._proposal(rng)
        running = [d for d in self.rows("deadline") if p is not None and d["proposal_id"] == p["proposal_id"]]
        if running and rng.random() < 0.8:
            d = rng.choice(running)
            cls = REGISTRY[ActName(d["act"])]
            self.attempt(cls(act_id=new_id(), proposal_id=d["proposal_id"], ref=d["ref"]), CLOCK, rng, "the clock")
        else:
            self.attempt(draw(self, rng.choice(CLOCKWORK), rng, p), CLOCK, rng, "the clock")

    def _shell(self, rng: Random) -> None:
        drafts = [p for p in self.rows("proposal") if p["stage"] == "draft"]
        self.attempt(draw(self, rng.choice(SHELL), rng, rng.choice(drafts) if drafts else None), OPERATOR, rng, "the operator")

    def _again(self, rng: Random) -> None:
        """The last act once more: the same person gets the first answer, anybody else a conflict; nothing is written."""
        if self.last is None:
            return
        act, actor = self.last
        other = self._actor(rng.choice(self.names), rng)
        before = self.committed()
        if rng.random() < 0.5 or other.person_id == actor.person_id:
            assert perform(act, actor, self.world.id, self.world.engines).repeated
        else:
            try:
                perform(act, other, self.world.id, self.world.engines)
                raise Broken("an act id of somebody else was answered")
            except Conflict:
                pass
        assert self.committed() == before

    def _crowd(self, rng: Random) -> None:
        """Many do the same: all on the roll vote, or residents sign."""
        p = self._proposal(rng)
        if p is None:
            return
        ids = {v: k for k, v in self.world.person.items()}
        if p["stage"] == "vote":
            people = [ids[r["person_id"]] for r in self.rows("roll_entry")
                      if (r["proposal_id"], r["round_no"]) == (p["proposal_id"], p["round_no"]) and r["person_id"] in ids]
            act, values = CastBallot, {"choice": rng.choice(("for", "for", "against"))}
        elif p["stage"] == "gather":
            people, act, values = rng.sample(self.names, 8), Cosign, {}
        else:
            return
        for name in people:
            self.attempt(act(act_id=new_id(), proposal_id=p["proposal_id"], **values), self.world.actor(name), rng, name)

    def _time(self, rng: Random) -> None:
        due = [d["due_at"] for d in self.rows("deadline")]
        if due and rng.random() < 0.75:
            to = max(min(due), self.world.time.at)
        else:
            to = self.world.time.at + timedelta(hours=rng.choices((1, 9, 25, 80, 400, 40_000), (10, 10, 10, 10, 5, 1))[0])
        self.tell(f"time → {to}")
        self.world.time.to(to)
        if rng.random() < 0.9:
            self.tick()

    def tick(self) -> None:
        done = run_due(self.world.engines, community=self.world.id)
        if done:
            self.tell(f"the clock does {done}")
        self.absorb(ticked=True)

    # --- attempting and following ---------------------------------------------------------------------

    def attempt(self, act: Act, actor: Actor, rng: Random, who: str) -> Done | None:
        """Perform; a refusal must leave the database untouched, a success must have committed and be as the table allows."""
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
            stages = {p["proposal_id"]: p["stage"] for p in self.rows("proposal")}
            touched: set[str] = set()
            for stored in new:
                head = canonical.read(stored.header)
                fact, header = replay.read(stored, head)
                acts.setdefault(stored.act_id, (ActName(head["act"]["name"]), []))[1].append(fact)
                changes = apply(fact, header)
                self.memory.apply(changes)
                touched |= {c.table for c in changes if not isinstance(c, Erase)} if not any(isinstance(c, Erase) for c in changes) else set(ERASABLE)
                self.facts_with_text += [(stored.fact_id, part) for part in stored.bodies if part in ("text", "private")]
            for name, facts in acts.values():
                self.outcomes[name.value, "done"] += 1
                _within_policy(name, facts, stages)
            different = [what for table in sorted(touched) if (what := self._different(conn, tables.metadata.tables[table]))]
        self.reached |= {p["stage"] for p in self.rows("proposal")}
        wrong = different + [what for t in self.locks.taken() for what in t.wrong()] + broken(self.memory, self.world.id, self.world.time.at, ticked=ticked)
        if wrong:
            raise Broken("; ".join(wrong))

    def _different(self, conn: Any, table: Any) -> str:
        """The first row of this table that is not as the record makes it. (`verify` compares all tables at the end of the sequence.)"""
        stored = {self.memory.key(table.name, dict(r._mapping)): dict(r._mapping) for r in conn.execute(
            select(table).where(table.c.community_id == self.world.id))}
        expected = {k: r for k, r in self.memory.tables[table.name].items() if r["community_id"] == self.world.id}
        wrong = [k for k in stored.keys() | expected.keys() if stored.get(k) != expected.get(k)]
        return f"{table.name} {wrong[0]}: {stored.get(wrong[0])}, the record says {expected.get(wrong[0])}" if wrong else ""

    def _new_facts(self, conn: Any) -> Any:
        f, b = tables.fact, tables.fact_body
        mine = f.c.community_id == self.world.id, f.c.position >= self.size
        bodies: dict[int, dict[str, Any]] = {}
        for r in conn.execute(select(b).where(b.c.community_id == self.world.id, b.c.position >= self.size)):
            bodies.setdefault(r.position, {})[r.part] = None if r.body is None else (r.salt, r.body)
        for r in conn.execute(select(f).where(*mine).order_by(f.c.position)):
            self.size = r.position + 1
            yield replay.Stored(r.position, r.fact_id, r.kind, r.proposal_id, r.act_id, r.at, bytes(r.header), bodies.get(r.position, {}))


def _within_policy(name: ActName, facts: list[Fact], stages: dict[str, str]) -> None:
    """Stage moves join end to end (`stages` follows them), begin where the act's row says, and only a closed proposal has an ending."""
    moves = [f for f in facts if isinstance(f, StageMoved)]
    if len({m.proposal for m in moves}) > 1:
        raise Broken(f"{name} moved several proposals")
    for m in moves:
        if m.from_stage != stages.get(m.proposal or "", "draft") or (m.to_stage == Stage.closed.value) != (m.ending is not None):
            raise Broken(f"{name}: {m}, it was in {stages.get(m.proposal or '')}")
        stages[m.proposal or ""] = m.to_stage
    if moves and moves[0].to_stage not in {s.value for s in POLICY[name].outcomes.values()}:
        raise Broken(f"{name} moved to {moves[0].to_stage}")
