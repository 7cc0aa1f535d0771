"""Projects with costs and the ballots cast on them, as the budget rules read them.

Made by formats.pb and by the platform's own ballots.

All money is in whole `parts` (a fen, a grosz): integers, so that nothing is ever rounded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal, cast

import numpy as np

from deliberation.counting.result import exact

Kind = Literal["approval", "choose-1", "cumulative", "scoring", "ordinal"]
LIMIT = 10**9  # of one mark's points: 10**9 ballots of them still sum exactly in 64 bits


@dataclass(frozen=True, slots=True)
class Project:
    """`cost` in parts. `published` is what the file says of the outcome ("1" funded, "0" not, None
    unsaid); `excludes` are ids it may not be funded beside.
    """

    id: str
    name: str
    cost: int
    published: str | None = None
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class BudgetBallots:
    """Ballot i marks the projects marks[starts[i]:starts[i + 1]], with points[...] each (1 for an
    approval).

    `parts` = parts in one currency unit; `points_parts` = 1, or 100 where points have two decimals,
    and so on.
    """

    projects: tuple[Project, ...]
    budget: int
    kind: Kind
    starts: np.ndarray
    marks: np.ndarray
    points: np.ndarray
    parts: int = 1
    points_parts: int = 1
    default_points: int = 0
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def voters(self) -> int:
        """How many ballots."""
        return len(self.starts) - 1

    @cached_property
    def votes(self) -> list[int]:
        """How many ballots give each project more than nothing."""
        votes = np.bincount(self.marks[self.points > 0], minlength=len(self.projects))
        return cast(list[int], votes.tolist())

    @cached_property
    def scores(self) -> list[int]:
        """The points of each project, in points_parts; summed in integers."""
        total = np.zeros(len(self.projects), np.int64)
        np.add.at(total, self.marks, self.points)
        unmarked = self.voters - np.bincount(self.marks, minlength=len(self.projects))
        return cast(list[int], (total + self.default_points * unmarked).tolist())

    def money(self, parts: int | Fraction) -> int | str:
        """An amount of parts in the file's currency, as it stands in a working."""
        return exact(Fraction(parts) / self.parts)

    def score(self, points: int) -> int | str:
        """A score as it stands in a working."""
        return exact(Fraction(points, self.points_parts))
