"""A proposal as one line of a list: one query for the cards, one for the names."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from deliberation.charter.acts import ActName
from deliberation.charter.rulebook.parts import BUDGET_PHASES, EXTERNAL
from deliberation.charter.subjects.proposal import Stage
from deliberation.readings.people.names import PersonView, names
from deliberation.record import tables
from deliberation.record.tables.joins import same, same_subject


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal in a list."""

    proposal_id: str
    number: str
    title: str | None
    stage: str
    ending: str | None
    outcome: str | None
    due_at: datetime | None
    author: PersonView
    pseudonym: str | None
    group_id: str | None
    cosigns: int
    cosigns_office: int
    comments: int
    ballots: int
    percent: int
    ratings: int
    ratings_total: int
    submitted_at: datetime | None
    closed_at: datetime | None
    imported: bool
    legal_effect: str | None
    awaited_from: str | None
    awaited_by: datetime | None
    cost: int | None = None
    call: bool = False  # a budget round open for projects: nobody co-signs it


P, N = tables.proposal, tables.proposal_count
_L = tables.obligation


def _awaited(column: Any) -> Any:
    """SQL over proposals: of whoever still owes what follows from an upheld objection (as
    `defaults` reads it); null where nobody does.
    """
    line = same_subject(P, _L), _L.c.act == ActName.remedy.value, _L.c.ended_at.is_(None)
    return select(func.min(column)).where(*line).correlate(P).scalar_subquery()


_COLUMNS = (
    P.c.proposal_id,
    P.c.number_year,
    P.c.number,
    P.c.title,
    P.c.stage,
    P.c.ending,
    P.c.outcome,
    P.c.due_at,
    P.c.author_id,
    P.c.pseudonym,
    P.c.group_id,
    N.c.cosigns,
    N.c.cosigns_office,
    N.c.comments,
    N.c.ballots,
    P.c.percent,
    N.c.ratings,
    N.c.ratings_total,
    P.c.submitted_at,
    P.c.closed_at,
    P.c.source,
    P.c.legal_effect,
    _awaited(_L.c.who).label("awaited_from"),
    _awaited(_L.c.due_at).label("awaited_by"),
    P.c.phase,
    P.c.cost,
)
_APART = {"number", "author", "imported", "call"}
_AS_THEY_STAND = tuple(f.name for f in fields(Card) if f.name not in _APART)
_JOINED = P.join(N, same(P, N, "proposal_id"))
PUBLIC = or_(P.c.stage != Stage.draft.value, and_(P.c.source.is_not(None), P.c.author_id.is_(None)))


def number(year: int | None, n: int | None) -> str:
    """2026-017, or nothing for a draft."""
    return f"{year}-{n:03d}" if n else ""


def cards(s: Any, community: str, query: Any) -> list[Card]:
    """Run a query over _COLUMNS and put the names in."""
    rows = s.execute(query).all()
    who = names(s, community, {r.author_id for r in rows})
    return [_card(r, who[r.author_id]) for r in rows]


def _card(r: Any, author: PersonView) -> Card:
    said = {name: getattr(r, name) for name in _AS_THEY_STAND}
    return Card(
        number=number(r.number_year, r.number),
        author=author,
        imported=bool(r.source),
        call=r.stage == Stage.gather.value and r.phase in BUDGET_PHASES,
        **said,
    )


def held_here() -> Any:
    """SQL over proposals: their vote is not in the official system of the city."""
    return func.coalesce(P.c.legal_effect, "") != EXTERNAL


def base(community: str) -> Any:
    """A select of cards in one community, to be narrowed."""
    return select(*_COLUMNS).select_from(_JOINED).where(P.c.community_id == community)
