"""The rulebook: every number per kind of matter, with its source, its law and its lock. Validated on load.

Called by casefile (the rules of a proposal, by digest), by the page “rules in force”, and by the shell's check.
Adding a kind of matter is a table in TOML.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from .rulebook_parts import (
    NAMED,
    SECRET,
    Advise,
    Body,
    CarryOut,
    ChecklistItem,
    Election,
    Evaluate,
    Factor,
    Fund,
    Gather,
    Incompatibility,
    Inspect,
    Kind,
    Limits,
    Meeting,
    Notice,
    Number,
    Publish,
    Recall,
    Supervision,
    TakeUp,
    TaskItem,
    Tasks,
    Vote,
)

__all__ = [
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


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A whole rulebook. `digest` is over the exact text of the file (and of the one it extends)."""

    format: int
    name: str
    title: dict[str, str]
    language: str
    calendar: str
    names: dict[str, dict[str, str]]
    bodies: dict[str, Body]
    incompatible: tuple[Incompatibility, ...]
    limits: Limits
    factors: dict[str, Factor]
    meeting: Meeting
    passing_reasons: tuple[str, ...]
    kinds: dict[str, Kind]
    checklist: tuple[
        ChecklistItem, ...
    ] = ()  # came later: a rulebook already in the record reads as before
    tasks: Tasks = Tasks()
    fund: Fund = Fund()
    digest: str = ""
    source_text: str = ""
    numbers: tuple[Number, ...] = ()

    def kind(self, name: str) -> Kind:
        """The rules of a kind of matter; KeyError if this rulebook has none of that name."""
        return self.kinds[name]

    def checks_at(self, stage: str) -> tuple[ChecklistItem, ...]:
        """What supervisors look at themselves at a stage, in the rulebook's order."""
        return tuple(item for item in self.checklist if item.stage == stage)

    def check_text(self, item: str, language: str) -> str:
        """An item of the checklist in the reader's language; its id where a rulebook has no such item."""
        found = next((c for c in self.checklist if c.id == item), None)
        return found.text["zh" if language.startswith("zh") else "en"] if found else item

    def task_text(self, item: str, language: str) -> str:
        """A line of the list of tasks in the reader's language; its id where this rulebook has no such line."""
        found = next((t for t in self.tasks.listed if t.id == item), None)
        return found.text["zh" if language.startswith("zh") else "en"] if found else item

    def negative_text(self, item: str, language: str) -> str:
        """A line of what the fund never pays for, in the reader's language; its id where this rulebook has no such line."""
        found = next((n for n in self.fund.negative if n.id == item), None)
        return found.text["zh" if language.startswith("zh") else "en"] if found else item

    def number(self, path: str) -> Number | None:
        """The citation of a value, e.g. "kinds.ordinary.vote.community.quorum"."""
        return next((n for n in self.numbers if n.path == path), None)


class RulebookError(ValueError):
    """`file:line: reason`; the line is that of the offending key."""

    def __init__(self, filename: str, line: int, reason: str) -> None:
        super().__init__(f"{filename}:{line}: {reason}")
        self.filename, self.line, self.reason = filename, line, reason


@lru_cache(maxsize=64)
def load(name: str) -> Rulebook:
    """A shipped rulebook: "cn-2026" or "association". KeyError for others."""
    return parse(shipped_text(name), f"{name}.toml")


def shipped_text(name: str) -> str:
    """The text of a shipped rulebook. KeyError for others, and for what is no plain name (a path out of the folder)."""
    path = resources.files("deliberation.charter") / "rulebooks" / f"{name}.toml"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise KeyError(name)
    return path.read_text("utf-8")


def shipped() -> list[str]:
    """Names of the rulebooks that come with the product."""
    folder = resources.files("deliberation.charter") / "rulebooks"
    return sorted(
        p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml")
    )


@lru_cache(maxsize=256)
def parse(text: str, filename: str = "rulebook.toml") -> Rulebook:
    """Read and validate. Raises RulebookError with file, line and reason."""
    from .rulebook_reading import read_rulebook

    return read_rulebook(text, filename)


def parse_file(path: str | Path) -> Rulebook:
    """Read a file from disk; RulebookError also for bytes that are not UTF-8."""
    path = Path(path)
    try:
        return parse(path.read_bytes().decode("utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise RulebookError(path.name, 1, "not UTF-8 text") from error


def public_rows(rulebook: Rulebook) -> list[dict[str, Any]]:
    """Every cited number for the page “rules in force”."""
    return [
        {
            "path": n.path,
            "value": n.value,
            "law": n.law,
            "article": n.article,
            "locked": n.locked,
            "words": n.words,
            "source": n.source,
        }
        for n in rulebook.numbers
    ]
