"""A round that was counted more than once: when, what the count before came to, and whether the one
that stands says anything else. Called by the page and its prints.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from deliberation.record import tables
from deliberation.record.log import canonical
from deliberation.record.tables.joins import same

KINDS = ("vote_counted", "owners_counted", "paper_counted", "election_counted")
_F, _B = tables.fact, tables.fact_body


@dataclass(frozen=True, slots=True)
class Recount:
    """The `number`-th count, `at` its time, of the same ballots as the one `before_at`, which came
    to the outcome `before`; `votes`: for, against and abstained by it, where it was a motion.
    """

    number: int
    at: datetime
    before_at: datetime
    before: str
    votes: tuple[int, int, int] | None
    changed: bool


def of_matter(s: Any, community: str, subject: str) -> dict[int, Recount]:
    """Round → its last count, of each that was counted more than once. One statement."""
    query = (
        select(_F.c.at, _B.c.body)
        .join(_B, and_(same(_F, _B, "position"), _B.c.part == "public"))
        .where(_F.c.community_id == community, _F.c.subject_id == subject, _F.c.kind.in_(KINDS))
        .order_by(_F.c.position)
    )
    counts: dict[int, list[tuple[datetime, Mapping[str, Any]]]] = defaultdict(list)
    for r in s.execute(query):
        said = canonical.read(bytes(r.body))
        counts[said["round_no"]].append((r.at, said))
    return {no: _last(found) for no, found in counts.items() if len(found) > 1}


def _last(counts: list[tuple[datetime, Mapping[str, Any]]]) -> Recount:
    (before_at, before), (at, now) = counts[-2:]
    ways = ("votes_for", "votes_against", "votes_abstain")
    figures: list[int] = [before[way] for way in ways if before.get(way) is not None]
    changed = _found(before) != _found(now)
    votes = (figures[0], figures[1], figures[2]) if len(figures) == 3 else None
    return Recount(len(counts), at, before_at, before["outcome"], votes, changed)


def _found(said: Mapping[str, Any]) -> dict[str, Any]:
    """What it came to, without that it is another count."""
    return {name: value for name, value in said.items() if name != "recount"}
