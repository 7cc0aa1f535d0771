"""Ranked ballots: candidates, and how many voters put them in which order.

Made by formats.blt, formats.preflib and the platform's own ballots.

Candidates are numbered from 0 in the order of the ballot paper. A ranking is a tuple of groups,
best first; candidates in one group are tied.
"""

from collections import defaultdict
from dataclasses import dataclass

from deliberation.counting.ties import TieBreak

Ranking = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """`ballots` are (how many voters, their ranking).

    Whoever is not named in a ranking comes after all who are.

    Raises ValueError where names repeat, a number is no candidate's, a candidate stands twice in a
    ranking, or a weight is below 1.
    """

    candidates: tuple[str, ...]
    ballots: tuple[tuple[int, Ranking], ...]
    seats: int = 1
    title: str = ""
    withdrawn: frozenset[int] = frozenset()
    drawn: tuple[str, ...] | None = None  # what lots are drawn over, where it is not the names

    def __post_init__(self) -> None:
        everyone = set(range(len(self.candidates)))
        if len(set(self.candidates)) != len(self.candidates):
            raise ValueError("two candidates have the same name")
        if self.seats < 1:
            raise ValueError("there is no seat to fill")
        if not everyone.issuperset(self.withdrawn):
            raise ValueError("someone withdrew who is no candidate")
        for weight, ranking in self.ballots:
            named = [c for group in ranking for c in group]
            if weight < 1 or not everyone.issuperset(named) or len(set(named)) != len(named):
                raise ValueError(f"no ballot: {weight} × {ranking}")

    def breaks(self, seed: str | None) -> TieBreak:
        """How ties between the candidates are broken that the rule leaves open."""
        return TieBreak(self.candidates, seed, self.drawn)

    @property
    def voters(self) -> int:
        """How many ballots, blank ones included."""
        return sum(weight for weight, _ in self.ballots)

    @property
    def standing(self) -> tuple[int, ...]:
        """The candidates who have not withdrawn, in the order of the ballot paper."""
        return tuple(c for c in range(len(self.candidates)) if c not in self.withdrawn)

    def weak_orders(self) -> dict[Ranking, int]:
        """Distinct rankings of those who stand, with their voters; blank ones too."""
        found: defaultdict[Ranking, int] = defaultdict(int)
        for weight, ranking in self.ballots:
            found[_without(ranking, self.withdrawn) if self.withdrawn else ranking] += weight
        return dict(found)

    def papers(self) -> tuple[dict[tuple[int, ...], int], int]:
        """Distinct papers as the rules that transfer votes read them, with their voters, and the
        number of papers without a first choice.

        A paper says nothing from the first tie on: nobody can tell which of two equals is next.
        """
        found: defaultdict[tuple[int, ...], int] = defaultdict(int)
        for ranking, weight in self.weak_orders().items():
            found[_until_a_tie(ranking)] += weight
        blank = found.pop((), 0)
        return dict(found), blank


def _without(ranking: Ranking, gone: frozenset[int]) -> Ranking:
    left = (tuple(c for c in group if c not in gone) for group in ranking)
    return tuple(group for group in left if group)


def _until_a_tie(ranking: Ranking) -> tuple[int, ...]:
    clear: list[int] = []
    for group in ranking:
        if len(group) > 1:
            break
        clear.extend(group)
    return tuple(clear)
