"""What must hold of every open line of what is to be done: it stands on the desk of those, and only
those, who may do it; and where nobody is left who may, the clock does something else, or it stands
on the supervisors' list with the reason why it may.

Called by test_obliged in and after sequences of random play.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from deliberation.charter.act import Ended, First
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import gate
from deliberation.charter.cycle.obligations import ENDLESS
from deliberation.charter.reasons import Refused
from deliberation.charter.subjects import Subject, SubjectType
from deliberation.readings.desk import lines, supervised
from deliberation.readings.page.reader import reader
from deliberation.record import tables
from deliberation.record.write import casefile
from deliberation.record.write.locks import Locked
from deliberation.record.write.perform import rehearse

from .chance import draw
from .invariants import about
from .play import Play

Line = dict[str, Any]
NO_CODE = {"factor_needed"}  # whoever has none yet is asked for it on the way


@dataclass(frozen=True)
class Around:
    """A play between two steps, read through one connection."""

    play: Play
    conn: Any
    desks: dict[str, set[tuple[str, str, str]]] = field(default_factory=dict)

    @property
    def now(self) -> Any:
        return self.play.world.time.at

    def open(self) -> list[Line]:
        """What people have to do by now, that waits for nothing else."""
        return [
            x
            for x in self.play.rows("obligation")
            if x["who_kind"] != "clock"
            and x["ended_at"] is None
            and x["from_at"] <= self.now
            and (x["held_until"] is None or x["held_until"] <= self.now)
            and not self._something_first(x)
            and not self._shut(x)
        ]

    def _shut(self, line: Line) -> bool:
        """Whether its window is over, and only the clock has to come."""
        in_window = lines.REGISTRY[ActName(line["act"])].in_window
        return in_window and line["due_at"] is not None and line["due_at"] <= self.now

    def _something_first(self, line: Line) -> bool:
        """Whether others have to do something before, by what the act says of itself."""
        firsts = lines.REGISTRY[ActName(line["act"])].first
        return any(
            self._runs(f, line) if isinstance(f, Ended) else self._stands_open(f, line)
            for f in firsts
        )

    def _runs(self, first: Ended, line: Line) -> bool:
        return any(
            (x["subject_id"], x["act"], x["ended_at"])
            == (line["subject_id"], first.line.value, None)
            for x in self.play.rows("obligation")
        )

    def _stands_open(self, first: First, line: Line) -> bool:
        rounds = {p["proposal_id"]: p["round_no"] for p in self.play.rows("proposal")}
        return any(
            r["proposal_id"] == line["subject_id"]
            and r["round_no"] == rounds[r["proposal_id"]]
            and r["state"] in first.states
            for r in self.play.rows(first.table)
        )

    def case(self, line: Line, name: str) -> Case:
        """Of somebody, at the subject of a line."""
        here, ident = self.play.community, line["subject_id"]
        if not ident:
            return self._at_home(name)
        digest = self._digest
        actor = self.play.world.actor(name, factor="authenticator")
        kind = next(s["type"] for s in self.play.rows("subject") if s["subject_id"] == ident)
        own = "proposal" if kind == SubjectType.proposal.value else kind
        row = SimpleNamespace(
            **next(
                r
                for r in self.play.rows(own)
                if ident in (r.get("proposal_id"), r.get("subject_id"))
            )
        )
        if kind == SubjectType.proposal.value:
            return casefile.looking(self.conn, here, row, actor, digest)[0]
        seen = Locked(Subject(SubjectType(kind), ident), row)
        return casefile.looking_at(self.conn, here, seen, actor, digest)

    def sees(self, line: Line, name: str) -> bool:
        """Whether it stands on somebody's desk."""
        if name not in self.desks:
            case = self._at_home(name)
            query = lines._query(len(lines.REGISTRY))
            found = self.conn.execute(query, lines.said(case))
            self.desks[name] = {(x.subject_id, x.act, x.ref) for x in found}
        return (line["subject_id"], line["act"], line["ref"]) in self.desks[name]

    def _at_home(self, name: str) -> Case:
        actor = self.play.world.actor(name, factor="authenticator")
        return casefile.looking(self.conn, self.play.community, None, actor, self._digest)[0]

    @cached_property
    def _digest(self) -> Any:
        return self.play.row_of(tables.community).rulebook

    def may(self, line: Line, name: str) -> bool:
        """Whether the gate would let them, and they are not named as who may not."""
        if self.play.world.person[name] in (line["not_by"] or "").split():
            return False
        reasons = gate(ActName(line["act"]), self.case(line, name))
        return all(r.code in NO_CODE for r in reasons)

    def did(self, line: Line, name: str) -> bool:
        """Whether they did their part already."""
        me = self.play.world.person[name]
        for m in lines.REGISTRY[ActName(line["act"])].mine:
            for r in self.play.rows(m.table):
                if about(r) == line["subject_id"] and r[m.person] == me and self._fits(m, r, line):
                    return True
        return False

    def _fits(self, m: Any, r: Line, line: Line) -> bool:
        if m.of_round:
            p = next(
                p for p in self.play.rows("proposal") if p["proposal_id"] == line["subject_id"]
            )
            if r["round_no"] != p["round_no"]:
                return False
        return not m.filled or r[m.filled] is not None

    def holders(self, line: Line) -> list[str]:
        """Whom the line can mean, by name."""
        ids = {v: k for k, v in self.play.world.person.items()}
        kind, who, subject = line["who_kind"], line["who"], line["subject_id"]
        found: set[str] = set()
        if kind == "office_role":
            found = {o["person_id"] for o in self.play.rows("office") if o["role"] in who.split()}
        elif kind == "organisation":
            found = {
                o["person_id"] for o in self.play.rows("office") if o["organisation_id"] == who
            }
        elif kind == "hand":
            found = {who}
        elif kind == "roll":
            found = {
                e["person_id"] for e in self.play.rows("roll_entry") if e["proposal_id"] == subject
            }
        elif kind == "supporters":
            found = {
                p["author_id"] for p in self.play.rows("proposal") if p["proposal_id"] == subject
            }
            found |= {
                c["person_id"] for c in self.play.rows("cosignature") if c["proposal_id"] == subject
            }
        else:
            return list(self.play.names)
        return sorted(ids[x] for x in found if x in ids)


def disagreeing(around: Around, line: Line, name: str) -> Iterator[str]:
    """A desk that shows what its owner may not do, or hides what they may."""
    asked = name in around.holders(line)
    may, sees = around.may(line, name), around.sees(line, name)
    if sees and not may:
        yield f"{line['act']} {line['ref']} stands on the desk of {name}, who may not"
    if sees and around.did(line, name):
        yield f"{line['act']} {line['ref']} stands on the desk of {name}, who did their part"
    if asked and may and not sees and not around.did(line, name):
        yield f"{line['act']} {line['ref']} is asked of {name}, and not on their desk"


def one(around: Around, rng: Random) -> list[str]:
    """One line, and a few people: whom it means, and anybody."""
    found = around.open()
    if not found:
        return []
    line = rng.choice(found)
    asked = around.holders(line)
    some = {*rng.sample(asked, min(2, len(asked))), rng.choice(around.play.names)}
    return [what for name in sorted(some) for what in disagreeing(around, line, name)]


def all_desks(around: Around) -> list[str]:
    """Every line, and everybody it means."""
    found = [(x, name) for x in around.open() for name in around.holders(x)]
    return [what for x, name in found for what in disagreeing(around, x, name)]


def every(around: Around) -> list[str]:
    """All lines and whom they mean: that there are people enough, or what else is."""
    wrong = []
    listed = _listed(around)
    for line in around.open():
        able = [n for n in around.holders(line) if around.may(line, n) and around.sees(line, n)]
        if len(able) >= line["need"] - line["done"] or line["act"] == ActName.submit.value:
            continue  # a draft is its author's alone
        if line["then_act"] is None and (
            ActName(line["act"]) not in ENDLESS or (line["subject_id"], line["act"]) not in listed
        ):
            wrong.append(f"{line['act']} {line['ref']} waits for nobody, and nobody is told")
    return wrong


def _listed(around: Around) -> set[tuple[str, str]]:
    """(subject, act) of what stands on the supervisors' lists."""
    found = set()
    for code in ("late", "contested", "stays"):
        rows = supervised.STATEMENTS[code](around.play.world.id, around.now).subquery()
        for r in around.conn.execute(select(rows)):
            found.add((r.proposal_id or "", r.act))
    return found


def when_due(play: Play, rng: Random) -> list[str]:
    """One line that the clock does something about: when its day has come, it is over, or another
    day is set, or it is marked.
    """
    with play.world.engines.read_connection() as conn:
        found = [x for x in Around(play, conn).open() if x["then_act"] is not None]
    if not found:
        return []
    line = dict(rng.choice(found))
    play.world.time.to(max(line["due_at"], play.world.time.at))
    play.tick()
    key = ("subject_id", "act", "ref")
    now = next(x for x in play.rows("obligation") if all(x[k] == line[k] for k in key))
    same = now["ended_at"] is None and now["then_act"] == line["then_act"]
    if same and now["due_at"] <= play.world.time.at:
        return [f"{line['act']} {line['ref']}: {line['then_act']} was due and did nothing"]
    return []


# Refusals of what was typed or chosen, though they do not say so by their status.
OF_INPUT = {
    "already_proved",  # of this board
    "not_on_roll",  # whoever shall vote instead
    "stale_version",
    "unknown_reference",
    "wrong_role",  # of whoever is asked
    "proxy_given",
    "too_many_proxies",
    "candidate_holds_none",
    "merge_open",  # of the other proposal
    "another_matter",  # what is corrected
    "round_goes_its_way",  # asked of the projects, which the page has and the case has not
    "witness_needed",  # whoever stands beside gives a code on the page
}
TRIES = 30
# The entry an act is about, by the field that names it.
ENTRY = {
    "answer_question": "question_id",
    "answer_objection": "objection_id",
    "rectify": "finding_id",
    "verify_rectified": "finding_id",
    "audit_spend": "entry_id",
    "decide_hiding": "comment_id",
    "hide_comment": "comment_id",
    "answer_nomination": "candidacy_id",
    "vet_candidate": "candidacy_id",
    "confirm_official_result": "entry_id",
    "answer_proxy": "proxy_id",
    "check_project": "option_id",
    "explain_spend": "entry_id",
    "waive_finding": "finding_id",
    "enter_batch_again": "batch_id",
    "resolve_batch": "batch_id",
}


def pressed(play: Play, rng: Random) -> list[str]:
    """What the page of a subject offers somebody, tried without writing: it is refused for nothing
    but what was typed.
    """
    p = play._proposal(rng)
    if p is None:
        return []
    name = play._somebody(rng, p)
    play.me, actor = play.world.person[name], play.world.actor(name, factor="authenticator")
    with play.world.engines.read_connection() as conn:
        digest = play.row_of(tables.community).rulebook
        case = casefile.looking(conn, play.community, SimpleNamespace(**p), actor, digest)[0]
        found = reader(conn, case, p["proposal_id"])
    offered = [(act, "", "") for act in found.offered]
    offered += [(ActName(a), ENTRY[a], ref) for a, ref in found.asked if a in ENTRY]
    play.locks.__exit__()
    try:
        some = rng.sample(sorted(offered), min(2, len(offered)))
        return [x for a, entry, ref in some for x in tried(play, rng, p, actor, a, {entry: ref})]
    finally:
        play.locks.__enter__()


def from_desk(play: Play, rng: Random, least: int = 1) -> list[str]:
    """What stands on somebody's desk about a proposal, tried without writing: it is refused for
    nothing but what was typed. So many lines of all that stand on desks are tried.
    """
    with play.world.engines.read_connection() as conn:
        around = Around(play, conn)
        of = {p["proposal_id"]: p for p in play.rows("proposal")}
        waits = [x for x in play.rows("obligation") if x["ended_at"] is None]
        found = [x for x in waits if x["subject_id"] in of and x["who_kind"] != "clock"]
        some = rng.sample(found, min(least, len(found)))
        stand = [(x, n) for x in some for n in around.holders(x) if around.sees(x, n)]
    play.locks.__exit__()
    try:
        return [w for x, n in stand for w in _done_there(play, rng, of[x["subject_id"]], x, n)]
    finally:
        play.locks.__enter__()


def _done_there(play: Play, rng: Random, p: Line, line: Line, name: str) -> Iterator[str]:
    play.me, actor = play.world.person[name], play.world.actor(name, factor="authenticator")
    act = ActName(line["act"])
    said = {ENTRY[act]: line["ref"]} if act in ENTRY else {}
    for what in tried(play, rng, p, actor, act, said):
        yield f"on the desk of {name}: {what}"


def tried(
    play: Any, rng: Random, p: Line, actor: Any, act: ActName, said: dict[str, str]
) -> Iterator[str]:
    """What stands against an act, however it is filled in: nothing, where it is taken once. What
    was typed wrong at one try says nothing of what would be asked after it.
    """
    said = {k: v for k, v in said.items() if k}
    against: set[str] = set()
    for _ in range(TRIES):
        drawn = replace(draw(play, act, rng, p), subject_id=p["proposal_id"], **said)
        try:
            rehearse(drawn, actor, play.world.id, play.world.engines)
            return
        except Refused as refused:
            against |= {r.code for r in refused.reasons if r.status != 422}
    if against - OF_INPUT:
        yield f"{act} {said} is offered at {p['stage']} and refused: {sorted(against)}"
