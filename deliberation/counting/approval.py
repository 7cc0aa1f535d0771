"""Committees from approval ballots: approval voting (the most approvals) and sequential PAV (each
ballot counts 1, 1/2, 1/3 … for its next seat). Called by `tally`.

All in integers: the harmonic weights are put over one denominator.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice
from math import comb, lcm
from typing import Any

import numpy as np

from .result import Result, exact
from .ties import TieBreak

APPROVAL, SEQPAV = "approval", "seqpav"
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
        lengths = [len(b) for b in ballots]
        for b in ballots:
            if len(set(b)) != len(b) or not all(0 <= c < len(candidates) for c in b):
                raise ValueError(f"no ballot: {list(b)}")
        if weights is not None and (len(weights) != len(ballots) or min(weights, default=0) < 0):
            raise ValueError("weights do not fit the ballots")
        return cls(
            tuple(candidates),
            np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))),
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


def count_approval(
    ballots: Approvals, *, seats: int | None = None, seed: str | None = None
) -> Result:
    """The candidates with the most approvals.

    ValueError where seats is missing or more than the candidates.
    """
    seats, breaks, names = (
        _seats(ballots, seats),
        TieBreak(ballots.candidates, seed),
        ballots.candidates,
    )
    scores = ballots.per_seat([])[:, 0].tolist()
    rank = sorted(range(len(names)), key=lambda c: (-scores[c], breaks.rank[names[c]]))
    line = scores[rank[seats - 1]]
    sure, tied = [c for c in rank if scores[c] > line], [c for c in rank if scores[c] == line]
    ties = []
    if len(sure) + len(tied) > seats:
        ties.append(
            breaks.tie(
                len(sure) + 1, (names[c] for c in tied), [names[c] for c in rank[len(sure) : seats]]
            )
        )
    free = seats - len(sure)
    listed = [
        sorted([*sure, *more]) for more in islice(combinations(sorted(tied), free), MOST_COMMITTEES)
    ]
    return Result(
        APPROVAL,
        tuple(names[c] for c in rank[:seats]),
        ties,
        {
            "ballots": ballots.ballots,
            "seats": seats,
            "scores": {names[c]: scores[c] for c in rank},
            "committees": [[names[c] for c in one] for one in sorted(listed)],
            "number_of_committees": comb(len(tied), free),
        },
    )


def count_seqpav(
    ballots: Approvals, *, seats: int | None = None, seed: str | None = None
) -> Result:
    """One seat at a time to the candidate who adds most to the voters' harmonic satisfaction.

    ValueError as for approval.

    `committees` in the working are all that another way of breaking the ties could elect.
    """
    seats, breaks, names = (
        _seats(ballots, seats),
        TieBreak(ballots.candidates, seed),
        ballots.candidates,
    )
    pav = _Pav(ballots, seats)
    elected: list[int] = []
    ties: list[dict[str, Any]] = []
    rounds: list[dict[str, Any]] = []
    for number in range(1, seats + 1):
        gains = pav.gains(elected)
        best = [c for c, gain in gains.items() if gain == max(gains.values())]
        first = breaks.first(names[c] for c in best)
        if len(best) > 1:
            ties.append(breaks.tie(number, (names[c] for c in best), [first]))
        elected.append(names.index(first))
        rounds.append(
            {
                "round": number,
                "elected": first,
                "scores": {names[c]: exact(pav.fraction(gain)) for c, gain in gains.items()},
            }
        )
    found, complete = pav.committees() if ties else ([frozenset(elected)], True)
    for tie in ties:
        tie["decided_committee"] = len(found) > 1 or not complete
    return Result(
        SEQPAV,
        tuple(names[c] for c in elected),
        ties,
        {
            "ballots": ballots.ballots,
            "seats": seats,
            "rounds": rounds,
            "committees": [[names[c] for c in one] for one in sorted(map(sorted, found))],
            "all_committees_listed": complete,
        },
    )


def _seats(ballots: Approvals, seats: int | None) -> int:
    seats = ballots.seats if seats is None else seats
    if seats is None:
        raise ValueError("the ballots do not say how many seats there are; say --seats")
    if not 1 <= seats <= len(ballots.candidates):
        raise ValueError(f"{seats} seats for {len(ballots.candidates)} candidates")
    return seats


class _Pav:
    def __init__(self, ballots: Approvals, seats: int) -> None:
        self.ballots, self.seats = ballots, seats
        self.whole = lcm(*range(1, seats + 1))

    def fraction(self, gain: int) -> Fraction:
        """A gain as the fraction it stands for."""
        return Fraction(gain, self.whole)

    def gains(self, elected: Sequence[int]) -> dict[int, int]:
        """What each candidate not yet elected would add, in parts of `whole`."""
        counts = self.ballots.per_seat(elected).tolist()
        return {
            c: sum(number * (self.whole // (k + 1)) for k, number in enumerate(row) if number)
            for c, row in enumerate(counts)
            if c not in elected
        }

    def committees(self) -> tuple[list[frozenset[int]], bool]:
        """Every committee some order of the tied could elect, and whether that is all of them."""
        level: set[frozenset[int]] = {frozenset()}
        complete = True
        for _ in range(self.seats):
            following: set[frozenset[int]] = set()
            for one in sorted(level, key=sorted):
                gains = self.gains(sorted(one))
                following |= {one | {c} for c, gain in gains.items() if gain == max(gains.values())}
                if len(following) > MOST_COMMITTEES:
                    complete = False
                    break
            level = set(sorted(following, key=sorted)[:MOST_COMMITTEES])
        return list(level), complete
