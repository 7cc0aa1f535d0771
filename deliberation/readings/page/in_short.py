"""What others said, in short: how many of each stance and the most supported contribution of each.
For the ballot and the council's forms.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, union_all

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
    counts = _counts(s, community, proposal)
    if not counts:
        return []
    sides = [side for side in STANCES if side in counts]
    best = [_best(community, proposal, side) for side in sides]
    top = {r.stance: r for r in s.execute(union_all(*best))}
    who = names(s, community, [r.person_id for r in top.values()])
    return [_voice(side, counts[side], top.get(side), who) for side in sides]


def _voice(side: str, many: int, best: Any, who: dict[str | None, PersonView]) -> Voice:
    if best is None:
        return Voice(side, many, None, None, 0)
    return Voice(side, many, best.body, who.get(best.person_id), best.votes_for)


def _counts(s: Any, community: str, proposal: str) -> dict[str, int]:
    """How many contributions each side has."""
    c = tables.comment
    query = (
        select(c.c.stance, func.count())
        .where(c.c.community_id == community, c.c.subject_id == proposal, c.c.stance.in_(STANCES))
        .group_by(c.c.stance)
    )
    return dict(s.execute(query).all())


def _best(community: str, proposal: str, side: str) -> Any:
    """The contribution of a side that most agree with, the newest of equals."""
    c, m = tables.comment, tables.moderation
    of_proposal = (m.c.community_id == community, m.c.subject_id == proposal)
    hidden = (
        select(m.c.comment_id)
        .where(*of_proposal, m.c.comment_id == c.c.comment_id, m.c.state == "hidden")
        .exists()
    )
    return select(
        select(c.c.stance, c.c.body, c.c.person_id, c.c.votes_for)
        .where(c.c.community_id == community, c.c.subject_id == proposal, c.c.stance == side)
        .where(c.c.body.is_not(None), c.c.person_id.is_not(None), ~hidden)
        .order_by(c.c.votes_for.desc(), c.c.at.desc(), c.c.comment_id)
        .limit(1)
        .subquery()
    )
