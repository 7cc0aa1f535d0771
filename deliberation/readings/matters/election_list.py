"""The list of elections and recalls, and the offices that elections gave."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from deliberation.readings.proposals.cards import number
from deliberation.record import tables
from deliberation.record.tables.joins import same

from .candidates import MOST


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of elections and recalls."""

    proposal_id: str
    number: str
    title: str | None
    matter: str
    stage: str
    ending: str | None
    outcome: str | None
    at: datetime
    due_at: datetime | None
    group: str | None


def listed(s: Any, community: str) -> list[Listed]:
    """Newest first."""
    p, e, r, g = tables.proposal, tables.election, tables.recall, tables.residents_group
    rows = s.execute(
        select(p, g.c.name.label("group_name"))
        .select_from(
            p.outerjoin(e, same(p, e, "proposal_id"))
            .outerjoin(r, same(p, r, "proposal_id"))
            .outerjoin(g, same(p, g, "group_id"))
        )
        .where(
            p.c.community_id == community,
            (e.c.proposal_id.is_not(None)) | (r.c.proposal_id.is_not(None)),
            p.c.submitted_at.is_not(None),
        )
        .order_by(p.c.submitted_at.desc(), p.c.proposal_id.desc())
        .limit(MOST)
    )
    return [_listed(x) for x in rows]


def _listed(x: Any) -> Listed:
    return Listed(
        x.proposal_id,
        number(x.number_year, x.number),
        x.title,
        x.matter,
        x.stage,
        x.ending,
        x.outcome,
        x.submitted_at,
        x.due_at,
        x.group_name,
    )


def posts_held(s: Any, community: str) -> dict[str, tuple[str, str, str]]:
    """Of offices that an election gave: office id → (post, proposal id, its number)."""
    c, p, o = tables.election_candidate, tables.proposal, tables.office
    rows = s.execute(
        select(c.c.office_id, c.c.post, p.c.proposal_id, p.c.number_year, p.c.number)
        .join(p, same(c, p, "proposal_id"))
        .join(o, and_(same(c, o, "office_id"), o.c.left_at.is_(None)))
        .where(c.c.community_id == community, c.c.office_id.is_not(None))
        .limit(MOST)
    ).all()
    return {r.office_id: (r.post, r.proposal_id, number(r.number_year, r.number)) for r in rows}
