"""What every count hands back: who won, which ties were broken by what, and the working a reader
can redo by hand.

Made by the count_* functions of this room; read by `tally`, result pages and `verify`.
"""

import json
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """`winners` in order of election.

    Each tie: {"stage", "tied": [...], "chosen": [...], "broken_by": rule, "seed": only if a lot was
    drawn}.

    `working` holds JSON values only: str, int, bool, None, list, dict with str keys. Fractions are
    written "n/d" (see `exact`).
    """

    rule: str
    winners: tuple[str, ...]
    ties: list[dict[str, Any]] = field(default_factory=list)
    working: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> str:
        """One JSON object. TypeError if the working holds anything but JSON values."""
        return json.dumps(
            {
                "rule": self.rule,
                "winners": list(self.winners),
                "ties": self.ties,
                "working": self.working,
            },
            ensure_ascii=False,
            allow_nan=False,
        )


def exact(number: int | Fraction) -> int | str:
    """A number as it stands in a working: an int where it is one, else "n/d" in lowest terms."""
    if isinstance(number, Fraction):
        return (
            number.numerator
            if number.denominator == 1
            else f"{number.numerator}/{number.denominator}"
        )
    return number
