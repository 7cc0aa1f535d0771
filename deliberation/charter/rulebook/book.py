"""A rulebook as it was read: what every part holds, looked up by the name of a kind, a check, a
task or a number.

Made by `reading`; used through `charter.rulebook`.
"""

from dataclasses import dataclass
from typing import Any

from .cited import Number
from .community import (
    Body,
    ChecklistItem,
    Electorate,
    Electorates,
    Factor,
    Fund,
    Incompatibility,
    Limits,
    Meeting,
    Tasks,
)
from .parts import Kind


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
    electorates: Electorates = Electorates()
    digest: str = ""
    source_text: str = ""
    numbers: tuple[Number, ...] = ()

    def kind(self, name: str) -> Kind:
        """The rules of a kind of matter; KeyError if this rulebook has none of that name."""
        return self.kinds[name]

    def names_of(self, electorate: str) -> str:
        """Who may read how this electorate voted, by name: public, roll or own."""
        of: Electorate = getattr(self.electorates, electorate)
        return of.names

    def checks_at(self, stage: str) -> tuple[ChecklistItem, ...]:
        """What supervisors look at themselves at a stage, in the rulebook's order."""
        return tuple(item for item in self.checklist if item.stage == stage)

    def check_text(self, item: str, language: str) -> str:
        """An item of the checklist in the reader's language; its id where a rulebook has no such
        item.
        """
        found = next((c for c in self.checklist if c.id == item), None)
        return found.text["zh" if language.startswith("zh") else "en"] if found else item

    def task_text(self, item: str, language: str) -> str:
        """A line of the list of tasks in the reader's language; its id where this rulebook has no
        such line.
        """
        found = next((t for t in self.tasks.listed if t.id == item), None)
        return found.text["zh" if language.startswith("zh") else "en"] if found else item

    def negative_text(self, item: str, language: str) -> str:
        """A line of what the fund never pays for, in the reader's language; its id where this
        rulebook has no such line.
        """
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
