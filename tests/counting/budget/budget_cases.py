"""Random budget ballots, and an equal shares in plain fractions written only to be compared
with.
"""

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from deliberation.counting.budget.budget import BudgetBallots, Project


def ballots(
    costs, approvals, budget, *, points=None, kind="approval", excludes=None, **more
) -> BudgetBallots:
    """From lists: costs per project, approved project numbers per voter."""
    projects = tuple(
        Project(
            f"p{i}", f"Project {i}", c, None, tuple(f"p{j}" for j in (excludes or {}).get(i, ()))
        )
        for i, c in enumerate(costs)
    )
    starts = np.concatenate(([0], np.cumsum([len(a) for a in approvals], dtype=np.int64)))
    marks = np.array([p for a in approvals for p in a], np.int32)
    given = (
        np.ones(len(marks), np.int64)
        if points is None
        else np.array([x for row in points for x in row], np.int64)
    )
    return BudgetBallots(projects, budget, kind, starts, marks, given, **more)


@st.composite
def cases(draw, *, most_projects=7, most_voters=12, dear=60):
    """(costs, approvals, budget): small numbers, so that ties and exact fits are common."""
    m, n = draw(st.integers(1, most_projects)), draw(st.integers(1, most_voters))
    costs = draw(st.lists(st.integers(1, dear), min_size=m, max_size=m))
    approvals = draw(st.lists(st.sets(st.integers(0, m - 1)).map(sorted), min_size=n, max_size=n))
    return costs, approvals, draw(st.integers(1, max(2, sum(costs))))


def payment(cost: int, purses: list[Fraction]) -> Fraction | None:
    """The least q with sum(min(purse, q)) = cost; None if they have too little."""
    if sum(purses) < cost:
        return None
    left, rest = Fraction(cost), sorted(purses)
    for i, purse in enumerate(rest):
        if purse * (len(rest) - i) >= left:
            return left / (len(rest) - i)
        left -= purse
    return rest[-1]


def plain_equal_shares(costs, approvals, budget: Fraction, first) -> list[int]:
    """One run: the lowest payment per unit of cost; ties by `first` (a key per project)."""
    purses = [budget] * len(approvals)
    supporters = [[i for i, a in enumerate(approvals) if p in a] for p in range(len(costs))]
    funded: list[int] = []
    while True:
        prices = {
            p: q / costs[p]
            for p in range(len(costs))
            if p not in funded
            and supporters[p]
            and (q := payment(costs[p], [purses[i] for i in supporters[p]])) is not None
        }
        if not prices:
            return funded
        best = min(prices, key=lambda p: (prices[p], first(p)))
        for i in supporters[best]:
            purses[i] -= min(purses[i], prices[best] * costs[best])
        funded.append(best)


def plain_completed(costs, approvals, budget: int, first) -> tuple[list[int], int]:
    """(funded, steps): raised unit by unit, the last that does not overspend, or all that anyone
    wants.
    """
    start, steps = Fraction(budget, len(approvals)), 0
    wanted = {p for a in approvals for p in a}
    last = plain_equal_shares(costs, approvals, start, first)
    while set(last) != wanted:
        further = plain_equal_shares(costs, approvals, start + steps + 1, first)
        if sum(costs[p] for p in further) > budget:
            break
        last, steps = further, steps + 1
    return last, steps
