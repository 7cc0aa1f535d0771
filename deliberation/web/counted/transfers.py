"""The transfer picture of a ranked vote: a column of boxes for each stage, bands from each to the
next.

Positions are in user units of an SVG; votes are by number of option, "" for what is no longer
anybody's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from deliberation.web.phrases import gettext as _

COLOURS = 8
STEP, BOX, HEIGHT, GAP = 90, 26, 220.0, 3.0

Votes = dict[str, Fraction]
Tops = dict[str, float]
Move = tuple[str, str, Fraction]  # from whom, to whom, how many


@dataclass(frozen=True, slots=True)
class Flow:
    """A band of the transfer picture: `points` of a polygon, a colour, what it says."""

    points: str
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A candidate's votes at a stage."""

    x: float
    y: float
    height: float
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and bands, and how wide the whole is."""

    width: int
    boxes: tuple[Box, ...]
    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    """How votes are drawn. `unit`: the height of one; `order`: that of the paper."""

    unit: float
    order: list[str]
    names: dict[str, str]

    def high(self, votes: Fraction) -> float:
        return float(votes) * self.unit

    def tops(self, column: Votes) -> Tops:
        """Where each box of a stage begins."""
        y, tops = 0.0, {}
        for n, votes in column.items():
            tops[n] = y
            if votes:
                y += self.high(votes) + GAP
        return tops

    def box(self, at: int, top: float, n: str, votes: Fraction) -> Box:
        high = round(self.high(votes), 2)
        return Box(at * STEP, round(top, 2), high, colour(n, self.order), self._has(n, votes))

    def bands(self, at: int, moves: list[Move], left: Tops, right: Tops) -> Iterator[Flow]:
        """Bands from stage `at` to the next, each beginning and ending below the one before."""
        out, into, x1, x2 = dict(left), dict(right), at * STEP + BOX, (at + 1) * STEP
        for source, target, votes in moves:
            high, a, b = self.high(votes), out[source], into[target]
            out[source], into[target] = a + high, b + high
            yield Flow(
                f"{x1},{a:.2f} {x2},{b:.2f} {x2},{b + high:.2f} {x1},{a + high:.2f}",
                colour(source, self.order),
                self._went(source, target, votes),
            )

    def _went(self, source: str, target: str, votes: Fraction) -> str:
        if source == target:
            return self._has(source, votes)
        return _(
            "%(a)s to %(b)s: %(n)s",
            a=self._called(source),
            b=self._called(target),
            n=_plain(votes),
        )

    def _has(self, n: str, votes: Fraction) -> str:
        return _("%(name)s: %(points)s", name=self._called(n), points=_plain(votes))

    def _called(self, n: str) -> str:
        return self.names[n] if n else _("not transferable")


def picture(working: dict[str, Any], names: dict[str, str]) -> Picture:
    """The working of a ranked vote as a picture. `names` by number of option."""
    stages, order = working["stages"], list(working["candidates"])
    unit = (HEIGHT - GAP * (len(order) + 1)) / max(1, working["valid"])
    scale = _Scale(unit, order, names)
    columns = [_column(s, order) for s in stages]
    tops = [scale.tops(column) for column in columns]
    boxes = (
        scale.box(at, tops[at][n], n, votes)
        for at, column in enumerate(columns)
        for n, votes in column.items()
        if votes
    )
    flows: list[Flow] = []
    for at in range(len(columns) - 1):
        moves = _moves(columns[at], columns[at + 1], stages[at + 1])
        flows += scale.bands(at, moves, tops[at], tops[at + 1])
    return Picture(STEP * max(0, len(columns) - 1) + BOX, tuple(boxes), tuple(flows))


def _column(stage: dict[str, Any], order: list[str]) -> Votes:
    return {
        **{n: Fraction(str(stage["totals"].get(n, 0))) for n in order},
        "": Fraction(str(stage.get("not_transferable", 0))) + Fraction(str(stage.get("lost", 0))),
    }


def _moves(old: Votes, new: Votes, stage: dict[str, Any]) -> list[Move]:
    """What everybody keeps, and where the votes of the one who loses some go."""
    moved = [(n, n, min(old[n], new[n])) for n in old]
    losers = [n for n in old if new[n] < old[n]]
    giver = stage.get("candidate") or (losers[0] if len(losers) == 1 else None)
    if giver in old:
        moved += [(giver, n, new[n] - old[n]) for n in old if new[n] > old[n]]
    return [move for move in moved if move[2] > 0]


def _plain(votes: Fraction) -> str:
    return str(votes.numerator) if votes.denominator == 1 else f"{float(votes):.5f}".rstrip("0")


def colour(n: str, order: list[str]) -> str:
    """The class that colours a candidate, by the order of the paper."""
    return f"o{order.index(n) % COLOURS + 1}" if n else "o0"
