"""Answers to what an act declared it needs: at most one small query each.

Called by `casefile.load`, inside the transaction.
"""

from . import (  # noqa: F401  (they register their loaders)
    draws,
    elections,
    matter,
    money,
    official,
    owners,
    paper_ballots,
    papers,
    people,
    proxies,
    voices,
    votes,
)
from .registry import LOADERS

__all__ = ["LOADERS"]
