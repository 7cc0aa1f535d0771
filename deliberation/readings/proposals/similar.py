"""What was proposed already in like words: shown to somebody who writes, and where residents ask
the council to merge. No personal data.

At most `NEWEST` proposals are looked at for each of the title's pairs of characters, so that it
costs no more as the record grows.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, literal, select, union_all

from deliberation.record import tables
from deliberation.record.tables.joins import same
from deliberation.record.write.search_index import pieces

from .cards import PUBLIC, Card, P, base, cards, number

MOST_PAIRS = 24
NEWEST = 300
CANDIDATES = 40
LIKE = 0.34  # how much of two titles must be shared


def similar(
    s: Any, community: str, title: str, *, but: str | None = None, limit: int = 5
) -> list[Card]:
    """Public proposals whose titles are like this one, the most alike first.

    Two queries and one for names.
    """
    wanted = sorted(w for w in pieces(title) if len(w) == 2)[:MOST_PAIRS]
    ids = _candidates(s, community, wanted, but) if len(wanted) >= 2 else []
    if not ids:
        return []
    found = cards(s, community, base(community).where(PUBLIC, P.c.proposal_id.in_(ids)))
    ranked = sorted(
        ((_alike(title, c.title or ""), c.proposal_id, c) for c in found),
        key=lambda x: x[:2],
        reverse=True,
    )
    return [c for like, _id, c in ranked if like >= LIKE][:limit]


def _candidates(s: Any, community: str, wanted: Sequence[str], but: str | None) -> list[str]:
    t = tables.search_piece
    runs = [
        select(t.c.subject_id)
        .where(t.c.community_id == community, t.c.piece == w)
        .order_by(t.c.subject_id.desc())
        .limit(NEWEST)
        .subquery()
        for w in wanted
    ]
    shared = Counter(s.execute(union_all(*(select(run.c.subject_id) for run in runs))).scalars())
    shared.pop(but, None)
    return [i for i, _n in sorted(shared.items(), key=lambda x: (-x[1], x[0]))[:CANDIDATES]]


def _alike(one: str, other: str) -> float:
    """Twice what two titles share, of what both have: 1 for the same, 0 for nothing in common."""
    a, b = pieces(one), pieces(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def merge_requests(s: Any, community: str, proposal: str) -> list[dict[str, Any]]:
    """What residents ask to be merged with this one: the other proposal, in which direction, and
    how many ask.
    """
    m = tables.merge_request
    runs = [
        select(m.c[there].label("other_id"), m.c.community_id, literal(into).label("into")).where(
            m.c.community_id == community, m.c[here] == proposal
        )
        for here, there, into in (("proposal_id", "other_id", 1), ("other_id", "proposal_id", 0))
    ]
    a, asking = union_all(*runs).subquery(), func.count()
    other = P.c.title, P.c.number_year, P.c.number, P.c.stage
    rows = s.execute(
        select(a.c.other_id, a.c.into, *other, asking.label("n"))
        .select_from(a.join(P, same(a, P, proposal_id="other_id")))
        .group_by(a.c.other_id, a.c.into, *other)
        .order_by(asking.desc(), a.c.other_id)
        .limit(20)
    )
    return [_asked(r) for r in rows]


def _asked(r: Any) -> dict[str, Any]:
    return {
        "other_id": r.other_id,
        "into": bool(r.into),
        "title": r.title,
        "number": number(r.number_year, r.number),
        "stage": r.stage,
        "n": r.n,
    }
