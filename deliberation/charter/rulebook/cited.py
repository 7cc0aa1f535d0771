"""One number of a rulebook with the statute or habit it comes from.

Collected by `typed`; shown by the page “rules in force”; held by `locks`.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Number:
    """One number with its source: V read in the statute, A adopted habit, D design.

    Only V may be locked.

    `direction` of a lock: at_least (more is tighter), at_most (less is tighter), exactly. `words`:
    as the statute writes it.
    """

    path: str
    value: str
    law: str
    article: str
    locked: bool
    direction: str
    words: str
    source: str


def shown(value: Any) -> str:
    """A value as a rulebook's reader sees it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
