"""Lists of proposals: one query for the cards, one for the names; paging by key, search by
two-character pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select, union

from deliberation.charter.rulebook.parts import BUDGET_PHASES, EXTERNAL
from deliberation.charter.subjects.proposal import OPEN, Stage
from deliberation.readings.people.names import PersonView, names
from deliberation.record import tables
from deliberation.record.private import following
from deliberation.record.write.search_index import pieces

PAGE = 30
MOST_PIECES = 8
COUNTED = 200
FIRST_RUN = 64
LAST = "z" * 26  # no id is greater


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
    cost: int | None = None
    call: bool = False  # a budget round open for projects: nobody co-signs it


P, N = tables.proposal, tables.proposal_count
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
    P.c.phase,
    P.c.cost,
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
    return [
        Card(
            r.proposal_id,
            number(r.number_year, r.number),
            r.title,
            r.stage,
            r.ending,
            r.outcome,
            r.due_at,
            who[r.author_id],
            r.pseudonym,
            r.group_id,
            r.cosigns,
            r.cosigns_office,
            r.comments,
            r.ballots,
            r.percent,
            r.ratings,
            r.ratings_total,
            r.submitted_at,
            r.closed_at,
            bool(r.source),
            r.legal_effect,
            r.cost,
            r.stage == Stage.gather.value and r.phase in BUDGET_PHASES,
        )
        for r in rows
    ]


def held_here() -> Any:
    """SQL over proposals: their vote is not in the official system of the city."""
    return func.coalesce(P.c.legal_effect, "") != EXTERNAL


def base(community: str) -> Any:
    """A select of cards in one community, to be narrowed."""
    return select(*_COLUMNS).select_from(_JOINED).where(P.c.community_id == community)


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
    ids = (
        _matching(s, community, wanted, stages, before, limit + 1)
        if wanted
        else _newest(s, community, stages, before, limit + 1)
    )
    found = (
        cards(
            s,
            community,
            base(community).where(P.c.proposal_id.in_(ids)).order_by(P.c.proposal_id.desc()),
        )
        if ids
        else []
    )
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


def _matching(
    s: Any,
    community: str,
    wanted: Sequence[str],
    stages: Sequence[str],
    before: str | None,
    most: int,
) -> list[str]:
    """Ids of proposals with every piece, newest first: the rarest piece leads, in runs that grow,
    so that no planner has to guess.
    """
    if len(wanted[0]) == 1:  # pieces come longest first: nothing but single letters
        return _with_letter(s, community, wanted[0], stages, before, most)
    pairs = [w for w in wanted if len(w) == 2]
    lead = _rarest(s, community, pairs)
    others, size = [w for w in pairs if w != lead], FIRST_RUN
    found: list[str] = []
    while len(found) < most:
        run = _run(s, community, lead, before, size)
        if run:
            found += _public(
                s, community, _having(s, community, others, run) if others else run, stages
            )
        if len(run) < size:
            break
        before, size = run[-1], size * 4
    return found[:most]


T = tables.search_piece
_HERE = T.c.community_id == bindparam("community")
_RUN = (
    select(T.c.proposal_id)
    .where(_HERE, T.c.piece == bindparam("piece"), T.c.proposal_id < bindparam("before"))
    .order_by(T.c.proposal_id.desc())
    .limit(bindparam("most"))
)
_HAVING = (
    select(T.c.proposal_id)
    .where(
        _HERE,
        T.c.piece.in_(bindparam("others", expanding=True)),
        T.c.proposal_id.between(bindparam("low"), bindparam("high")),
    )
    .group_by(T.c.proposal_id)
    .having(func.count() == bindparam("n"))
)
_COUNT = select(func.count()).select_from(
    select(T.c.piece).where(_HERE, T.c.piece == bindparam("piece")).limit(COUNTED).subquery()
)


def _run(s: Any, community: str, piece: str, before: str | None, most: int) -> list[str]:
    return list(
        s.execute(
            _RUN, {"community": community, "piece": piece, "before": before or LAST, "most": most}
        ).scalars()
    )


def _having(s: Any, community: str, others: list[str], run: list[str]) -> list[str]:
    all_of = set(
        s.execute(
            _HAVING,
            {
                "community": community,
                "others": others,
                "low": run[-1],
                "high": run[0],
                "n": len(others),
            },
        ).scalars()
    )
    return [i for i in run if i in all_of]


def _public(s: Any, community: str, ids: list[str], stages: Sequence[str]) -> list[str]:
    query = select(P.c.proposal_id).where(P.c.community_id == community, PUBLIC)
    query = query.where(P.c.stage.in_(stages)) if stages else query
    return sorted(
        (
            i
            for k in range(0, len(ids), 5000)
            for i in s.execute(query.where(P.c.proposal_id.in_(ids[k : k + 5000]))).scalars()
        ),
        reverse=True,
    )


def _with_letter(
    s: Any, community: str, letter: str, stages: Sequence[str], before: str | None, most: int
) -> list[str]:
    """A single letter, alone or at the head of a pair: few rows are sorted, many are met while
    walking down the list.
    """
    within = and_(
        T.c.community_id == community, T.c.piece >= letter, T.c.piece < letter + "\U0010ffff"
    )
    few = list(s.execute(select(T.c.proposal_id).where(within).limit(10 * COUNTED)).scalars())
    if len(few) < 10 * COUNTED:
        return _public(s, community, [i for i in set(few) if not before or i < before], stages)[
            :most
        ]
    query = select(P.c.proposal_id).where(
        P.c.community_id == community,
        PUBLIC,
        select(T.c.piece).where(within, T.c.proposal_id == P.c.proposal_id).exists(),
    )
    query = query.where(P.c.stage.in_(stages)) if stages else query
    query = query.where(P.c.proposal_id < before) if before else query
    return list(s.execute(query.order_by(P.c.proposal_id.desc()).limit(most)).scalars())


def _rarest(s: Any, community: str, wanted: Sequence[str]) -> str:
    """The piece that fewest proposals have; beyond COUNTED they are all common."""
    if len(wanted) == 1:
        return wanted[0]
    return min(
        wanted, key=lambda w: s.execute(_COUNT, {"community": community, "piece": w}).scalar()
    )


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


def decided(s: Any, community: str, limit: int = 5) -> list[Card]:
    """What was decided last: counted results and endings."""
    return cards(
        s,
        community,
        base(community)
        .where(
            P.c.outcome.is_not(None),
            P.c.stage.in_(
                [
                    x.value
                    for x in (
                        Stage.publish,
                        Stage.carry_out,
                        Stage.inspect,
                        Stage.evaluate,
                        Stage.closed,
                    )
                ]
            ),
        )
        .order_by(P.c.stage_at.desc())
        .limit(limit),
    )


def chosen(s: Any, community: str, decided: Sequence[Card]) -> dict[str, list[str | None]]:
    """What the last vote with options chose, in its order: the plan, or the projects, of those that
    passed. None where the words were erased.
    """
    passed = [c.proposal_id for c in decided if c.outcome == "passed"]
    if not passed:
        return {}
    r, o = tables.round_option, tables.ballot_option
    rows = s.execute(
        select(r.c.proposal_id, r.c.round_no, o.c.title)
        .select_from(
            r.join(
                o,
                and_(
                    o.c.community_id == r.c.community_id,
                    o.c.proposal_id == r.c.proposal_id,
                    o.c.option_id == r.c.option_id,
                ),
            )
        )
        .where(r.c.community_id == community, r.c.proposal_id.in_(passed), r.c.place.is_not(None))
        .order_by(r.c.round_no, r.c.question_no, r.c.place)
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
        select(t.c.proposal_id).where(t.c.community_id == community, t.c.person_id == person),
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
    numbered = (P.c.community_id == community, P.c.number_year == year, P.c.number == n)
    found: str | None = s.execute(select(P.c.proposal_id).where(*numbered)).scalar()
    return found
