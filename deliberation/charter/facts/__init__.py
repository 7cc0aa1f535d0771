"""What can have happened: one file per verb. Importing this package registers every kind."""

from . import carry_out, corrections, cycle, decency, desk, draws, elections, funds, households, media, merging, notice, official, owners, paper_ballots, papers, people, private_matters, propose, proxies, resolve, roster, slips, suggest, supervise, tasks, threads
from .base import ERASABLE, KINDS, PARTS, Fact, build, deadline, read_time, write_time

__all__ = [
    "ERASABLE", "KINDS", "PARTS", "Fact", "build", "carry_out", "corrections", "cycle", "deadline", "decency", "desk", "draws", "elections", "funds", "households", "merging",
    "notice", "official", "owners", "paper_ballots", "papers", "people", "private_matters", "propose", "proxies", "read_time", "resolve", "roster", "slips", "suggest", "supervise", "tasks", "threads", "write_time",
]
