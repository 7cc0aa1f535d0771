"""Lists of proposals, as cards; paging by key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, union

from deliberation.charter.subjects.proposal import OPEN, Ending, Stage
from deliberation.record import tables
from deliberation.record.private import following
from deliberation.record.tables.joins import same
from deliberation.record.write.search_index import pieces

from .cards import PUBLIC, Card, P, base, cards, held_here, number
from .search import matching

__all__ = [
    "Card",
    "P",
    "base",
    "by_number",
    "cards",
    "chosen",
    "decided",
    "ending_soon",
    "held_here",
    "listing",
    "mine",
    "number",
    "supported",
]

PAGE = 30
MOST_PIECES = 8


def listing(
    s: Any,
    community: str,
    *,
    stages: Sequence[str] = (),
    text: str = "",
    before: str | None = None,
    limit: int = PAGE,
) -> tuple[list[Card], str | None]:
    """Public proposals, newest first, and the key of the next page (None at the end)."""
    wanted = sorted(pieces(text), key=len, reverse=True)[:MOST_PIECES]
    if text and not wanted:
        return [], None
    if wanted:
        ids = matching(s, community, wanted, stages, before, limit + 1)
    else:
        ids = _newest(s, community, stages, before, limit + 1)
    query = base(community).where(P.c.proposal_id.in_(ids)).order_by(P.c.proposal_id.desc())
    found = cards(s, community, query) if ids else []
    more = len(found) > limit
    return found[:limit], found[limit - 1].proposal_id if more else None


def _newest(
    s: Any, community: str, stages: Sequence[str], before: str | None, most: int
) -> list[str]:
    """Ids in order, read from an index and no further than needed: one short run per stage,
    merged.
    """

    def run(*where: Any) -> Any:
        query = select(P.c.proposal_id).where(P.c.community_id == community, PUBLIC, *where)
        query = query.where(P.c.proposal_id < before) if before else query
        return query.order_by(P.c.proposal_id.desc()).limit(most)

    if not stages:
        return list(s.execute(run()).scalars())
    runs = [run(P.c.stage == stage) for stage in stages]
    return sorted((i for query in runs for i in s.execute(query).scalars()), reverse=True)[:most]


def ending_soon(s: Any, community: str, now: datetime, limit: int = 5) -> list[Card]:
    """Open proposals with a due date ahead, soonest first."""
    stages = [x.value for x in OPEN]
    return cards(
        s,
        community,
        base(community)
        .where(P.c.stage.in_(stages), P.c.due_at > now)
        .order_by(P.c.due_at)
        .limit(limit),
    )


_DECIDED = (Stage.publish, Stage.carry_out, Stage.inspect, Stage.evaluate, Stage.closed)


def decided(s: Any, community: str, limit: int = 5) -> list[Card]:
    """What was decided last: counted results and endings."""
    stages = [x.value for x in _DECIDED]
    query = base(community).where(P.c.outcome.is_not(None), P.c.stage.in_(stages))
    return cards(s, community, query.order_by(P.c.stage_at.desc()).limit(limit))


_R, _O = tables.round_option, tables.ballot_option
_OPTION = same(_R, _O, "proposal_id", "option_id")


def chosen(s: Any, community: str, decided: Sequence[Card]) -> dict[str, list[str | None]]:
    """What the last vote with options chose, in its order: the plan, or the projects, of those that
    passed and still hold. None where the words were erased.
    """
    passed = [
        c.proposal_id
        for c in decided
        if c.outcome == "passed" and c.ending != Ending.set_aside.value and not c.awaited_from
    ]
    if not passed:
        return {}
    rows = s.execute(
        select(_R.c.proposal_id, _R.c.round_no, _O.c.title)
        .select_from(_R.join(_O, _OPTION))
        .where(_R.c.community_id == community, _R.c.proposal_id.in_(passed))
        .where(_R.c.place.is_not(None))
        .order_by(_R.c.round_no, _R.c.question_no, _R.c.place)
    ).all()
    last = {x.proposal_id: x.round_no for x in rows}
    found: dict[str, list[str | None]] = {}
    for x in rows:
        if x.round_no == last[x.proposal_id]:
            found.setdefault(x.proposal_id, []).append(x.title)
    return found


def mine(s: Any, community: str, person: str, limit: int = 20) -> list[Card]:
    """What somebody wrote, drafts included."""
    return cards(
        s,
        community,
        base(community)
        .where(P.c.author_id == person)
        .order_by(P.c.proposal_id.desc())
        .limit(limit),
    )


def supported(s: Any, community: str, person: str, limit: int = 20) -> list[Card]:
    """What somebody co-signed, spoke on or follows."""
    c, t = tables.cosignature, tables.comment
    ids = union(
        select(c.c.proposal_id).where(
            c.c.community_id == community, c.c.person_id == person, c.c.taken_back_at.is_(None)
        ),
        select(t.c.subject_id).where(t.c.community_id == community, t.c.person_id == person),
        following.followed(community, person),
    )
    return cards(
        s,
        community,
        base(community)
        .where(P.c.proposal_id.in_(ids))
        .order_by(P.c.proposal_id.desc())
        .limit(limit),
    )


def by_number(s: Any, community: str, year: int, n: int) -> str | None:
    """The id behind a number people read."""
    found: str | None = s.execute(
        select(P.c.proposal_id).where(
            P.c.community_id == community, P.c.number_year == year, P.c.number == n
        )
    ).scalar()
    return found
