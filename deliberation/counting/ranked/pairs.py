"""Tideman's ranked pairs: of every two candidates the one more voters prefer; the largest margins
are kept first, unless they contradict those kept. For `tally` only.

Margins are whole numbers of voters. Whoever is not named on a ballot comes after all who are; two
who are tied or both unnamed are preferred to neither.
"""

from collections.abc import Iterator
from itertools import combinations, groupby
from typing import Any

import numpy as np

from deliberation.counting.result import Result
from deliberation.counting.ties import TieBreak

from .profile import Profile

RULE = "ranked-pairs"
Pair = tuple[int, int]


def count_ranked_pairs(
    profile: Profile, *, seats: int | None = None, seed: str | None = None
) -> Result:
    """The first of the order the kept pairs make; its first `seats` where that is given.

    Pairs of the same margin are kept in the order of `seed`'s lot, or of the ballot paper without
    one; reported where another order could keep others. ValueError where seats is below 1.
    """
    seats = 1 if seats is None else seats
    if seats < 1:
        raise ValueError("there is no seat to fill")
    lot, names = profile.breaks(seed), profile.candidates
    prefer = pairwise(profile)
    graph = _Kept(len(names))
    ties, steps = [], []
    for margin, pairs in _by_margin(profile, prefer, lot):
        step, tie = _keep(graph, margin, pairs, names, lot)
        steps.append(step)
        ties += tie
    order = sorted(
        profile.standing, key=lambda c: sum(graph.reaches(d, c) for d in profile.standing)
    )
    working = {
        "seats": seats,
        **_asked(profile, prefer),
        "steps": steps,
        "order": [names[c] for c in order],
    }
    return Result(RULE, tuple(names[c] for c in order[:seats]), ties, working)


def _asked(profile: Profile, prefer: np.ndarray) -> dict[str, Any]:
    """Who stood, how many voted, and how many put each before each other."""
    names = profile.candidates
    return {
        "candidates": list(names),
        "withdrawn": [names[c] for c in sorted(profile.withdrawn)],
        "valid": profile.voters,
        "pairwise": {
            names[a]: {names[b]: int(prefer[a, b]) for b in profile.standing if b != a}
            for a in profile.standing
        },
    }


def pairwise(profile: Profile) -> np.ndarray:
    """[a, b]: how many voters put a before b."""
    orders = profile.weak_orders()
    count = len(profile.candidates)
    places = np.full((len(orders), count), count, np.int32)
    for row, ranking in zip(places, orders, strict=True):
        for place, group in enumerate(ranking):
            row[list(group)] = place
    many = np.fromiter(orders.values(), np.int64, len(orders))
    return np.stack([many @ (places[:, [a]] < places) for a in range(count)])


class _Kept:
    """The kept pairs, closed under “before whoever comes after”: bit b of after[a] says a is before
    b.
    """

    def __init__(self, count: int) -> None:
        self.after = [0] * count

    def reaches(self, a: int, b: int) -> bool:
        return bool(self.after[a] >> b & 1)

    def add(self, a: int, b: int) -> None:
        more = self.after[b] | 1 << b
        for c, later in enumerate(self.after):
            if c == a or later >> a & 1:
                self.after[c] |= more


def _by_margin(
    profile: Profile, prefer: np.ndarray, lot: TieBreak
) -> Iterator[tuple[int, list[Pair]]]:
    """Margins from the largest, each with its pairs (before, after) in the order of the lot.

    A margin of 0 comes last, decided by the lot alone.
    """
    rank = [lot.rank[name] for name in profile.candidates]
    found = []
    for a, b in combinations(sorted(profile.standing, key=rank.__getitem__), 2):
        margin = int(prefer[a, b] - prefer[b, a])
        found.append((-margin, (a, b)) if margin >= 0 else (margin, (b, a)))
    found.sort(key=lambda f: (f[0], rank[f[1][0]], rank[f[1][1]]))
    for margin, group in groupby(found, key=lambda f: f[0]):
        yield -margin, [pair for _, pair in group]


def _keep(
    graph: _Kept, margin: int, pairs: list[Pair], names: tuple[str, ...], lot: TieBreak
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Keep what contradicts nothing kept before; the step, and its tie where another order could
    keep others.
    """
    kept, refused, open_ = _sorted_out(graph, margin, pairs)

    def say(some: list[Pair]) -> list[list[str]]:
        return [[names[a], names[b]] for a, b in some]

    step = {"margin": margin, "kept": say(kept), "refused": say(refused)}
    if not open_:
        return step, []
    tied = {names[c] for pair in (pairs if margin else open_) for c in pair}
    return step, [lot.tie(f"margin {margin}", tied, [], pairs=say(pairs), kept=say(kept))]


def _sorted_out(
    graph: _Kept, margin: int, pairs: list[Pair]
) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """(kept, refused, open): open is a pair refused only because of its equals, or of a margin of 0
    that decides anything.
    """
    before = list(graph.after)
    kept, refused, open_ = [], [], []
    for a, b in pairs:
        if graph.reaches(b, a):
            refused.append((a, b))
            open_ += [] if before[b] >> a & 1 else [(a, b)]
        else:
            if not margin and not graph.reaches(a, b):
                open_.append((a, b))
            graph.add(a, b)
            kept.append((a, b))
    return kept, refused, open_
