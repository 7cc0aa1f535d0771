"""What can have happened: one file per verb. Importing this package registers every kind."""

from . import announcement
from .base import ERASABLE, KINDS, PARTS, Fact, build, read_time, write_time
from .matters import elections, funds, recalls, tasks
from .naming import called
from .obligations import Obligation, asked_of, of_clock
from .people import corrections, desk, people, roster, slips
from .proposal import (
    carry_out,
    cycle,
    decency,
    draws,
    media,
    merging,
    notice,
    objections,
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
    "Obligation",
    "announcement",
    "asked_of",
    "build",
    "called",
    "carry_out",
    "corrections",
    "cycle",
    "decency",
    "desk",
    "draws",
    "elections",
    "funds",
    "households",
    "media",
    "merging",
    "notice",
    "objections",
    "of_clock",
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
