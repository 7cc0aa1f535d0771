"""The voting rules: one line each says its name, what it counts and where its counter stands.

Asked by the rulebook, the paper, the close of a vote, `verify` and `tally`. A counter is imported
when it is first needed: some bring numpy along.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

Kind = Literal["budget", "ranked", "approvals", "motion", "owners", "paper", "sums", "election"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to count. A rule whose result may change gets a new version, and the old one stays.

    forms: of a paper's question. files: kinds of ballot files `tally` counts by it; of the first
    kind are the ballots its counter takes. question: "module:function" of a paper's answers, where
    they are not brought into that kind first. ballots: the counter of those ballots. It fills seats
    (`seats`), or one (`one`); `money`: it spends a budget.
    """

    name: str
    forms: tuple[str, ...] = ()
    files: tuple[Kind, ...] = ()
    question: str = ""
    ballots: str = ""
    seats: bool = True
    one: bool = False
    money: bool = False
    version: int = 1

    @property
    def said(self) -> str:
        """As facts and rulebooks name it: `irv/1`."""
        return f"{self.name}/{self.version}"


ROWS = (
    Rule(
        "greedy",
        ("approve", "points", "rank"),
        ("budget",),
        question="budget.asked:greedy",
        ballots="again.budget:greedy",
        seats=False,
        money=True,
    ),
    Rule(
        "equal-shares",
        ("approve",),
        ("budget",),
        question="budget.asked:equal_shares",
        ballots="again.budget:equal_shares",
        seats=False,
        money=True,
    ),
    Rule(
        "approval",
        ("approve",),
        ("approvals", "budget", "paper", "sums"),
        ballots="approval:count_approval",
    ),
    Rule("seqpav", (), ("approvals", "budget"), ballots="seqpav:count_seqpav"),
    Rule(
        "motion", ("motion",), ("motion", "paper", "sums"), question="by_votes:motion", seats=False
    ),
    Rule("dual", (), ("owners",), seats=False),
    Rule(
        "scottish-stv",
        ("rank",),
        ("ranked", "budget"),
        ballots="ranked.scottish:count_scottish_stv",
    ),
    Rule("meek-stv", ("rank",), ("ranked", "budget"), ballots="ranked.meek:count_meek_stv"),
    Rule("irv", ("rank",), ("ranked", "budget"), ballots="ranked.irv:count_irv", one=True),
    Rule("ranked-pairs", (), ("ranked", "budget"), ballots="ranked.pairs:count_ranked_pairs"),
    Rule(
        "plurality",
        ("one",),
        ("ranked", "budget", "paper", "sums"),
        question="by_votes:plurality",
        ballots="ranked.plurality:count_plurality",
    ),
    Rule(
        "plurality-runoff",
        (),
        ("ranked", "budget"),
        ballots="ranked.plurality:count_runoff",
        one=True,
    ),
    Rule("absolute", ("one",), ("paper", "sums"), question="by_votes:absolute"),
    Rule("each", ("each",), ("paper", "sums"), question="by_votes:each"),
    # Counted with more than one question: owners' parties (`dual_plans`), posts (`election`).
    Rule("dual-plans", ("one",), ("paper",)),
    Rule("election", ("each",), ("election",)),
)
RULES: dict[str, Rule] = {rule.name: rule for rule in ROWS}  # by name, as files say it
ASKED: dict[str, Rule] = {rule.said: rule for rule in ROWS if rule.forms}  # as papers say it
MONEY = tuple(rule.said for rule in ROWS if rule.money)


def counter(place: str) -> Callable[..., Any]:
    """The function at "module:function" below `deliberation.counting`."""
    module, _, name = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"deliberation.counting.{module}"), name)
    return found
