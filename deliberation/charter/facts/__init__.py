"""What can have happened: one file per verb. Importing this package registers every kind."""

from .base import ERASABLE, KINDS, PARTS, Fact, build, deadline, read_time, write_time
from .matters import elections, funds, tasks
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
    threads,
)
from .vote import households, official, owners, paper_ballots, papers, proxies, resolve

__all__ = [
    "ERASABLE",
    "KINDS",
    "PARTS",
    "Fact",
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
    "resolve",
    "roster",
    "slips",
    "suggest",
    "supervise",
    "tasks",
    "threads",
    "write_time",
]
