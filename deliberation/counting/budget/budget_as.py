"""Ballots on projects read as approvals or as rankings, for rules that know no costs.

Called by recount.py.
"""

import itertools
from collections import Counter

import numpy as np

from deliberation.counting.approval import Approvals
from deliberation.counting.ranked.profile import Profile

from .budget import BudgetBallots


def approvals(ballots: BudgetBallots) -> Approvals:
    """Every mark with more than no points is an approval; candidates are the projects' ids."""
    gives = ballots.points > 0
    kept = np.concatenate(([0], np.cumsum(gives)))[ballots.starts]
    return Approvals(tuple(p.id for p in ballots.projects), kept, ballots.marks[gives])


def ranked(ballots: BudgetBallots) -> Profile:
    """Ordinal and choose-1 ballots as rankings.

    ValueError for the others: an approval ranks nobody.
    """
    if ballots.kind not in ("ordinal", "choose-1"):
        raise ValueError(f"{ballots.kind} ballots rank nobody")
    marks, starts = ballots.marks.tolist(), ballots.starts.tolist()
    papers = Counter(tuple((c,) for c in marks[a:b]) for a, b in itertools.pairwise(starts))
    return Profile(
        tuple(p.id for p in ballots.projects),
        tuple((many, paper) for paper, many in papers.items()),
        1,
        ballots.meta.get("description", ""),
    )
