"""What each project takes from each voter under equal shares, in fractions.

Decides what floats leave open, and writes the final working.

A voter's purse is the budget less the payments of the funded projects they support, until a payment
takes all of it. So exact sums need only counts of voters and one fraction per funded project.
Called by equal_shares.py and equal_shares_run.py.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

ULP = 2.0**-53


@dataclass(frozen=True, slots=True)
class Payment:
    """One funded project: `full` voters paid `each`, `emptied` voters paid all they had left,
    `rest` together; the others had nothing left. Money in parts.
    """

    project: int
    each: Fraction
    full: int
    emptied: int
    rest: Fraction


class Ledger:
    """The purses after the projects funded so far."""

    def __init__(
        self, supporters: list[np.ndarray], costs: list[int], voters: int, budget: Fraction
    ) -> None:
        self.of, self.costs, self.budget = supporters, costs, budget
        self.payments: list[Payment] = []
        self._alive = np.ones(voters, bool)
        self._near = np.full(
            voters, float(budget)
        )  # the purses in floats, to sort by and to rule out
        self._paid: list[np.ndarray] = []
        self._total = float(budget) * voters

    def payment(self, project: int) -> Fraction | None:
        """What each supporter of the project would have to pay now, at most; None if they have too
        little.
        """
        found = self._solve(project)
        return found[0] if found else None

    def fund(self, project: int) -> Payment:
        """Take the cost from the supporters. ValueError if they have too little."""
        found = self._solve(project)
        if found is None:
            raise ValueError(f"project {project} cannot be paid for")
        each, who, full = found
        emptied = who[~full]
        made = Payment(project, each, int(full.sum()), len(emptied), self._owned(emptied))
        self._near[who] = np.maximum(self._near[who] - float(each), 0)
        self._alive[emptied] = False
        paid = np.zeros(len(self._alive), bool)
        paid[who[full]] = True
        self._paid.append(paid)
        self.payments.append(made)
        return made

    def _owned(self, voters: np.ndarray) -> Fraction:
        """What these voters, none of them emptied, have together."""
        total = self.budget * len(voters)
        for paid, made in zip(self._paid, self.payments, strict=True):
            if number := int(np.count_nonzero(paid[voters])):
                total -= made.each * number
        return total

    def _solve(self, project: int) -> tuple[Fraction, np.ndarray, np.ndarray] | None:
        """(each, supporters with money, which of them pay the full amount).

        Newton's method, exactly: it ends after finitely many steps.
        """
        who = self.of[project][self._alive[self.of[project]]]
        cost, purses = self.costs[project], self._near[who]
        slack = 4 * ULP * self._total * (40 + len(self.payments) + len(who))
        if not len(who) or self._too_little(who, float(purses.sum()), cost, slack):
            return None
        full = purses > _level(purses, cost)
        while True:
            if not full.any():
                full[int(purses.argmax())] = True
            each = (cost - self._owned(who[~full])) / Fraction(int(full.sum()))
            better = self._above(who, purses, each, slack, full)
            if (better == full).all():
                return each, who, full
            full = better

    def _too_little(self, who: np.ndarray, have: float, cost: int, slack: float) -> bool:
        """Whether they cannot pay the cost: by floats where those are sure, else exactly."""
        return have < cost - slack or (have <= cost + slack and self._owned(who) < cost)

    def _above(
        self, who: np.ndarray, purses: np.ndarray, each: Fraction, slack: float, full: np.ndarray
    ) -> np.ndarray:
        """Who has at least `each`: by floats where they are sure, else exactly.

        Who has exactly `each` stays on the side they are on.
        """
        level = float(each)
        above = purses > level
        for i in np.flatnonzero(np.abs(purses - level) <= slack + 4 * ULP * level).tolist():
            mine = self._owned(who[i : i + 1])
            above[i] = full[i] if mine == each else mine > each
        return above


def _level(purses: np.ndarray, cost: int) -> float:
    """About what each pays if the poorer pay all they have."""
    ordered = np.sort(purses)
    before = np.concatenate(([0.0], np.cumsum(ordered)[:-1]))
    each = (cost - before) / np.arange(len(ordered), 0, -1)
    enough = np.flatnonzero(each <= ordered)
    return float(each[enough[0]]) if len(enough) else float(ordered[-1])
