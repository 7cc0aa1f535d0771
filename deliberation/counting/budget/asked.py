"""Greedy and equal shares asked by a paper: its answers as ballots. Found by their lines in
`rules`.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from deliberation.counting.papers import Answer, Question
from deliberation.counting.questions import Counted, won
from deliberation.counting.threshold import Threshold

from .budget import BudgetBallots, Project
from .equal_shares import count_equal_shares
from .greedy import Variant, count_greedy


def greedy(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
    """A question by points; what excludes another is not funded beside it."""
    variant: Variant = "greedy-exclusive" if q.excludes else "greedy"
    result = count_greedy(budget_ballots(q, answers), variant=variant, seed=seed)
    return won(result.winners, result)


def equal_shares(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
    """A question by equal shares, raised by one yuan after another where money is left."""
    result = count_equal_shares(budget_ballots(q, answers), seed=seed)
    return won(result.winners, result)


def budget_ballots(q: Question, answers: Sequence[Answer]) -> BudgetBallots:
    """A budget question's answers as `budget.BudgetBallots`.

    A ranking gives `most` (or as many as there are options) points to the first, one less to each
    after.
    """
    top = (q.most or q.options) + 1
    points = [top - said if q.form == "rank" else said for a in answers for _, said in a.marks]
    kind = {"approve": "approval", "points": "cumulative", "rank": "ordinal"}[q.form]
    return BudgetBallots(
        tuple(_projects(q)),
        q.budget,
        kind,  # type: ignore[arg-type]
        np.cumsum([0, *(len(a.marks) for a in answers)], dtype=np.int64),
        np.array([o - 1 for a in answers for o in a.chosen], np.int64),
        np.array(points, np.int64),
        parts=100,
    )


def _projects(q: Question) -> Iterator[Project]:
    """The options of a budget question, by their numbers."""
    rivals: dict[int, set[int]] = {}
    for a, b in q.excludes:
        rivals.setdefault(a, set()).add(b)
    for n in range(1, q.options + 1):
        excludes = tuple(str(r) for r in sorted(rivals.get(n, ())))
        yield Project(str(n), str(n), q.costs[n - 1], excludes=excludes)
