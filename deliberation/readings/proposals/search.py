"""Search by two-character pieces: ids of public proposals that have every piece of a text, newest
first.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from deliberation.record import tables

from .cards import PUBLIC, P

COUNTED = 200
FIRST_RUN = 64
LAST = "z" * 26  # no id is greater

T = tables.search_piece
_HERE = T.c.community_id == bindparam("community")
_RUN = (
    select(T.c.subject_id)
    .where(_HERE, T.c.piece == bindparam("piece"), T.c.subject_id < bindparam("before"))
    .order_by(T.c.subject_id.desc())
    .limit(bindparam("most"))
)
_HAVING = (
    select(T.c.subject_id)
    .where(
        _HERE,
        T.c.piece.in_(bindparam("others", expanding=True)),
        T.c.subject_id.between(bindparam("low"), bindparam("high")),
    )
    .group_by(T.c.subject_id)
    .having(func.count() == bindparam("n"))
)
_COUNT = select(func.count()).select_from(
    select(T.c.piece).where(_HERE, T.c.piece == bindparam("piece")).limit(COUNTED).subquery()
)


def matching(
    s: Any,
    community: str,
    wanted: Sequence[str],
    stages: Sequence[str],
    before: str | None,
    most: int,
) -> list[str]:
    """Ids of proposals with every piece, newest first."""
    if len(wanted[0]) == 1:  # pieces come longest first: nothing but single letters
        return _with_letter(s, community, wanted[0], stages, before, most)
    pairs = [w for w in wanted if len(w) == 2]
    return _with_pairs(s, community, pairs, stages, before, most)


def _with_pairs(
    s: Any, community: str, pairs: list[str], stages: Sequence[str], before: str | None, most: int
) -> list[str]:
    """The rarest piece leads, in runs that grow, so that no planner has to guess."""
    lead = _rarest(s, community, pairs)
    others, size = [w for w in pairs if w != lead], FIRST_RUN
    found: list[str] = []
    while len(found) < most:
        run = _run(s, community, lead, before, size)
        if run:
            with_all = _having(s, community, others, run) if others else run
            found += _public(s, community, with_all, stages)
        if len(run) < size:
            break
        before, size = run[-1], size * 4
    return found[:most]


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
    few = list(s.execute(select(T.c.subject_id).where(within).limit(10 * COUNTED)).scalars())
    if len(few) < 10 * COUNTED:
        earlier = [i for i in set(few) if not before or i < before]
        return _public(s, community, earlier, stages)[:most]
    has = select(T.c.piece).where(within, T.c.subject_id == P.c.proposal_id).exists()
    query = select(P.c.proposal_id).where(P.c.community_id == community, PUBLIC, has)
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
