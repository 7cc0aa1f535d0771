"""What happened to a matter by default, or beside the ordinary way: `codes` and the one `reading`
of them.
"""

from .codes import CODES, OF_RESULT
from .reading import Default, at, everywhere, lately, of_one

__all__ = ["CODES", "OF_RESULT", "Default", "at", "everywhere", "lately", "of_one"]
