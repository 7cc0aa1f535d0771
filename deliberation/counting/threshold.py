"""Thresholds as the law writes them: at_least = "2/3" (以上, inclusive), more_than = "1/2" (过半数,
超过, strict).

Civil Code Art 1259: 以上 includes the number itself, 超过 does not. Compared in integers, never
floats.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison a resident can redo: left ≥ right (or >), from part × denominator and whole ×
    numerator.
    """

    part: int
    whole: int
    numerator: int
    denominator: int
    op: Literal["≥", ">"]
    met: bool

    @property
    def left(self) -> int:
        return self.part * self.denominator

    @property
    def right(self) -> int:
        return self.whole * self.numerator

    @property
    def asked(self) -> bool:
        """Whether anything is asked for: nobody at all is at least nothing."""
        return self.op == ">" or self.numerator > 0

    @property
    def sign(self) -> str:
        """The sign that holds between left and right: `op`, or its opposite."""
        if self.op == "≥":
            return "≥" if self.left >= self.right else "<"
        return ">" if self.left > self.right else "≤"

    def __str__(self) -> str:
        """As a reader redoes it: 3 × 3 = 9 ≥ 8 = 4 × 2; always what is true."""
        return (
            f"{self.part} × {self.denominator} = {self.left} {self.sign} {self.right} = "
            f"{self.whole} × {self.numerator}"
        )


def too_many(ballots: int, present: int, members: int, what: str = "ballots") -> str | None:
    """What is wrong with these three, or None: whoever votes is present, whoever is present is a
    member.
    """
    if ballots > present:
        return f"{ballots} {what}, but only {present} present"
    if present > members:
        return f"{present} present, but only {members} members"
    return None


@dataclass(frozen=True, slots=True)
class Threshold:
    """numerator/denominator of a whole, inclusive (at_least) or strict (more_than)."""

    kind: Literal["at_least", "more_than"]
    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if self.kind not in ("at_least", "more_than"):
            raise ValueError(f"a threshold is at_least or more_than, not {self.kind!r}")
        if not 0 <= self.numerator <= self.denominator or self.denominator < 1:
            raise ValueError(f"not a fraction between 0 and 1: {self.numerator}/{self.denominator}")
        if self.kind == "more_than" and self.numerator == self.denominator:
            raise ValueError("more than the whole can never be reached")

    @classmethod
    def parse(cls, table: dict[str, str]) -> "Threshold":
        """{"at_least": "2/3"} or {"more_than": "1/2"}; ValueError otherwise."""
        if len(table) != 1:
            raise ValueError('write one of at_least = "n/d" or more_than = "n/d"')
        ((kind, text),) = table.items()
        parts = str(text).split("/")
        if len(parts) != 2 or not all(p.strip().isascii() and p.strip().isdigit() for p in parts):
            raise ValueError(f'a fraction is written "n/d", not {text!r}')
        return cls(kind, int(parts[0]), int(parts[1]))  # type: ignore[arg-type]

    def compare(self, part: int, whole: int) -> Comparison:
        """The comparison with its outcome. Nothing of nothing is never enough."""
        left, right = part * self.denominator, whole * self.numerator
        met = whole > 0 and (left >= right if self.kind == "at_least" else left > right)
        return Comparison(
            part,
            whole,
            self.numerator,
            self.denominator,
            "≥" if self.kind == "at_least" else ">",
            met,
        )

    def met(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` reaches it."""
        return self.compare(part, whole).met

    @property
    def share(self) -> Fraction:
        """The fraction in lowest terms."""
        return Fraction(self.numerator, self.denominator)

    @property
    def said(self) -> list[Any]:
        """As facts write it: [kind, numerator, denominator]."""
        return [self.kind, self.numerator, self.denominator]

    def at_least_as_strict_as(self, other: "Threshold") -> bool:
        """Whether whatever meets this meets the other too."""
        if self.share != other.share:
            return self.share > other.share
        return self.kind == "more_than" or other.kind == "at_least"

    def __str__(self) -> str:
        return f"{'≥' if self.kind == 'at_least' else '>'} {self.numerator}/{self.denominator}"
