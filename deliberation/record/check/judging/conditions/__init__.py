"""What must hold of a fact beside its act's row, by what it is of: a file each.

Each condition takes the act with whoever it is of, and the fact; it returns what is wrong, in one
plain line, or None where it holds. It asks the tables as they stood right before that fact. A
condition is only of what the public parts and the roster say; what was known to the moment alone
is not asked (see docs/reliability.md).
"""

from . import (
    announcements,
    ballots,
    certificates,
    counts,
    dates,
    desk,
    finishing,
    hands,
    offices,
    people,
    proxies,
    rolls,
    stages,
    support,
    texts,
)
from .hands import of_whom
from .matters import (
    again,
    beginning,
    funds,
    households,
    leaving,
    moderating,
    objections,
    options,
    payments,
    recalls,
)
from .on_paper import paper, piles
from .owed import entries, inside, outside, steps
from .said import CONDITIONS, Said

__all__ = [
    "CONDITIONS",
    "Said",
    "again",
    "announcements",
    "ballots",
    "beginning",
    "certificates",
    "counts",
    "dates",
    "desk",
    "entries",
    "finishing",
    "funds",
    "hands",
    "households",
    "inside",
    "leaving",
    "moderating",
    "objections",
    "of_whom",
    "offices",
    "options",
    "outside",
    "paper",
    "payments",
    "people",
    "piles",
    "proxies",
    "recalls",
    "rolls",
    "stages",
    "steps",
    "support",
    "texts",
]
