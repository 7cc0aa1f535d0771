"""Committees from approval ballots by sequential PAV: each ballot counts 1, 1/2, 1/3 … for its next
seat. Called by `tally`.

All in integers: the harmonic weights are put over one denominator.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

from .approval import MOST_COMMITTEES, Approvals, seats_of
from .result import Result, exact
from .ties import TieBreak

SEQPAV = "seqpav"


def count_seqpav(
    ballots: Approvals, *, seats: int | None = None, seed: str | None = None
) -> Result:
    """One seat at a time to the candidate who adds most to the voters' harmonic satisfaction.

    ValueError as for approval.

    `committees` in the working are all that another way of breaking the ties could elect.
    """
    seats, names = seats_of(ballots, seats), ballots.candidates
    pav, done = _Pav(ballots, seats), _Sequence(names, TieBreak(names, seed))
    for number in range(1, seats + 1):
        done.seat(number, pav)
    found, complete = pav.committees() if done.ties else ([frozenset(done.elected)], True)
    ties = [{**tie, "decided_committee": len(found) > 1 or not complete} for tie in done.ties]
    working = {
        "ballots": ballots.ballots,
        "seats": seats,
        "rounds": done.rounds,
        "committees": [[names[c] for c in one] for one in sorted(map(sorted, found))],
        "all_committees_listed": complete,
    }
    return Result(SEQPAV, tuple(names[c] for c in done.elected), ties, working)


@dataclass
class _Sequence:
    """Who is elected so far, in which round, by which ties."""

    names: tuple[str, ...]
    breaks: TieBreak
    elected: list[int] = field(default_factory=list)
    ties: list[dict[str, Any]] = field(default_factory=list)
    rounds: list[dict[str, Any]] = field(default_factory=list)

    def seat(self, number: int, pav: "_Pav") -> None:
        """One more seat."""
        gains, names = pav.gains(self.elected), self.names
        best = [c for c, gain in gains.items() if gain == max(gains.values())]
        first = self.breaks.first(names[c] for c in best)
        if len(best) > 1:
            self.ties.append(self.breaks.tie(number, (names[c] for c in best), [first]))
        self.elected.append(names.index(first))
        scores = {names[c]: exact(pav.fraction(gain)) for c, gain in gains.items()}
        self.rounds.append({"round": number, "elected": first, "scores": scores})


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
