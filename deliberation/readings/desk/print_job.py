"""What the desk prints on paper: matters that gather, rolls to sign in on.

Names and addresses are for the clerk only; nothing here knows a choice. Read by desk.printing.due.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from deliberation.charter.acts import ActName
from deliberation.charter.matters import registry as matters
from deliberation.charter.rulebook import Rulebook
from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.readings.proposals.cards import held_here
from deliberation.readings.rules import secret_on_paper, signing_in_counts
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, in_round, same

from .day import without_a_say

MOST = 100
ROLL_MOST = 2000
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Matter:
    """A proposal something is printed for.

    Of a vote: how many may sign in, and how many of them neither voted nor signed in; of a secret
    one nobody's ballot is written at home.
    """

    proposal_id: str
    title: str | None
    number: str
    body: str | None
    version_no: int
    round_no: int
    closes_at: datetime | None
    due_at: datetime | None
    members: int = 0
    missing: int = 0


def gathering(s: Any, community: str, rulebook: Rulebook, now: datetime) -> list[Matter]:
    """Proposals that still gather co-signatures, by due date: neither a budget round nor a recall
    or a call for candidates does.
    """
    p = tables.proposal
    signed = p.c.matter.not_in(matters.without(ActName.cosign, rulebook))
    asked = func.coalesce(p.c.phase, "").not_in(BUDGET_PHASES)
    return [
        _matter(r)
        for r in s.execute(
            select(p)
            .where(p.c.community_id == community, p.c.stage == "gather", signed, asked)
            .where(p.c.due_at > now)
            .order_by(p.c.due_at, p.c.proposal_id)
            .limit(MOST)
        )
    ]


def voting(s: Any, community: str, now: datetime) -> list[Matter]:
    """Votes that are open, by closing time: none that only waits for its paper."""
    p, e = tables.proposal, tables.roll_entry
    missing = _on_roll(e.c.attended_at.is_(None), *without_a_say(e))
    rows = s.execute(
        select(p, _on_roll().label("members"), missing.label("missing"))
        .where(p.c.community_id == community, p.c.stage == "vote", p.c.closes_at > now)
        .where(held_here())
        .order_by(p.c.closes_at, p.c.proposal_id)
        .limit(MOST)
    )
    return [
        _matter(
            r,
            r.members if signing_in_counts(s, community, r) else 0,
            0 if secret_on_paper(s, community, r) else r.missing,
        )
        for r in rows
    ]


def _on_roll(*which: Any) -> Any:
    """How many who may sign in are on the roll of the round under way."""
    p, e = tables.proposal, tables.roll_entry
    query = select(func.count()).select_from(e).where(same(p, e, *ROUND), e.c.recused.is_(False))
    return query.where(*which).scalar_subquery()


def _matter(r: Any, members: int = 0, missing: int = 0) -> Matter:
    number = f"{r.number_year}-{r.number:03d}" if r.number else ""
    return Matter(
        r.proposal_id,
        r.title,
        number,
        r.body,
        r.version_no,
        r.round_no,
        r.closes_at,
        r.due_at,
        members,
        missing,
    )


def roll(s: Any, community: str, proposal: str, round_no: int) -> list[Any]:
    """Who may sign in: everybody on the frozen roll who did not declare an interest, by address:
    name, role, address.
    """
    e, p, d = tables.roll_entry, tables.person, tables.dwelling
    joined = e.join(p, same(e, p, "person_id")).join(d, same(p, d, "dwelling_id"))
    query = (
        select(p.c.person_id, p.c.name, e.c.role, d.c.building, d.c.unit, d.c.room)
        .select_from(joined)
        .where(in_round(e, community, proposal, round_no), e.c.recused.is_(False))
        .order_by(d.c.building, d.c.unit, d.c.room, p.c.person_id)
        .limit(ROLL_MOST)
    )
    return list(s.execute(query))
