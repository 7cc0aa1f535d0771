"""What an act is decided on: the subject, the actor, the rules, the time, and the answers it
declared it needs.

Filled by `record.write.casefile` (or by hand in a pure test); read by the gate and by every
`decide`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from deliberation.charter.subjects import Subject, SubjectType
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.subjects.stages import STAGES

from .calendar import Calendar
from .needs import Need
from .needs.proposal import COSIGNATURE
from .needs.rows import Proposal, filled
from .needs.votes import ROLL_ENTRY
from .owning import OWNERS
from .roles import Role
from .rulebook import Kind, Rulebook, Vote


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who gave their own second factor beside the clerk, for what is entered at the desk:
    who, how, when (real time).
    """

    person_id: str
    method: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Actor:
    """Who attempts: a person (or none: the clock or the shell), and how fresh their second factor
    is (real time).
    """

    person_id: str | None = None
    machine: Role | None = None
    factor_method: str | None = None
    factor_at: datetime | None = None
    via: str = "web"
    witness: Witness | None = None

    @property
    def person(self) -> str:
        """The id of somebody who is a person: neither the clock nor the shell nor a visitor."""
        assert self.person_id is not None
        return self.person_id


CLOCK = Actor(machine=Role.clock, via="clock")
OPERATOR = Actor(machine=Role.operator, via="shell")


@dataclass(frozen=True, slots=True)
class Office:
    """One office of the actor.

    `current` by its term; `continuing` past its end until a successor takes over (已到期).
    """

    office_id: str
    role: Role
    organisation_id: str | None
    starts_at: datetime
    ends_at: datetime | None
    left_at: datetime | None

    def started(self, now: datetime) -> bool:
        return self.starts_at <= now and self.left_at is None

    def expired(self, now: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= now

    def holds(self, now: datetime, rulebook: Rulebook) -> bool:
        """Whether the office may act: within its term, or past it where the rulebook lets it
        continue.
        """
        body = rulebook.bodies.get(self.role.value)
        continues = body is not None and body.after_term == "continue"
        return self.started(now) and (continues or not self.expired(now))


@dataclass(frozen=True, slots=True)
class Community:
    """The community a case belongs to."""

    id: str
    slug: str
    name: str
    timezone: str
    language: str


@dataclass(frozen=True, slots=True)
class Founding:
    """What a community begins with; `rulebook` is the text of its rules."""

    slug: str
    name: str
    timezone: str
    language: str
    rulebook: str


T = TypeVar("T")


class Undeclared(KeyError):
    """An act read an answer it did not declare in `needs`: a programming error."""


@dataclass(slots=True)
class Case:
    """Everything `decide` may look at.

    `subject` is the row of what the act is about, as far as the act's lock reads it, and `about`
    names it for facts; both None where the act has no subject, as when a community is founded.
    `proposal` is the same row for acts on a proposal.
    """

    community: Community
    rulebook: Rulebook
    calendar: Calendar
    now: datetime
    actor: Actor
    new_id: Callable[[], str]
    new_key: Callable[[], str]  # 256 random bits, for whoever is entered on the roster
    subject: Any = None
    about: Subject | None = None
    resident: bool = False
    owner: bool = (
        False  # an adult who owns a unit here, living in it or not: acts in property matters
    )
    offices: tuple[Office, ...] = ()
    answers: dict[Need[Any], Any] = field(default_factory=dict)
    real_now: datetime | None = None
    desk: Actor | None = (
        None  # the clerk as an Actor, where the act was entered for somebody at the desk
    )

    def __getitem__(self, need: Need[T]) -> T:
        try:
            answer: T = self.answers[need]
            return answer
        except KeyError as missing:
            raise Undeclared(need) from missing

    def given(self, need: Need[T | None]) -> T:
        """The answer where the act's row in the policy lets nobody come without one: an act of
        elections has an election. Raises AssertionError.
        """
        answer = self[need]
        assert answer is not None, need
        return answer

    @property
    def me(self) -> str:
        """The acting person's id; only acts of persons read it."""
        return self.actor.person

    @property
    def clerk(self) -> Actor:
        """The clerk who enters this act for somebody. Only acts of the desk read it."""
        assert self.desk is not None
        return self.desk

    @property
    def proposal(self) -> Proposal:
        """The proposal's row. Only acts on a proposal read it; AssertionError for others."""
        assert self.of_proposal
        row: Proposal = self.subject
        return row

    @property
    def named(self) -> Subject:
        """What it is about. Only acts on a subject read it; AssertionError for others."""
        assert self.about is not None
        return self.about

    @property
    def of_proposal(self) -> bool:
        """Whether it is about a proposal."""
        return self.about is not None and self.about.type is SubjectType.proposal

    @property
    def stage(self) -> Stage:
        """Where the proposal stands."""
        return Stage(self.proposal.stage)

    @property
    def place(self) -> StrEnum | None:
        """The stage as the policy's rows name it: a stage of its own type; None where there is no
        subject.
        """
        return STAGES[self.about.type](self.subject.stage) if self.about is not None else None

    @property
    def closes_at(self) -> datetime:
        """When the vote's window is over. Only of a proposal whose vote was opened or announced."""
        return filled(self.proposal.closes_at)

    @property
    def kind(self) -> Kind:
        """The kind of matter of this proposal under its own rulebook."""
        return self.rulebook.kind(filled(self.proposal.matter))

    @property
    def vote(self) -> Vote:
        """The voting rules that apply: of the phase where the rules name it, else of the community,
        or of the group the proposal concerns.
        """
        return self.kind.vote[self.kind.scope(self.proposal)]

    def _owners_decide(self) -> bool:
        """Whether owners may act: outside a proposal, and where its rules let owners vote."""
        if not self.of_proposal:
            return True
        kind = self.rulebook.kinds.get(self.proposal.matter or "")
        return kind is not None and any(v.electorate == OWNERS for v in kind.vote.values())

    def roles(self) -> set[Role]:
        """Every role the actor has here and now; the visitor's is everybody's."""
        if self.actor.machine is not None:
            return {self.actor.machine}
        found = {Role.visitor}
        if self.actor.person_id is None:
            return found
        if self.resident:
            found.add(Role.resident)
        if self.owner and self._owners_decide():
            found.add(Role.owner)
        found |= {o.role for o in self.offices if o.holds(self.now, self.rulebook)}
        if self.of_proposal and self.subject.author_id == self.actor.person_id:
            found.add(Role.author)
        if self.answers.get(COSIGNATURE) is not None:
            found.add(Role.cosigner)
        if self.answers.get(ROLL_ENTRY) is not None:
            found.add(Role.voter)
        return found

    def speaks_for(self, organisation: str | None) -> bool:
        """Whether the actor holds an office for this organisation, here and now."""
        return organisation is not None and organisation in self.organisations()

    def organisations(self) -> set[str]:
        """Those the actor speaks for."""
        theirs = (o for o in self.offices if o.role is Role.organisation)
        held = {o.organisation_id for o in theirs if o.holds(self.now, self.rulebook)}
        return {x for x in held if x is not None}

    def expired_roles(self) -> set[Role]:
        """Offices that ended by their term and do not continue."""
        return {
            o.role
            for o in self.offices
            if o.started(self.now) and not o.holds(self.now, self.rulebook)
        }
