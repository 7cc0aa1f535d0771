"""The clerk's day: who has not voted yet, offices that end soon.

Names and phones are for clerks and supervisors only; choices are in no reading here.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, select

from deliberation.readings.proposals.cards import held_here
from deliberation.record import tables

MOST = 500
SOON = timedelta(days=30)


def not_voted(s: Any, community: str, proposal: str, round_no: int) -> list[Any]:
    """People on the frozen roll without a ballot, cast or on paper in their hands, not signed in
    and not recused: name, phone, address, role, by address.
    """
    e, b, p, d, r, h = (
        tables.roll_entry,
        tables.ballot,
        tables.person,
        tables.dwelling,
        tables.recusal,
        tables.paper_holder,
    )
    holds = exists(
        select(h.c.person_id).where(
            h.c.community_id == e.c.community_id,
            h.c.proposal_id == e.c.proposal_id,
            h.c.round_no == e.c.round_no,
            h.c.person_id == e.c.person_id,
            h.c.serial.is_not(None),
        )
    )
    voted = exists(
        select(b.c.voter_id).where(
            b.c.community_id == e.c.community_id,
            b.c.proposal_id == e.c.proposal_id,
            b.c.round_no == e.c.round_no,
            b.c.voter_id == e.c.person_id,
        )
    )
    recused = exists(
        select(r.c.person_id).where(
            r.c.community_id == e.c.community_id,
            r.c.proposal_id == e.c.proposal_id,
            r.c.person_id == e.c.person_id,
        )
    )
    joined = e.join(
        p, and_(p.c.community_id == e.c.community_id, p.c.person_id == e.c.person_id)
    ).join(d, and_(d.c.community_id == p.c.community_id, d.c.dwelling_id == p.c.dwelling_id))
    return list(
        s.execute(
            select(p.c.person_id, p.c.name, p.c.phone, e.c.role, d.c.building, d.c.unit, d.c.room)
            .select_from(joined)
            .where(
                e.c.community_id == community,
                e.c.proposal_id == proposal,
                e.c.round_no == round_no,
                e.c.recused.is_(False),
                e.c.attended_at.is_(None),
                ~voted,
                ~recused,
                ~holds,
            )
            .order_by(d.c.building, d.c.unit, d.c.room, p.c.person_id)
            .limit(MOST)
        )
    )


def ending_offices(s: Any, community: str, now: datetime) -> list[Any]:
    """Offices whose term ends within 30 days or has ended without a successor, by end date."""
    o, p = tables.office, tables.person
    return list(
        s.execute(
            select(o.c.office_id, o.c.person_id, o.c.role, o.c.ends_at, p.c.name)
            .select_from(
                o.join(
                    p, and_(p.c.community_id == o.c.community_id, p.c.person_id == o.c.person_id)
                )
            )
            .where(
                o.c.community_id == community,
                o.c.left_at.is_(None),
                o.c.ends_at.is_not(None),
                o.c.ends_at < now + SOON,
            )
            .order_by(o.c.ends_at, o.c.office_id)
            .limit(MOST)
        )
    )


def open_votes(s: Any, community: str) -> list[Any]:
    """Votes that are open here or wait for their paper, by closing time: title, ballots cast,
    members, whether any ballot was handed out on paper.
    """
    p, n, v, r = tables.proposal, tables.proposal_count, tables.vote_round, tables.paper_round
    paper = exists(
        select(r.c.round_no).where(
            r.c.community_id == p.c.community_id,
            r.c.proposal_id == p.c.proposal_id,
            r.c.round_no == p.c.round_no,
        )
    )
    return list(
        s.execute(
            select(
                p.c.proposal_id,
                p.c.title,
                p.c.closes_at,
                n.c.ballots,
                v.c.members,
                paper.label("paper"),
            )
            .select_from(
                p.join(
                    n,
                    and_(n.c.community_id == p.c.community_id, n.c.proposal_id == p.c.proposal_id),
                ).join(
                    v,
                    and_(
                        v.c.community_id == p.c.community_id,
                        v.c.proposal_id == p.c.proposal_id,
                        v.c.round_no == p.c.round_no,
                    ),
                )
            )
            .where(p.c.community_id == community, p.c.stage == "vote", held_here())
            .order_by(p.c.closes_at)
            .limit(100)
        )
    )
