"""A counted vote as a public file that `tally` and anyone's own tool count again: every last ballot (of households one each) by its fact, and the thresholds it was counted by.

Only what the record discloses after the count: no names, no person ids, nothing of a vote still open. Called by `deliberation ballots`.
"""

from typing import Any

from sqlalchemy import and_, select

from deliberation.counting.formats import motion_ballots
from deliberation.counting.threshold import Threshold
from deliberation.record import tables


def motion_file(s: Any, community: str, slug: str, proposal: str, round_no: int | None = None) -> str | None:
    """The file of the proposal's last counted round, or of that one; None where there is none. Two queries."""
    r, p, b, f, h = tables.vote_round, tables.proposal, tables.ballot, tables.fact, tables.household_voter
    query = select(r, p.c.number_year, p.c.number).join(p, (p.c.community_id == r.c.community_id) & (p.c.proposal_id == r.c.proposal_id)).where(
        r.c.community_id == community, r.c.proposal_id == proposal, r.c.counted_at.is_not(None)).order_by(r.c.round_no.desc()).limit(1)
    row = s.execute(query if round_no is None else query.where(r.c.round_no == round_no)).first()
    if row is None:
        return None
    ballots = s.execute(select(b.c.fact_id, b.c.choice, h.c.dwelling_id).select_from(b.join(f, and_(f.c.community_id == b.c.community_id, f.c.fact_id == b.c.fact_id)).outerjoin(
        h, and_(h.c.community_id == b.c.community_id, h.c.proposal_id == b.c.proposal_id, h.c.round_no == b.c.round_no, h.c.person_id == b.c.voter_id))).where(
        b.c.community_id == community, b.c.proposal_id == proposal, b.c.round_no == row.round_no, b.c.disclosed).order_by(f.c.position)).all()
    of_home = {x.dwelling_id: x for x in ballots if x.dwelling_id}  # the last of a household is its ballot
    ballots = sorted((x.fact_id, x.choice) for x in ballots if x.dwelling_id is None or of_home[x.dwelling_id] is x)
    number = f"{row.number_year}-{row.number:03d}" if row.number else ""
    meta = {"community": slug, "proposal": proposal, "number": number, "round": str(row.round_no), "counted_by": row.rule, "counted_at": f"{row.counted_at:%Y-%m-%dT%H:%M:%SZ}",
            "published_outcome": row.outcome}
    return motion_ballots.write(meta, members=row.members, present=row.present, quorum=Threshold(row.quorum_kind, row.quorum_n, row.quorum_d),
                                majority=Threshold(row.majority_kind, row.majority_n, row.majority_d), ballots=ballots)
