"""The rulebook: every number per kind of matter, with its source, its law and its lock.

Validated on load.

Called by casefile (the rules of a proposal, by digest), by the page “rules in force”, and by the
shell's check. Adding a kind of matter is a table in TOML.
"""

from .book import Rulebook, RulebookError, public_rows
from .cited import Number
from .community import (
    Body,
    ChecklistItem,
    Factor,
    Fund,
    Incompatibility,
    Limits,
    Meeting,
    TaskItem,
    Tasks,
)
from .parts import EXTERNAL, NAMED, SECRET, Election, Kind, Recall, Vote
from .reading import load, parse, parse_file, shipped, shipped_text
from .stages import (
    Advise,
    CarryOut,
    Evaluate,
    Gather,
    Inspect,
    Notice,
    Publish,
    Supervision,
    TakeUp,
)

__all__ = [
    "EXTERNAL",
    "NAMED",
    "SECRET",
    "Advise",
    "Body",
    "CarryOut",
    "ChecklistItem",
    "Election",
    "Evaluate",
    "Factor",
    "Fund",
    "Gather",
    "Incompatibility",
    "Inspect",
    "Kind",
    "Limits",
    "Meeting",
    "Notice",
    "Number",
    "Publish",
    "Recall",
    "Rulebook",
    "RulebookError",
    "Supervision",
    "TakeUp",
    "TaskItem",
    "Tasks",
    "Vote",
    "load",
    "parse",
    "parse_file",
    "public_rows",
    "shipped",
    "shipped_text",
]
