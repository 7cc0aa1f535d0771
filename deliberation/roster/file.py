"""Reading a roster from CSV or XLSX: the whole file is checked first, every bad row named with row,
column and reason.

Called by `deliberation roster import`. Common column names and phones stored as numbers are
accepted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from deliberation.roster.acts.people import RosterEntry

from .entry import COLUMNS, NEEDED, BadRow, Row
from .sheets import NotARoster, rows_of

__all__ = ["COLUMNS", "BadRow", "NotARoster", "RosterFile", "read", "template"]


@dataclass(frozen=True, slots=True)
class RosterFile:
    """Good entries in order, everything wrong, and what was rounded."""

    entries: tuple[RosterEntry, ...]
    bad: tuple[BadRow, ...]
    notes: tuple[BadRow, ...] = ()  # what was taken, but not to the letter


def read(path: Path, today: date) -> RosterFile:
    """Check every row. Raises NotARoster for a file that cannot be a roster."""
    rows = rows_of(path)
    where = _columns(rows)
    good: list[RosterEntry] = []
    bad: list[BadRow] = []
    notes: list[BadRow] = []
    for number, cells in enumerate(rows, 2):
        if not any(str(c if c is not None else "").strip() for c in cells):
            continue
        row = Row(number, cells, where)
        entry = row.entry(today)
        bad += row.bad
        if entry is not None and not row.bad:
            good.append(entry)
            notes += row.rounded(entry)
    if not good and not bad:
        raise NotARoster("there is nobody in the file")
    return RosterFile(tuple(good), tuple(bad), tuple(notes))


def _columns(rows: Iterator[Any]) -> dict[str, int]:
    """Field → its column, from the first row."""
    heading = next(rows, None)
    if heading is None:
        raise NotARoster("the file is empty")
    named = {
        str(h or "").strip().lower().replace("（", "(").replace("）", ")"): i
        for i, h in enumerate(heading)
    }
    where = {field: named[n] for field, names in COLUMNS.items() for n in names if n in named}
    missing = [COLUMNS[f][0] for f in NEEDED if f not in where]
    if missing:
        raise NotARoster(f"row 1: column missing: {', '.join(missing)}")
    return where


def template() -> str:
    """The heading and one example row, as CSV with a byte-order mark so that spreadsheets read the
    Chinese.
    """
    return (
        "\ufeff"
        + ",".join(names[0] for names in COLUMNS.values())
        + "\r\n嘉禾苑,1栋,1,101,张三,13800000001,1980-05-01,89.50,业主,是\r\n"
    )
