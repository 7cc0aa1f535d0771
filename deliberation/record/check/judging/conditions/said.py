"""What a condition looks at: one act of the record, and the tables as they stood right before each
of its facts. And where conditions are kept: beside the kinds of fact they are of.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any, TypeVar

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.rulebook import Kind, Vote
from deliberation.charter.subjects import SubjectType
from deliberation.record.check.judging.view import Row, View
from deliberation.record.log.facts import BEHIND

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Said:
    """An act and whose it is.

    name: of what the desk entered, the act entered; me: whoever's act it is, None for the clock and
    the shell; clerk: who entered it for them. case: as the act found it, for whoever it is of. A
    condition of one fact asks `view`, which stands right before that fact.
    """

    view: View
    name: ActName
    me: str | None
    clerk: str | None
    at: datetime
    facts: Sequence[Fact]
    case: Case

    def of(self, kind: type[F]) -> list[F]:
        """The act's facts of this kind."""
        return [f for f in self.facts if isinstance(f, kind)]

    @staticmethod
    def of_proposal(fact: Fact) -> bool:
        """Whether it is of a proposal: any other subject has no kind and no vote."""
        return fact.subject is not None and fact.subject.type is SubjectType.proposal

    def kind(self, fact: Fact) -> Kind:
        """The rules of this kind of matter, for the proposal of a fact."""
        row = self.view.known("proposal", fact.subject_id)
        return self.view.rules(row).kind(row["matter"])

    def vote(self, fact: Fact) -> Vote:
        """Its rules of voting, by its phase or group."""
        kind = self.kind(fact)
        row = self.as_row(self.view.known("proposal", fact.subject_id))
        return kind.vote[kind.scope(row)]

    @staticmethod
    def as_row(row: Row) -> Any:
        """A replayed row as the charter reads one."""
        return SimpleNamespace(**row)

    def offices_moved(self) -> bool:
        """Whether anybody's office or entry changed within those seconds before."""
        return any(at > self.at - BEHIND for at in self.view.moved.values())

    @property
    def writer(self) -> str | None:
        """Whose hand wrote it: the clerk's, or their own."""
        return self.clerk or self.me

    def unknown(self, person: str) -> bool:
        """Whether nobody can say what they were then: just changed, or erased since."""
        return self.just_changed(person) or self.view.erased(person)

    def just_changed(self, person: str) -> bool:
        """Whether the roster said something of them so shortly before that this act may not have
        seen it: acts side by side may lie the wrong way round by moments.
        """
        moved = self.view.moved.get(person)
        return moved is not None and moved > self.at - BEHIND


Condition = Callable[[Said, Any], str | None]
CONDITIONS: dict[type[Fact], list[Condition]] = {}


def of(*kinds: type[Fact]) -> Callable[[Condition], Condition]:
    """Ask this of every fact of these kinds: what is wrong, in one plain line, or None."""

    def kept(condition: Condition) -> Condition:
        for kind in kinds:
            CONDITIONS.setdefault(kind, []).append(condition)
        return condition

    return kept
