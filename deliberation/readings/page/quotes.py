"""What a contribution answers: quotes, computed when shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from deliberation.record import tables
from deliberation.record.tables.joins import same

EXCERPT = 100
T = tables.comment


@dataclass(frozen=True, slots=True)
class Quote:
    """The contribution that is answered: whose, and the first of its words, or None where they are
    hidden or erased.
    """

    person_id: str | None
    pseudonym: str | None
    excerpt: str | None
    hidden: bool


def quote(s: Any, community: str, proposal: str, comment_id: str) -> Quote | None:
    """The contribution somebody is about to answer."""
    return quotes(s, community, proposal, {comment_id}).get(comment_id)


def quotes(s: Any, community: str, proposal: str, ids: Iterable[str]) -> dict[str, Quote]:
    """Of these contributions. One query, none where there are none."""
    wanted, m = sorted(ids), tables.moderation
    if not wanted:
        return {}
    words = func.substr(T.c.body, 1, EXCERPT + 1).label("words")
    rows = s.execute(
        select(T.c.comment_id, T.c.person_id, T.c.pseudonym, words, m.c.state)
        .select_from(T.outerjoin(m, same(T, m, "subject_id", "comment_id")))
        .where(T.c.community_id == community, T.c.subject_id == proposal)
        .where(T.c.comment_id.in_(wanted))
    )
    return {r.comment_id: _quote(r) for r in rows}


def _quote(r: Any) -> Quote:
    hidden = r.state == "hidden"
    return Quote(r.person_id, r.pseudonym, None if hidden else _excerpt(r.words), hidden)


def _excerpt(words: str | None) -> str | None:
    flat = " ".join(words.split()) if words else None
    return f"{flat[:EXCERPT]}…" if flat and len(words or "") > EXCERPT else flat
