"""What one kind of matter is: the question that leads to it, its acts, what happens at the turns of
its way, its words and its parts of the page. As it stands here it is the ordinary matter.

One object a file, `MATTER`, found by place (`registry`); generic code asks the object, never for a
name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.moves import close, enter_carry_out, enter_evaluate, finishing
from deliberation.charter.needs import Need
from deliberation.charter.needs.rows import Proposal
from deliberation.charter.reasons import Reason
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Kind, Rulebook
from deliberation.charter.subjects.proposal import Ending

Predicate = Callable[[Case], bool]


@dataclass(frozen=True, slots=True)
class Question:
    """A plain question of the draft, by its code. Of several that are answered yes the one with the
    smallest `rank` decides; `place` is where it stands on the form.
    """

    code: str
    rank: int
    place: int


@dataclass(frozen=True, slots=True)
class Said:
    """What is said when a draft is submitted, beside its text: what it costs (fen), until which day
    it is to hold (ISO), how many plans stand on it.
    """

    cost: int | None = None
    last_day: str | None = None
    plans: int = 0


def _no_kind(kind: Kind) -> bool:
    return False


@dataclass(frozen=True, kw_only=True, eq=False)
class Matter:
    """A kind of matter.

    known_by: whether a kind of the rulebook is this one, under whatever name; else the name says
    it. strange: acts that are not for it, own: acts that are for it alone, each with the reason of
    the refusal. fits: where its buttons are shown. reads: answers that are there for it alone (for
    any other matter they are empty). needs: what it has to know at an act that is everybody's.
    objections_to: who answers objections that are not to the content.

    asks: fields of the form of a draft (`Said`). answers: what residents may say at its end, from
    score 1 upwards; none: the rulebook's scale. words: the prefix of what is said otherwise of its
    acts; numbers: that of its thresholds. reading: what its page reads beside (a code of
    `readings.page`), page: the part that shows it. status: stage or ending → the part that says
    where it stands. beside, on_ballot: the parts below the text, and on the ballot.
    """

    name: str
    known_by: Callable[[Kind], bool] = _no_kind
    question: Question | None = None
    strange: Mapping[ActName, Reason] = field(default_factory=dict)
    own: Mapping[ActName, Reason] = field(default_factory=dict)
    fits: Mapping[ActName, Predicate] = field(default_factory=dict)
    reads: frozenset[Need[Any]] = frozenset()
    needs: Mapping[ActName, frozenset[Need[Any]]] = field(default_factory=dict)
    objections_to: tuple[Role, ...] = (Role.supervisor,)
    asks: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    words: str = ""
    numbers: str = ""
    reading: str = ""
    page: str = ""
    status: Mapping[str, str] = field(default_factory=dict)
    beside: str = ""
    on_ballot: str = ""

    def bars(self, act: ActName, case: Case) -> Reason | None:
        """The reason why an act is not for this matter, or not for it now; None where it is."""
        return self.strange.get(act)

    def kinds_in(self, rulebook: Rulebook) -> tuple[str, ...]:
        """The kinds of a rulebook that are this matter."""
        return tuple(
            name
            for name, kind in rulebook.kinds.items()
            if self.known_by(kind) or name == self.name
        )

    def at_submit(self, case: Case, said: Said) -> list[Fact]:
        """What is recorded beside the submission; refuses what is not complete."""
        return []

    def merges(self, proposal: Proposal) -> bool:
        """Whether a proposal of this kind may be merged now, or merged into; from its row."""
        return True

    def before_withdrawal(self, case: Case) -> None:
        """Refuses to let the author withdraw what is not theirs alone. Needs OPTIONS."""

    def before_council(self, case: Case) -> list[Obligation]:
        """What is to be done beside, once the council has it. Needs OPTIONS where something was
        offered for a ballot.
        """
        return []

    def empty(self, case: Case) -> bool:
        """Whether there is nothing to vote on when the notice is over. Needs OPTIONS."""
        return False

    def sent_back(self, case: Case) -> list[Fact]:
        """What is said again when supervisors send it back to a new notice."""
        return []

    def after_objections(self, case: Case) -> list[Fact]:
        """The objection days are over: what passed is carried out, the rest ends."""
        if case.proposal.outcome == "passed":
            return self.resolved(case, "objections_over")
        ending = Ending.rejected if case.proposal.outcome == "rejected" else Ending.inquorate
        return close(case, ending, "objections_over")

    def resolved(self, case: Case, why: str) -> list[Fact]:
        """It was passed: its way of being carried out begins."""
        return enter_carry_out(case, why)

    def working(self, case: Case, organisation: str | None, clock: Obligation) -> list[Obligation]:
        """What whoever is in charge now has to do before the clock."""
        return [finishing(case, organisation, clock)]

    def period_over(self, case: Case) -> list[Fact]:
        """The last day its author named is over: residents say what they think of it."""
        return enter_evaluate(case, "period_over")

    def at_close(self, ratings: int, total: int) -> Ending:
        """How it ends when residents have said what they think: so many answers, their scores
        added up.
        """
        return Ending.completed
