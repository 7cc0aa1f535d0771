"""What happened to a matter by default, or beside the ordinary way: `codes` and the one `reading`
of them.
"""

from .codes import CODES, CONTESTED, GONE, OF_RESULT, SET_ASIDE, VOID
from .reading import Default, at, awaited, everywhere, lately, of_each, of_one, outcome, undone

__all__ = [
    "CODES",
    "CONTESTED",
    "GONE",
    "OF_RESULT",
    "SET_ASIDE",
    "VOID",
    "Default",
    "at",
    "awaited",
    "everywhere",
    "lately",
    "of_each",
    "of_one",
    "outcome",
    "undone",
]
