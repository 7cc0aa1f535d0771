"""Which rows a fact makes, subject by subject.

`apply` finds the branch; every file here registers the branches of its facts.
"""

from . import announcement
from .base import BRANCHES, Header, apply
from .matters import election_counts, elections, funds, tasks
from .people import corrections, desk, people, roster, slips
from .proposal import (
    carry_out,
    cycle,
    decency,
    discussion,
    draws,
    media,
    merging,
    notice,
    objections,
    private_matters,
    propose,
    suggest,
    supervise,
    support,
    take_up,
    threads,
)
from .vote import official, owners, paper_ballots, papers, proxies, resolve

__all__ = [
    "BRANCHES",
    "Header",
    "announcement",
    "apply",
    "carry_out",
    "corrections",
    "cycle",
    "decency",
    "desk",
    "discussion",
    "draws",
    "election_counts",
    "elections",
    "funds",
    "media",
    "merging",
    "notice",
    "objections",
    "official",
    "owners",
    "paper_ballots",
    "papers",
    "people",
    "private_matters",
    "propose",
    "proxies",
    "resolve",
    "roster",
    "slips",
    "suggest",
    "supervise",
    "support",
    "take_up",
    "tasks",
    "threads",
]
