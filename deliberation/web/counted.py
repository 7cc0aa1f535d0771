"""A count as a picture and a table: bars, owners' two sums, stages and transfers of ranked votes,
funding lists, ties. Plain figures for templates/counted/.

Everything here is worked out of `counting` results by number of option; names are put in by the
paper. Positions are in user units of an SVG.
"""

import hashlib
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from deliberation.counting.questions import Counted
from deliberation.counting.ranked.stage_table import StageTable, stage_table
from deliberation.readings.vote.ballot_papers import Asked
from deliberation.readings.vote.counted_again import Working
from deliberation.web.values.money import yuan

from .phrases import gettext as _
from .words import ballot as ballot_words

COLOURS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One option: how many, and whether it won. `width` of 100, `against` and `abstain` of each."""

    number: int
    name: str
    votes: int
    width: float
    won: bool
    against: int | None = None
    abstain: int | None = None


@dataclass(frozen=True, slots=True)
class Owners:
    """One plan of owners: (for, of those taking part) by heads and by area in 0.01 m²."""

    number: int
    name: str
    heads: tuple[int, int]
    area: tuple[int, int]
    won: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class Lot:
    """One ticket of a lot: its number on the paper, its name, the text to hash and what comes
    out.
    """

    number: str
    name: str
    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Equals, and what broke it: a code. `lots` in the order they were drawn, where a lot was."""

    stage: int
    tied: tuple[str, ...]
    chosen: tuple[str, ...]
    broken_by: str
    lots: tuple[Lot, ...] = ()


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


@dataclass(frozen=True)
class Shown:
    """One question's count, ready to be shown.

    `method`: bars, each, owners, stages, greedy, equal_shares or motion.
    """

    asked: Asked
    counted: Counted
    method: str
    names: dict[str, str]
    bars: tuple[Bar, ...] = ()
    owners: tuple[Owners, ...] = ()
    table: StageTable | None = None
    picture: Picture | None = None
    ties: tuple[Tie, ...] = field(default=())

    @property
    def working(self) -> dict[str, Any]:
        """The result's working."""
        return self.counted.result.working

    @property
    def winners(self) -> tuple[str, ...]:
        """Names in order of election."""
        return tuple(self.names[str(n)] for n in self.counted.winners)


METHODS = {
    "each/1": "each",
    "dual-plans/1": "owners",
    "irv/1": "stages",
    "scottish-stv/1": "stages",
    "meek-stv/1": "stages",
    "greedy/1": "greedy",
    "equal-shares/1": "equal_shares",
    "motion/1": "motion",
}


def shown(found: Working) -> tuple[Shown, ...]:
    """Every question of a round; nothing where too few took part to count."""
    return tuple(
        _shown(a, c) for a, c in zip(found.paper.asked, found.round.questions, strict=False)
    )


def _shown(asked: Asked, counted: Counted) -> Shown:
    names = {
        "0": str(ballot_words.NONE_OF_THEM),
        **{str(o.number): ballot_words.name_of(o) for o in asked.options},
    }
    method, working = METHODS.get(asked.question.rule, "bars"), counted.result.working
    more: dict[str, Any] = {}
    if method in ("bars", "each"):
        more["bars"] = _bars(counted, names)
    elif method == "owners":
        more["owners"] = tuple(
            Owners(
                int(n),
                names[n],
                (p["heads"][2], p["heads"][1]),
                (p["area"][2], p["area"][1]),
                int(n) in counted.winners,
                p["reached"],
            )
            for n, p in working["plans"].items()
        )
    elif method == "stages":
        more["table"] = stage_table(counted.result)
        more["picture"] = _picture(working, names)
    return Shown(
        asked,
        counted,
        method,
        names,
        ties=tuple(_tie(t, names) for t in counted.result.ties),
        **more,
    )


def _bars(counted: Counted, names: dict[str, str]) -> tuple[Bar, ...]:
    w = counted.result.working
    if "options" in w:
        votes = {n: o["for"] for n, o in w["options"].items()}
        more = {n: (o["against"], o["abstain"]) for n, o in w["options"].items()}
    else:
        votes, more = w.get("votes") or w["scores"], {}
    whole = max([*votes.values(), w.get("present", 0), 1])
    order = sorted(votes, key=lambda n: (-votes[n], int(n) == 0, int(n)))
    return tuple(
        Bar(
            int(n),
            names[n],
            votes[n],
            round(100 * votes[n] / whole, 2),
            int(n) in counted.winners,
            *more.get(n, (None, None)),
        )
        for n in order
    )


def line_of(found: Working, one: Shown) -> float | None:
    """Where the majority of those present lies on the bars, of 100; None where most votes win."""
    present = one.working.get("present")
    whole = max([*(b.votes for b in one.bars), present or 0, 1])
    return (
        round(100 * present * found.majority.numerator / found.majority.denominator / whole, 2)
        if present
        else None
    )


def _tie(tie: dict[str, Any], names: dict[str, str]) -> Tie:
    seed, stage = tie.get("seed"), tie["stage"]
    lots = (
        tuple(
            Lot(n, names[n], f"{seed}:{n}", hashlib.sha256(f"{seed}:{n}".encode()).hexdigest())
            for n in tie.get("left_after_prior_stages", tie["tied"])
        )
        if seed and tie["broken_by"] == "lot"
        else ()
    )
    return Tie(
        stage if isinstance(stage, int) else 0,
        tuple(names[n] for n in tie["tied"]),
        tuple(names[n] for n in tie["chosen"]),
        tie["broken_by"],
        tuple(sorted(lots, key=lambda x: x.hash)),
    )


# --- the transfer picture: a column of boxes for each stage, bands from each to the next
# -------------------------------------------

STEP, BOX, HEIGHT, GAP = 90, 26, 220.0, 3.0


def _picture(working: dict[str, Any], names: dict[str, str]) -> Picture:
    stages = working["stages"]
    order = list(working["candidates"])
    unit = (HEIGHT - GAP * (len(order) + 1)) / max(1, working["valid"])
    columns = [_column(s, order) for s in stages]
    boxes, flows, tops = [], [], []
    for at, column in enumerate(columns):
        y, top = 0.0, {}
        for n, votes in column.items():
            top[n] = y
            if votes:
                boxes.append(
                    Box(
                        at * STEP,
                        round(y, 2),
                        round(float(votes) * unit, 2),
                        _colour(n, order),
                        _("%(name)s: %(points)s", name=_called(n, names), points=_plain(votes)),
                    )
                )
                y += float(votes) * unit + GAP
        tops.append(top)
    for at in range(len(columns) - 1):
        flows += _flows(at, columns[at], columns[at + 1], stages[at + 1], tops, unit, order, names)
    return Picture(STEP * max(0, len(columns) - 1) + BOX, tuple(boxes), tuple(flows))


def _column(stage: dict[str, Any], order: list[str]) -> dict[str, Fraction]:
    """Votes of each, "" what is no longer anybody's."""
    return {
        **{n: Fraction(str(stage["totals"].get(n, 0))) for n in order},
        "": Fraction(str(stage.get("not_transferable", 0))) + Fraction(str(stage.get("lost", 0))),
    }


def _flows(
    at: int,
    old: dict[str, Fraction],
    new: dict[str, Fraction],
    stage: dict[str, Any],
    tops: list[dict[str, float]],
    unit: float,
    order: list[str],
    names: dict[str, str],
) -> list[Flow]:
    """What everybody keeps, and where the votes of the one who loses some go."""
    out, into, found = dict(tops[at]), dict(tops[at + 1]), []
    moved = [(n, n, min(old[n], new[n])) for n in old]
    losers = [n for n in old if new[n] < old[n]]
    giver = stage.get("candidate") or (losers[0] if len(losers) == 1 else None)
    if giver in old:
        moved += [(giver, n, new[n] - old[n]) for n in old if new[n] > old[n]]
    for source, target, votes in moved:
        if votes <= 0:
            continue
        high, x1, x2 = float(votes) * unit, at * STEP + BOX, (at + 1) * STEP
        a, b = out[source], into[target]
        out[source], into[target] = a + high, b + high
        text = (
            _(
                "%(a)s to %(b)s: %(n)s",
                a=_called(source, names),
                b=_called(target, names),
                n=_plain(votes),
            )
            if source != target
            else _("%(name)s: %(points)s", name=_called(source, names), points=_plain(votes))
        )
        found.append(
            Flow(
                f"{x1},{a:.2f} {x2},{b:.2f} {x2},{b + high:.2f} {x1},{a + high:.2f}",
                _colour(source, order),
                text,
            )
        )
    return found


def _called(n: str, names: dict[str, str]) -> str:
    return names[n] if n else _("not transferable")


def _plain(votes: Fraction) -> str:
    return str(votes.numerator) if votes.denominator == 1 else f"{float(votes):.5f}".rstrip("0")


def _colour(n: str, order: list[str]) -> str:
    return f"o{order.index(n) % COLOURS + 1}" if n else "o0"


def colour(one: Shown, number: str) -> str:
    """The colour of a candidate in the picture, for its legend."""
    return _colour(number, one.working["candidates"])


def share(part: int | str, whole: int | str) -> float:
    """A sum as a share of another, of 100."""
    return round(min(100.0, float(100 * Fraction(str(part)) / (Fraction(str(whole)) or 1))), 2)


def money(value: int | str) -> str:
    """A sum as a working gives it (yuan; "n/d" where it is no whole number) → ¥1,234.50, with ≈
    where it had to be rounded to the fen.
    """
    text = str(value)
    near = text.endswith("…")
    fen = Fraction(text.rstrip("…")) * 100
    whole = round(fen)
    return ("≈ " if near or whole != fen else "") + yuan(whole)


def votes(value: str) -> str:
    """A number of votes without needless decimals: 12.00000 → 12."""
    return value.rstrip("0").rstrip(".") if "." in value else value
