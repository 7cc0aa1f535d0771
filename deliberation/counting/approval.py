"""Approval ballots, and committees from them by approval voting: the most approvals. Called by
`tally` and by papers with approvals; sequential PAV stands in `seqpav`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

import numpy as np

from .result import Result
from .ties import TieBreak

APPROVAL = "approval"
MOST_COMMITTEES = 200  # as many tied committees are listed as anyone will read


@dataclass(frozen=True)
class Approvals:
    """Ballot i approves candidates marks[starts[i]:starts[i + 1]] and counts `weights[i]` times
    (once each where None).
    """

    candidates: tuple[str, ...]
    starts: np.ndarray
    marks: np.ndarray
    weights: np.ndarray | None = None
    seats: int | None = None

    @classmethod
    def of(
        cls,
        candidates: Sequence[str],
        ballots: Sequence[Sequence[int]],
        *,
        weights: Sequence[int] | None = None,
        seats: int | None = None,
    ) -> "Approvals":
        """From lists of candidate numbers.

        ValueError where a number is no candidate's or stands twice on a ballot, or a weight is
        negative.
        """
        _check(len(candidates), ballots, weights)
        return cls(
            tuple(candidates),
            np.cumsum([0, *map(len, ballots)], dtype=np.int64),
            np.array([c for b in ballots for c in b], np.int64),
            None if weights is None else np.array(weights, np.int64),
            seats,
        )

    @property
    def ballots(self) -> int:
        """How many votes were cast."""
        return len(self.starts) - 1 if self.weights is None else int(self.weights.sum())

    def per_seat(self, elected: Sequence[int]) -> np.ndarray:
        """counts[c, k]: the ballots that approve c and have k of those elected already.

        Integers.
        """
        n, m = len(self.starts) - 1, len(self.candidates)
        ballot = np.repeat(np.arange(n), np.diff(self.starts))
        have = np.bincount(ballot[np.isin(self.marks, list(elected))], minlength=n)
        counts = np.zeros((m, len(elected) + 1), np.int64)
        np.add.at(
            counts, (self.marks, have[ballot]), 1 if self.weights is None else self.weights[ballot]
        )
        return counts


def _check(
    candidates: int, ballots: Sequence[Sequence[int]], weights: Sequence[int] | None
) -> None:
    """ValueError for ballots or weights that cannot be."""
    for b in ballots:
        if len(set(b)) != len(b) or not all(0 <= c < candidates for c in b):
            raise ValueError(f"no ballot: {list(b)}")
    if weights is not None and (len(weights) != len(ballots) or min(weights, default=0) < 0):
        raise ValueError("weights do not fit the ballots")


def count_approval(
    ballots: Approvals, *, seats: int | None = None, seed: str | None = None
) -> Result:
    """The candidates with the most approvals.

    ValueError where seats is missing or more than the candidates.
    """
    seats, names = seats_of(ballots, seats), ballots.candidates
    breaks, scores = TieBreak(names, seed), ballots.per_seat([])[:, 0].tolist()
    rank = sorted(range(len(names)), key=lambda c: (-scores[c], breaks.rank[names[c]]))
    line = scores[rank[seats - 1]]
    sure, tied = [c for c in rank if scores[c] > line], [c for c in rank if scores[c] == line]
    free = seats - len(sure)
    chosen = [names[c] for c in rank[len(sure) : seats]]
    tie = breaks.tie(len(sure) + 1, (names[c] for c in tied), chosen)
    working = {
        "ballots": ballots.ballots,
        "seats": seats,
        "scores": {names[c]: scores[c] for c in rank},
        "committees": [[names[c] for c in one] for one in _committees(sure, tied, free)],
        "number_of_committees": comb(len(tied), free),
    }
    return Result(
        APPROVAL, tuple(names[c] for c in rank[:seats]), [tie] if len(tied) > free else [], working
    )


def _committees(sure: list[int], tied: list[int], free: int) -> list[list[int]]:
    """Whoever is sure of a seat with each choice of the tied for the seats left, in order."""
    choices = islice(combinations(sorted(tied), free), MOST_COMMITTEES)
    return sorted(sorted([*sure, *more]) for more in choices)


def seats_of(ballots: Approvals, seats: int | None) -> int:
    """How many there are: as asked, else as the ballots say. ValueError for what cannot be."""
    seats = ballots.seats if seats is None else seats
    if seats is None:
        raise ValueError("the ballots do not say how many seats there are; say --seats")
    if not 1 <= seats <= len(ballots.candidates):
        raise ValueError(f"{seats} seats for {len(ballots.candidates)} candidates")
    return seats
