"""Facts of ballot papers beyond a motion: what is offered, what became of it, the paper as it lay
before the voters, its count.

Options are named by their ids; titles and texts are words. Numbers on the paper begin at 1.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Acting, Named


@dataclass(frozen=True)
class OptionOffered(Fact):
    """Something to choose: a plan, a project or a candidate (`what`).

    `cost` in fen, 0 where it costs nothing; `person`: the candidate. `state`: offered, or accepted
    at once.
    """

    kind = "option_offered"
    option: str
    by: Acting
    what: str
    state: str = "offered"
    cost: int = 0
    person: Named | None = None
    title: str | None = text()
    body: str | None = text()


@dataclass(frozen=True)
class OptionDecided(Fact):
    """What became of it: accepted, refused (with a code from a list), or withdrawn.

    `cost`: what it costs by the check, in fen, None as offered.
    """

    kind = "option_decided"
    option: str
    by: Acting
    state: str
    code: str | None = None
    cost: int | None = None
    reasons: str | None = text()


@dataclass(frozen=True)
class PhaseEntered(Fact):
    """What the next vote asks: plans, budget, election … None: a plain motion."""

    kind = "phase_entered"
    phase: str | None


@dataclass(frozen=True)
class PaperFrozen(Fact):
    """The paper of a round at opening: its questions (counting.papers.Question) and, for each, the
    ids of its options in the order of the paper.

    `seed`: random, on record before the first ballot; a lot, where the rule needs one, is drawn
    from it.
    """

    kind = "paper_frozen"
    round_no: int
    questions: list[dict[str, Any]]
    options: list[list[str]]
    seed: str


@dataclass(frozen=True)
class PaperCounted(Fact):
    """The count of a paper. results, one per question: {"winners": [option numbers], "outcome",
    "ties", "digest"}; the digest is over the whole working, counted again by anyone.
    """

    kind = "paper_counted"
    round_no: int
    rule: str
    rulebook: str
    quorum: list[Any]
    majority: list[Any]
    members: int
    present: int
    results: list[dict[str, Any]]
    outcome: str
    recount: bool = False
