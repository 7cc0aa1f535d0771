"""Floor area on pages: whole hundredths of a square metre inside, square metres with two decimals
to the reader. The filters `square_metres` and `metres`.
"""

from deliberation.web.phrases import gettext as _


def metres(area: int) -> str:
    """8950 → 89.50, for sums that are redone by hand."""
    whole, rest = divmod(area, 100)
    return f"{whole:,}.{rest:02d}"


def square_metres(area: int) -> str:
    """8950 → 89.50 m² / 89.50 平方米."""
    return _("%(n)s m²", n=metres(area))
