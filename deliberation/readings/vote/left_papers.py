"""Ballots on paper that were in hand at the close and did not count: pile by pile, and why.

For the result, what is printed of it, and the supervisors' list.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from deliberation.charter.needs.paper import COUNTED, SPOILED, UNUSED
from deliberation.record import tables
from deliberation.record.tables.joins import in_round
from deliberation.record.write.answers.vote.paper_ballots import read

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


def of_people(s: Any, community: str, proposal: str, round_no: int) -> dict[str, str]:
    """Voter → what became of the last ballot on paper handed out to them, where it did not count:
    left_uncounted (it lies in a pile nobody settled), left_spoiled, left_out. Never what it says.
    """
    piles = s.execute(
        select(_B.c.first, _B.c.again).where(
            in_round(_B, community, proposal, round_no), _B.c.state == "uncounted"
        )
    )
    back = {key for pile in piles for entry in pile for key in read(entry) or {}}
    t = tables.paper_ballot
    rows = s.execute(
        select(t.c.voter_id, t.c.serial, t.c.state)
        .where(in_round(t, community, proposal, round_no), t.c.state.not_in((COUNTED, UNUSED)))
        .order_by(t.c.serial)
    )
    return {r.voter_id: _what(r, back) for r in rows}


def _what(row: Any, back: set[tuple[Any, ...]]) -> str:
    if row.state == SPOILED:
        return "left_spoiled"
    return "left_uncounted" if (row.serial,) in back else "left_out"


def how_many(s: Any, community: str, proposals: Iterable[str]) -> dict[str, int]:
    """Proposal → ballots in hand that did not count, over all its rounds."""
    mine = _R.c.community_id == community, _R.c.proposal_id.in_(set(proposals))
    rows = s.execute(
        select(_R.c.proposal_id, func.sum(_R.c.uncounted))
        .where(*mine, _R.c.uncounted > 0)
        .group_by(_R.c.proposal_id)
    )
    return {proposal: int(number) for proposal, number in rows}
