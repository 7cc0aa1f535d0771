"""Lists of proposals: one query for the cards, one for the names; paging by key, search by two-character pieces."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select

from deliberation.charter.stages import OPEN, Stage
from deliberation.record import tables
from deliberation.record.search_index import pieces

from .people import PersonView, names

PAGE = 30
MOST_PIECES = 12


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


P, N = tables.proposal, tables.proposal_count
_COLUMNS = (
    P.c.proposal_id, P.c.number_year, P.c.number, P.c.title, P.c.stage, P.c.ending, P.c.outcome, P.c.due_at, P.c.author_id, P.c.pseudonym, P.c.group_id,
    N.c.cosigns, N.c.cosigns_office, N.c.comments, N.c.ballots, P.c.percent, N.c.ratings, N.c.ratings_total, P.c.submitted_at, P.c.closed_at, P.c.source,
    P.c.legal_effect,
)
_JOINED = P.join(N, and_(N.c.community_id == P.c.community_id, N.c.proposal_id == P.c.proposal_id))
PUBLIC = or_(P.c.stage != Stage.draft.value, and_(P.c.source.is_not(None), P.c.author_id.is_(None)))


def number(year: int | None, n: int | None) -> str:
    """2026-017, or nothing for a draft."""
    return f"{year}-{n:03d}" if n else ""


def cards(s: Any, community: str, query: Any) -> list[Card]:
    """Run a query over _COLUMNS and put the names in."""
    rows = s.execute(query).all()
    who = names(s, community, {r.author_id for r in rows})
    return [Card(r.proposal_id, number(r.number_year, r.number), r.title, r.stage, r.ending, r.outcome, r.due_at, who[r.author_id], r.pseudonym, r.group_id,
                 r.cosigns, r.cosigns_office, r.comments, r.ballots, r.percent, r.ratings, r.ratings_total, r.submitted_at, r.closed_at, bool(r.source),
                 r.legal_effect) for r in rows]


def base(community: str) -> Any:
    """A select of cards in one community, to be narrowed."""
    return select(*_COLUMNS).select_from(_JOINED).where(P.c.community_id == community)


def listing(s: Any, community: str, *, stages: Sequence[str] = (), text: str = "", before: str | None = None, limit: int = PAGE) -> tuple[list[Card], str | None]:
    """Public proposals, newest first, and the key of the next page (None at the end)."""
    query = base(community).where(PUBLIC)
    if stages:
        query = query.where(P.c.stage.in_(stages))
    for condition in _matches(community, text):
        query = query.where(condition)
    if before:
        query = query.where(P.c.proposal_id < before)
    found = cards(s, community, query.order_by(P.c.proposal_id.desc()).limit(limit + 1))
    more = len(found) > limit
    return found[:limit], found[limit - 1].proposal_id if more else None


def _matches(community: str, text: str) -> Iterable[Any]:
    t = tables.search_piece
    wanted = sorted(pieces(text), key=len, reverse=True)[:MOST_PIECES]
    for piece in wanted:
        same = t.c.piece == piece if len(piece) == 2 else t.c.piece.startswith(piece, autoescape=True)
        yield select(t.c.proposal_id).where(t.c.community_id == community, same, t.c.proposal_id == P.c.proposal_id).exists()


def ending_soon(s: Any, community: str, now: datetime, limit: int = 5) -> list[Card]:
    """Open proposals with a due date ahead, soonest first."""
    stages = [x.value for x in OPEN]
    return cards(s, community, base(community).where(P.c.stage.in_(stages), P.c.due_at > now).order_by(P.c.due_at).limit(limit))


def in_stages(s: Any, community: str, stages: Sequence[str], limit: int) -> list[Card]:
    """The newest of these stages."""
    return cards(s, community, base(community).where(P.c.stage.in_(stages)).order_by(P.c.proposal_id.desc()).limit(limit))


def decided(s: Any, community: str, limit: int = 5) -> list[Card]:
    """What was decided last: counted results and endings."""
    return cards(s, community, base(community).where(P.c.outcome.is_not(None), P.c.stage.in_(
        [x.value for x in (Stage.publish, Stage.carry_out, Stage.inspect, Stage.evaluate, Stage.closed)])).order_by(P.c.stage_at.desc()).limit(limit))


def mine(s: Any, community: str, person: str, limit: int = 20) -> list[Card]:
    """What somebody wrote, drafts included."""
    return cards(s, community, base(community).where(P.c.author_id == person).order_by(P.c.proposal_id.desc()).limit(limit))


def supported(s: Any, community: str, person: str, limit: int = 20) -> list[Card]:
    """What somebody co-signed."""
    c = tables.cosignature
    ids = select(c.c.proposal_id).where(c.c.community_id == community, c.c.person_id == person, c.c.taken_back_at.is_(None))
    return cards(s, community, base(community).where(P.c.proposal_id.in_(ids)).order_by(P.c.proposal_id.desc()).limit(limit))


def by_number(s: Any, community: str, year: int, n: int) -> str | None:
    """The id behind a number people read."""
    return s.execute(select(P.c.proposal_id).where(P.c.community_id == community, P.c.number_year == year, P.c.number == n)).scalar()
