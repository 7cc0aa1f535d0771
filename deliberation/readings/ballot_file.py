"""A counted vote as a public file that `tally` and anyone's own tool count again: every last ballot by its fact, and the thresholds it was counted by.

Only what the record discloses after the count: no names, no person ids, nothing of a vote still open. Called by `deliberation ballots`.
"""

from typing import Any

from sqlalchemy import func, select

from deliberation.counting.formats import motion_ballots
from deliberation.counting.motion import CHOICES, INVALID
from deliberation.counting.threshold import Threshold
from deliberation.record import tables


def motion_file(s: Any, community: str, slug: str, proposal: str, round_no: int | None = None) -> str | None:
    """The file of the proposal's last counted round, or of that one; None where there is none. Two queries."""
    r, p, b = tables.vote_round, tables.proposal, tables.ballot
    query = select(r, p.c.number_year, p.c.number).join(p, (p.c.community_id == r.c.community_id) & (p.c.proposal_id == r.c.proposal_id)).where(
        r.c.community_id == community, r.c.proposal_id == proposal, r.c.counted_at.is_not(None)).order_by(r.c.round_no.desc()).limit(1)
    row = s.execute(query if round_no is None else query.where(r.c.round_no == round_no)).first()
    if row is None:
        return None
    ballots = s.execute(select(b.c.fact_id, b.c.choice).where(b.c.community_id == community, b.c.proposal_id == proposal, b.c.round_no == row.round_no,
                                                              b.c.disclosed, b.c.choice != INVALID).order_by(b.c.fact_id)).all()
    lines = [(f, c) for f, c in ballots] or _secret(s, community, proposal, row.round_no)
    number = f"{row.number_year}-{row.number:03d}" if row.number else ""
    meta = {"community": slug, "proposal": proposal, "number": number, "round": str(row.round_no), "counted_by": row.rule, "counted_at": f"{row.counted_at:%Y-%m-%dT%H:%M:%SZ}",
            "published_outcome": row.outcome}
    return motion_ballots.write(meta, members=row.members, present=row.present, quorum=Threshold(row.quorum_kind, row.quorum_n, row.quorum_d),
                                majority=Threshold(row.majority_kind, row.majority_n, row.majority_d), ballots=lines)


def _secret(s: Any, community: str, proposal: str, round_no: int) -> list[tuple[str, str]]:
    """A line for each ballot of a secret vote, in an order that says nothing: only sums were ever kept."""
    t = tables.paper_total
    sums = s.execute(select(t.c.what, func.sum(t.c.votes)).where(t.c.community_id == community, t.c.proposal_id == proposal, t.c.round_no == round_no, t.c.question_no == 1,
                                                               t.c.what.in_(CHOICES)).group_by(t.c.what).order_by(t.c.what))
    said = [what for what, votes in sums for _ in range(int(votes))]
    return [(f"sheet-{n}", what) for n, what in enumerate(said, 1)]
