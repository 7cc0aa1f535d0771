"""Sums and numbers of votes as a working gives them, in the reader's spelling."""

from fractions import Fraction

from deliberation.web.values.money import yuan


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
