"""A random check of a past month: how the list is made, how the seed follows from the record, who
is drawn. Pure; anyone can redo it with `sha256sum`.

Called by `supervise.acts.draw`, the page of a draw, and `verify`.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deliberation.counting.ties import lot

# What can be looked through → the kind of fact one line of its list stands for.
KINDS = {"works": "work_finished", "desk_entries": "entered_at_desk"}


def month(text: str, timezone: str) -> tuple[datetime, datetime] | None:
    """Beginning and end (excluded) of a month such as "2026-10" in the community's time, as UTC;
    None for anything else.
    """
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", text):
        return None
    first = date.fromisoformat(f"{text}-01")
    after = (first + timedelta(days=31)).replace(day=1)
    since, until = (
        datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC) for day in (first, after)
    )
    return since, until


def population_text(refs: Iterable[str]) -> str:
    """The list as a file: ids of the facts in ascending order, one a line, each line ended."""
    return "".join(f"{ref}\n" for ref in sorted(refs))


def population_digest(refs: Iterable[str]) -> str:
    """Hexadecimal SHA-256 of that file."""
    return hashlib.sha256(population_text(refs).encode("ascii")).hexdigest()


def seed(root: str, digest: str) -> str:
    """Hexadecimal SHA-256 of "root:digest": the root (hexadecimal) of the record that ends with the
    announcement, and the digest of the list.
    """
    return hashlib.sha256(f"{root}:{digest}".encode("ascii")).hexdigest()


def drawn(seed: str, refs: Iterable[str], wanted: int) -> tuple[tuple[str, str], ...]:
    """(lot, id) of the `wanted` smallest lots; a lot is hexadecimal SHA-256 of "seed:id"."""
    return tuple(sorted((lot(seed, ref), ref) for ref in refs)[:wanted])
