"""What can have happened: one file per verb. Importing this package registers every kind."""

from . import carry_out, corrections, cycle, decency, desk, media, merging, notice, people, propose, resolve, roster, slips, suggest, supervise, threads
from .base import ERASABLE, KINDS, PARTS, Fact, build, deadline, read_time, write_time

__all__ = [
    "ERASABLE", "KINDS", "PARTS", "Fact", "build", "carry_out", "corrections", "cycle", "deadline", "decency", "desk",
    "merging", "notice", "people", "propose", "read_time", "resolve", "roster", "slips", "suggest", "supervise", "threads", "write_time",
]
