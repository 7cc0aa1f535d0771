"""Answers to what an act declared it needs: at most one small query each.

Called by `casefile.load`, inside the transaction.
"""

from . import announcements  # noqa: F401  (registers loaders)
from .matters import candidates, elections, money, recalls  # noqa: F401  (registers loaders)
from .people import entries, groups, offices, resets  # noqa: F401  (registers loaders)
from .proposal import (  # noqa: F401  (registers loaders)
    draws,
    log,
    merging,
    standing,
    supervision,
    voices,
)
from .registry import LOADERS
from .vote import (  # noqa: F401  (registers loaders)
    ballots,
    checks,
    households,
    official,
    owners,
    paper_ballots,
    paper_voter,
    papers,
    principal,
    proxies,
    rolls,
)

__all__ = ["LOADERS"]
