"""The judge: while the record is replayed, each act is asked of the charter again, on the state
before its first fact.

Replay proves that the tables follow from the facts; judging proves that each act was one the
charter would have let happen. Called by `verify` with each act, and with every fact of it before it
is applied.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import acting_role, gate
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.facts import Fact, read_time
from deliberation.charter.facts.announcement import Announced
from deliberation.charter.facts.people.desk import EnteredAtDesk
from deliberation.charter.facts.proposal.propose import ProposalDrafted, ProposalImported
from deliberation.charter.roles import Role
from deliberation.charter.subjects import Subject
from deliberation.record.applying.changes import Memory
from deliberation.record.check.judging.written_by import WRITTEN_BY
from deliberation.record.log.facts import BEHIND

from .conditions import CONDITIONS, Said, of_whom
from .conditions.desk import ENTERING, enterable
from .view import View

# Whether a second factor was fresh is known to the moment alone, and to the audit log.
LIVE = {"factor_needed"}
# The first act of a community: nothing stands before it that could be asked.
FOUNDING = ActName.create_community
# What the clock does as soon as a year's calendar is announced, and not on a date.
MOVES_DATES = ActName.move_deadline
BEGINS = (ProposalDrafted, ProposalImported, Announced)

Head = Mapping[str, Any]


class NotAllowed(ValueError):
    """An act the charter would not have let happen, in one plain line."""


class Judge:
    """Judges the acts of one community in the order of the record."""

    def __init__(self, memory: Memory, community: str) -> None:
        self._view = View(memory, community)
        self._latest: datetime | None = None
        self._said: Said | None = None
        self.judged = 0

    def act(self, heads: Sequence[Head], facts: Sequence[Fact]) -> None:
        """An act, by all its facts and their headers, before the first of them is applied.

        Raises NotAllowed; KeyError where it names what is not there."""
        act, at = heads[0]["act"], read_time(heads[0]["at"])
        self._in_time(at)
        _one_act(heads)
        self._said = None if self._founded(act, facts) else self._allowed(act, at, facts)
        self.judged += 1

    def fact(self, fact: Fact) -> None:
        """The next of its facts, before it is applied. Raises as `act` does."""
        if self._said is not None:
            self._holds(self._said, fact)
        self._note_who_moved(fact)

    def _note_who_moved(self, fact: Fact) -> None:
        """Of whom the roster or an office said something, for what may not have seen it yet."""
        if fact.subject is not None or self._latest is None:
            return
        for person in (getattr(fact, "person", None), getattr(fact, "closed", None)):
            if isinstance(person, str):
                self._view.moved[person] = self._latest

    def _holds(self, said: Said, fact: Fact) -> None:
        for condition in (of_whom, *CONDITIONS.get(type(fact), ())):
            if wrong := condition(said, fact):
                raise NotAllowed(wrong)

    def _in_time(self, at: datetime) -> None:
        """Acts of different matters may lie the wrong way round by moments, never by more."""
        if self._latest is not None and at < self._latest - BEHIND:
            raise NotAllowed(f"its time {at} lies before that of the facts before it")
        self._latest = at if self._latest is None else max(at, self._latest)

    def _founded(self, act: Head, facts: Sequence[Fact]) -> bool:
        """A community is founded once, by the shell, before anything else."""
        if ActName(act["name"]) is not FOUNDING:
            return False
        if self.judged or act["role"] != Role.operator.value or act["by"] is not None:
            raise NotAllowed("a community founded where there is one")
        if any(FOUNDING not in WRITTEN_BY.get(f.kind, ()) for f in facts):
            raise NotAllowed("a community founded with more than its name and rules")
        return True

    def _allowed(self, act: Head, at: datetime, facts: Sequence[Fact]) -> Said:
        """By its row; of what the desk entered, by the clerk's row and that of the act itself."""
        about = next((f.subject for f in facts if f.subject), None)
        name = ActName(act["name"])
        if about is not None and POLICY[name].of not in (None, about.type):
            raise NotAllowed(f"{name} is no act on a subject of type {about.type.value}")
        known = about if self._begun(about) else None
        if known is None and about is not None and not isinstance(facts[0], BEGINS):
            raise NotAllowed(f"it is about {about.id}, which nobody began")
        case = self._view.case(known, act["by"], act["role"], at)
        _by_its_row(name, case, act["role"])
        if case.actor.machine is Role.clock and known is not None and name is not MOVES_DATES:
            self._due(name, known, at)
        role = acting_role(name, case)
        if role is None or role.value != act["role"]:
            raise NotAllowed(f"{name} was done as {act['role']}, and could only be as {role}")
        if name in ENTERING:
            return self._entered(name, case, facts)
        return Said(self._view, name, act["by"], None, at, facts, case)

    def _entered(self, name: ActName, clerk: Case, facts: Sequence[Fact]) -> Said:
        """What a clerk entered for somebody: open to that person as if they had done it."""
        entered = [f for f in facts if isinstance(f, EnteredAtDesk)]
        if len(entered) != 1 or entered[0] is not facts[-1]:
            raise NotAllowed("entered at the desk, and for nobody")
        inner, person = ActName(entered[0].act), entered[0].person
        if not enterable(name, inner):
            raise NotAllowed(f"{inner} was entered at the desk, where it cannot be")
        case = self._view.case(clerk.about, person, Role.visitor.value, clerk.now)
        _by_its_row(inner, case, person)
        by = clerk.actor.person_id
        return Said(self._view, inner, person, by, clerk.now, facts, case)

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


def _one_act(heads: Sequence[Head]) -> None:
    """All its facts say the same of the act, and lie at its one time."""
    first = heads[0]
    for head in heads[1:]:
        same = all(head["act"][k] == first["act"][k] for k in ("name", "role", "via", "by"))
        if not same or head["at"] != first["at"]:
            raise NotAllowed("an act whose facts say different things of it")


def _by_its_row(name: ActName, case: Case, who: str) -> None:
    against = [r for r in gate(name, case) if r.code not in LIVE]
    if against:
        raise NotAllowed(f"{name} was not open to {who}: {against[0].code}")
