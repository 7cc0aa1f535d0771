"""The judge: while the record is replayed, each act is asked of the charter again, on the state
before its first fact.

Replay proves that the tables follow from the facts; judging proves that each act was one the
charter would have let happen. Called by `verify` with each act and every fact of it, before it is
applied.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from deliberation.charter.acts import ActName
from deliberation.charter.cycle.gate import acting_role, gate
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.facts import Fact, read_time
from deliberation.charter.facts.proposal.cycle import StageMoved
from deliberation.charter.roles import Role
from deliberation.charter.subjects import Subject, read_subject
from deliberation.record.applying.changes import Memory
from deliberation.record.log.facts import BEHIND

from .conditions import CONDITIONS
from .view import View

# Whether a second factor was fresh is known to the moment alone, and to the audit log.
LIVE = {"factor_needed"}
# The first act of a community: nothing stands before it that could be asked.
FOUNDING = ActName.create_community
# What the clock does as soon as a year's calendar is announced, and not on a date.
MOVES_DATES = ActName.move_deadline


class NotAllowed(ValueError):
    """An act the charter would not have let happen, in one plain line."""


class Judge:
    """Judges the acts of one community in the order of the record."""

    def __init__(self, memory: Memory, community: str) -> None:
        self._view = View(memory, community)
        self._latest: datetime | None = None
        self.judged = 0

    def act(self, heads: Sequence[Mapping[str, Any]]) -> None:
        """An act, by the headers of all its facts, before the first of them is applied.

        Raises NotAllowed; KeyError where it names what is not there."""
        self._in_time(read_time(heads[0]["at"]))
        named = next((h["subject"] for h in heads if h["subject"]), None)
        self._allowed(read_subject(named), heads[0]["act"], read_time(heads[0]["at"]))
        self.judged += 1

    def fact(self, fact: Fact, head: Mapping[str, Any]) -> None:
        """One of its facts, before it is applied. Raises as `act` does."""
        if isinstance(fact, StageMoved):
            self._a_named_move(fact, ActName(head["act"]["name"]))
        if (holds := CONDITIONS.get(type(fact))) is None:
            return
        if wrong := holds(self._view, fact, head["act"], read_time(head["at"])):
            raise NotAllowed(wrong)

    def _in_time(self, at: datetime) -> None:
        """Acts of different matters may lie the wrong way round by moments, never by more."""
        if self._latest is not None and at < self._latest - BEHIND:
            raise NotAllowed(f"its time {at} lies before that of the facts before it")
        self._latest = at if self._latest is None else max(at, self._latest)

    def _allowed(self, about: Subject | None, act: Mapping[str, Any], at: datetime) -> None:
        name = ActName(act["name"])
        if name is FOUNDING:
            return
        if about is not None and POLICY[name].of not in (None, about.type):
            raise NotAllowed(f"{name} is no act on a subject of type {about.type.value}")
        known = about if self._begun(about) else None
        case = self._view.case(known, act["by"], act["role"], at)
        against = [r for r in gate(name, case) if r.code not in LIVE]
        if against:
            raise NotAllowed(f"{name} was not open to {act['role']}: {against[0].code}")
        if case.actor.machine is Role.clock and known is not None and name is not MOVES_DATES:
            self._due(name, known, at)
        role = acting_role(name, case)
        if role is None or role.value != act["role"]:
            raise NotAllowed(f"{name} was done as {act['role']}, and could only be as {role}")

    def _due(self, name: ActName, about: Subject, at: datetime) -> None:
        """The clock does what stands with a date, when the date has come."""
        dates = [d["due_at"] for d in self._view.dates(about.id) if d["act"] == name.value]
        if not dates or min(dates) > at:
            raise NotAllowed(f"the clock did {name}, which was not due")

    def _begun(self, about: Subject | None) -> bool:
        """Whether the subject was there before this act, which else begins it. Of its type: an id
        that names another is what nothing names.
        """
        if about is None:
            return False
        row = self._view.row("subject", about.id)
        if row is not None and row["type"] != about.type.value:
            raise NotAllowed(f"{about.id} is called {about.type.value}, and is {row['type']}")
        return row is not None

    def _a_named_move(self, fact: StageMoved, name: ActName) -> None:
        """A subject moves from where it stands to a stage the act's row names."""
        row = self._view.row("subject", fact.subject_id)
        if row is not None and row["stage"] != fact.from_stage:
            raise NotAllowed(f"it moves from {fact.from_stage}, and stood at {row['stage']}")
        named = {stage.value for stage in POLICY[name].outcomes.values()}
        if named and fact.to_stage not in named:
            raise NotAllowed(f"{name} moved it to {fact.to_stage}, which its row does not name")
