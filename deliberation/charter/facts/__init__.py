"""What can have happened: one file per verb. Importing this package registers every kind."""

from . import announcement
from .base import ERASABLE, KINDS, PARTS, Fact, build, deadline, read_time, write_time
from .matters import elections, funds, recalls, tasks
from .people import corrections, desk, people, roster, slips
from .proposal import (
    carry_out,
    cycle,
    decency,
    draws,
    media,
    merging,
    notice,
    private_matters,
    propose,
    suggest,
    supervise,
    take_up,
    threads,
)
from .vote import households, official, owners, paper_ballots, papers, proxies, resolve

__all__ = [
    "ERASABLE",
    "KINDS",
    "PARTS",
    "Fact",
    "announcement",
    "build",
    "carry_out",
    "corrections",
    "cycle",
    "deadline",
    "decency",
    "desk",
    "draws",
    "elections",
    "funds",
    "households",
    "media",
    "merging",
    "notice",
    "official",
    "owners",
    "paper_ballots",
    "papers",
    "people",
    "private_matters",
    "propose",
    "proxies",
    "read_time",
    "recalls",
    "resolve",
    "roster",
    "slips",
    "suggest",
    "supervise",
    "take_up",
    "tasks",
    "threads",
    "write_time",
]
