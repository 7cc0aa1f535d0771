"""Ballots on paper that were in hand at the close and did not count: pile by pile, and why.

For the result, what is printed of it, and the supervisors' list.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import func, select

from deliberation.charter.needs.paper import COUNTED, SPOILED, UNUSED
from deliberation.charter.voting.piles import Lies, waiting
from deliberation.record import tables
from deliberation.record.tables.joins import in_round
from deliberation.record.write.answers.vote.paper_ballots import paper_round

_B = tables.paper_batch


class Left(NamedTuple):
    """A pile that was not settled. once: ballots that one of its two entries alone names, which
    count as not returned.
    """

    batch_no: int
    left_sheets: int
    left_why: str
    once: int


def of_matter(s: Any, community: str, proposal: str) -> dict[int, list[Left]]:
    """Round → its piles that were not settled, in their order."""
    found: dict[int, list[Left]] = {}
    rows = s.execute(
        select(_B.c.round_no, _B.c.batch_no, _B.c.left_sheets, _B.c.left_why)
        .where(_B.c.community_id == community, _B.c.proposal_id == proposal)
        .where(_B.c.left_why.is_not(None))
        .order_by(_B.c.round_no, _B.c.batch_no)
    ).all()
    once: Counter[tuple[int, int]] = Counter()
    for no in {row.round_no for row in rows}:
        of_round = _waiting(s, community, proposal, no)
        once.update((no, lies.batch_no) for lies in of_round.values() if not lies.sure)
    for row in rows:
        left = Left(row.batch_no, row.left_sheets, row.left_why, once[row.round_no, row.batch_no])
        found.setdefault(row.round_no, []).append(left)
    return found


def _waiting(s: Any, community: str, proposal: str, round_no: int) -> dict[int, Lies]:
    return waiting(paper_round(s, community, proposal, round_no, secret=False))


def of_people(s: Any, community: str, proposal: str, round_no: int) -> dict[str, str]:
    """Voter → what became of the last ballot on paper handed out to them, where it did not count:
    left_uncounted (it lies in a pile nobody settled), left_once (one of two entries alone names
    it), left_spoiled, left_out. Never what it says.
    """
    lies_in = _waiting(s, community, proposal, round_no)
    t = tables.paper_ballot
    rows = s.execute(
        select(t.c.voter_id, t.c.serial, t.c.state)
        .where(in_round(t, community, proposal, round_no), t.c.state.not_in((COUNTED, UNUSED)))
        .order_by(t.c.serial)
    )
    return {r.voter_id: _what(r, lies_in.get(r.serial)) for r in rows}


def _what(row: Any, lies: Lies | None) -> str:
    if row.state == SPOILED:
        return "left_spoiled"
    if lies is None:
        return "left_out"
    return "left_uncounted" if lies.sure else "left_once"


def how_many(s: Any, community: str, proposals: Iterable[str]) -> dict[tuple[str, str], int]:
    """(proposal, why) → ballots in hand that did not count, over all its rounds."""
    rows = s.execute(
        select(_B.c.proposal_id, _B.c.left_why, func.sum(_B.c.left_sheets))
        .where(_B.c.community_id == community, _B.c.proposal_id.in_(set(proposals)))
        .where(_B.c.left_why.is_not(None))
        .group_by(_B.c.proposal_id, _B.c.left_why)
    )
    return {(proposal, why): int(number) for proposal, why, number in rows}
