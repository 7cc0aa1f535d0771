"""Answers to what an act declared it needs: at most one small query each. Called by `casefile.load`, inside the transaction."""

from . import (draws, elections, funds, matter, official, owners, paper_ballots, papers, people, proxies, tasks, votes)  # noqa: F401  (they register their loaders)
from .registry import LOADERS

__all__ = ["LOADERS"]
