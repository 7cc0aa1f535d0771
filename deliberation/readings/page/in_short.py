"""What others said, in short: how many of each stance and the most supported contribution of each.
For the ballot and the council's forms.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select, union_all

from deliberation.readings.people.names import PersonView, names
from deliberation.record import tables

STANCES = ("for", "against", "neutral")


@dataclass(frozen=True, slots=True)
class Voice:
    """One side: how many contributions, and the most supported one that is shown, if any."""

    stance: str
    count: int
    body: str | None
    who: PersonView | None
    supports: int


def voices(s: Any, community: str, proposal: str) -> list[Voice]:
    """Sides with at least one contribution, for first.

    Three statements, whatever the length of the discussion. Hidden and erased ones are not quoted.
    """
    c, m = tables.comment, tables.moderation
    counts = dict(
        s.execute(
            select(c.c.stance, func.count())
            .where(
                c.c.community_id == community, c.c.proposal_id == proposal, c.c.stance.in_(STANCES)
            )
            .group_by(c.c.stance)
        ).all()
    )
    if not counts:
        return []
    hidden = (
        select(m.c.comment_id)
        .where(
            m.c.community_id == community,
            m.c.proposal_id == proposal,
            m.c.comment_id == c.c.comment_id,
            m.c.state == "hidden",
        )
        .exists()
    )
    best = [
        select(
            select(c.c.stance, c.c.body, c.c.person_id, c.c.votes_for)
            .where(
                and_(
                    c.c.community_id == community,
                    c.c.proposal_id == proposal,
                    c.c.stance == side,
                    c.c.body.is_not(None),
                    c.c.person_id.is_not(None),
                    ~hidden,
                )
            )
            .order_by(c.c.votes_for.desc(), c.c.at.desc(), c.c.comment_id)
            .limit(1)
            .subquery()
        )
        for side in STANCES
        if side in counts
    ]
    top = {r.stance: r for r in s.execute(union_all(*best))}
    who = names(s, community, [r.person_id for r in top.values()])
    return [
        Voice(
            side,
            counts[side],
            top[side].body if side in top else None,
            who.get(top[side].person_id) if side in top else None,
            top[side].votes_for if side in top else 0,
        )
        for side in STANCES
        if side in counts
    ]
