"""Who supports what under equal shares, and what a run of it hands back.

Called by equal_shares.py and what it counts with.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from .budget import BudgetBallots


@dataclass
class Run:
    """The projects in the order they were funded; `highest[j]` is no less than the price order[j]
    was funded at (payment / cost).

    `full[j]`: all supporters certainly paid the same, cost / votes, with something to spare. Then a
    larger budget changes nothing about that price.
    """

    budget: Fraction
    order: list[int] = field(default_factory=list)
    highest: list[float] = field(default_factory=list)
    full: list[bool] = field(default_factory=list)
    ties: list[dict[str, Any]] = field(default_factory=list)
    cost: int = 0

    def again(self, budget: Fraction) -> "Run":
        """The same beginning for another budget."""
        return Run(budget, [*self.order], [*self.highest], [*self.full], [*self.ties], self.cost)


class Supporters:
    """Who supports what: one array of voters per project.

    Voters are renumbered by their rarest project, so that supporters lie close together in memory.
    """

    def __init__(self, ballots: BudgetBallots, first: Sequence[int]) -> None:
        """`first[p]` ranks the projects for a tie in price: the smaller goes first."""
        self.first = first
        gives = ballots.points > 0
        marks = ballots.marks[gives]
        voters = np.repeat(np.arange(ballots.voters), np.diff(ballots.starts))[gives]
        self.voters, self.costs = ballots.voters, [p.cost for p in ballots.projects]
        self.votes = ballots.votes
        # numpy sorts short integers by digits
        kind = np.uint16 if len(self.costs) < 2**16 else np.int64
        place = _places(ballots, marks.astype(kind), voters)
        by_project = np.argsort(marks.astype(kind), kind="stable")
        self.of = np.split(place[voters[by_project]], np.cumsum(ballots.votes)[:-1])
        for voters_of in self.of:
            voters_of.sort()
        self.wanted = [p for p, votes in enumerate(self.votes) if votes]
        self.cheapest = min((c for c in self.costs if c), default=1)
        self.head = Run(Fraction(0))
        self.head_paid = np.zeros(self.voters)

    def behind(self, other: int, project: int) -> bool:
        """Whether `other` has fewer supporters, or as many and goes later."""
        return (self.votes[other], -self.first[other]) < (self.votes[project], -self.first[project])

    def keep_head(self, done: "Run") -> None:
        """The first rounds of `done` that are the same for every larger budget: the most supported
        project, paid by all its supporters alike, with something to spare.

        Nobody's price is below 1 / votes, and none of these payments depends on the budget. Later
        runs begin after them.
        """
        by_votes = sorted(self.wanted, key=lambda p: (-self.votes[p], self.first[p]))
        for project, likely, full, highest in zip(
            done.order, by_votes, done.full, done.highest, strict=False
        ):
            if project != likely or not full:
                break
            self.head.order.append(project)
            self.head.full.append(full)
            self.head.highest.append(highest)
            self.head.cost += self.costs[project]
            self.head_paid[self.of[project]] += self.costs[project] / self.votes[project]
        self.head.ties = [tie for tie in done.ties if tie["stage"] <= len(self.head.order)]


def _places(ballots: BudgetBallots, marks: np.ndarray, voters: np.ndarray) -> np.ndarray:
    """The new number of each voter, by the rarest of the projects they mark."""
    rank = np.empty(len(ballots.projects), marks.dtype)
    rank[np.argsort(-np.array(ballots.votes, np.int64), kind="stable")] = np.arange(len(rank))
    common_first = np.argsort(rank[marks], kind="stable")
    rarest = np.zeros(ballots.voters, marks.dtype)
    rarest[voters[common_first]] = rank[marks[common_first]]
    place = np.empty(ballots.voters, np.intp)
    place[np.argsort(rarest, kind="stable")] = np.arange(ballots.voters)
    return place
