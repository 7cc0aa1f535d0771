"""A count as a picture and a table: bars, owners' two sums, stages and transfers of ranked votes,
funding lists, ties. Plain figures for templates/counted/.

Everything here is worked out of `counting` results by number of option; names are put in by the
paper.
"""

from dataclasses import dataclass, field
from typing import Any

from deliberation.counting.questions import Counted
from deliberation.counting.ranked.stage_table import StageTable, stage_table
from deliberation.readings.vote.ballot_papers import Asked
from deliberation.readings.vote.counted_again import Working
from deliberation.web.words import ballot as ballot_words

from . import transfers
from .ties import Tie, tie_of


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
    picture: transfers.Picture | None = None
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
        more["owners"] = _owners(counted, names)
    elif method == "stages":
        more["table"] = stage_table(counted.result)
        more["picture"] = transfers.picture(working, names)
    ties = tuple(tie_of(t, names) for t in counted.result.ties)
    return Shown(asked, counted, method, names, ties=ties, **more)


def _owners(counted: Counted, names: dict[str, str]) -> tuple[Owners, ...]:
    return tuple(
        Owners(
            int(n),
            names[n],
            (p["heads"][2], p["heads"][1]),
            (p["area"][2], p["area"][1]),
            int(n) in counted.winners,
            p["reached"],
        )
        for n, p in counted.result.working["plans"].items()
    )


def _bars(counted: Counted, names: dict[str, str]) -> tuple[Bar, ...]:
    votes, more = _votes(counted.result.working)
    whole = max([*votes.values(), counted.result.working.get("present", 0), 1])
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


def _votes(working: dict[str, Any]) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    """Votes for each option, and those against and abstaining where each was asked about."""
    if "options" not in working:
        return working.get("votes") or working["scores"], {}
    options = working["options"]
    return (
        {n: o["for"] for n, o in options.items()},
        {n: (o["against"], o["abstain"]) for n, o in options.items()},
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


def colour(one: Shown, number: str) -> str:
    """The colour of a candidate in the picture, for its legend."""
    return transfers.colour(number, one.working["candidates"])
