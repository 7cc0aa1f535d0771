"""Ballots on paper that were in hand at the close and did not count: pile by pile, and why.

For the result, what is printed of it, and the supervisors' list.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from deliberation.record import tables

_B, _R = tables.paper_batch, tables.paper_round


def of_matter(s: Any, community: str, proposal: str) -> dict[int, list[Any]]:
    """Round → its piles that were not settled, in their order: batch_no, left_sheets, left_why."""
    found: dict[int, list[Any]] = {}
    rows = s.execute(
        select(_B.c.round_no, _B.c.batch_no, _B.c.left_sheets, _B.c.left_why)
        .where(_B.c.community_id == community, _B.c.proposal_id == proposal, _B.c.left_sheets > 0)
        .order_by(_B.c.round_no, _B.c.batch_no)
    )
    for row in rows:
        found.setdefault(row.round_no, []).append(row)
    return found


def how_many(s: Any, community: str, proposals: Iterable[str]) -> dict[str, int]:
    """Proposal → ballots in hand that did not count, over all its rounds."""
    mine = _R.c.community_id == community, _R.c.proposal_id.in_(set(proposals))
    rows = s.execute(
        select(_R.c.proposal_id, func.sum(_R.c.uncounted))
        .where(*mine, _R.c.uncounted > 0)
        .group_by(_R.c.proposal_id)
    )
    return {proposal: int(number) for proposal, number in rows}
