"""What some offices have announced, with how many have read each and what is still to be answered:
for whoever sits in one of them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from deliberation.readings.asked import questions
from deliberation.record.private import read_by

from . import lists


@dataclass(frozen=True, slots=True)
class Own:
    """One of theirs: its line in the list, its readers, its questions without an answer."""

    line: lists.Line
    readers: int
    open: int


def announced(
    s: Any, community: str, offices: Collection[str], after: str | None = None
) -> tuple[list[Own], str | None]:
    """The newest first, whatever became of them; and the key of the next page."""
    found, more = lists.of_offices(s, community, offices, after)
    ids = [x.subject_id for x in found]
    read = read_by.counts(s, community, ids)
    asked = questions.open_counts(s, community, ids)
    return [Own(x, read.get(x.subject_id, 0), asked.get(x.subject_id, 0)) for x in found], more
