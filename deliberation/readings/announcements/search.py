"""Announcements found by their words, among those that are for the reader: by the same pieces as
proposals.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import or_, select

from deliberation.charter.subjects.announcement import Readers
from deliberation.record import tables
from deliberation.record.tables.joins import same
from deliberation.record.write.search_index import pieces

from . import lists
from .lists import Line, T

MOST_PIECES = 8
P = tables.search_piece


def found(
    s: Any,
    community: str,
    text: str,
    roles: Collection[str],
    groups: Collection[str],
    after: str | None = None,
    limit: int = lists.PAGE,
) -> tuple[list[Line], str | None]:
    """The newest first, whatever became of them, and the key of the next page. Only what is for
    everybody, for one of these offices, or for one of these groups.
    """
    wanted = sorted(pieces(text), key=len, reverse=True)[:MOST_PIECES]
    if not wanted:
        return [], None
    pairs = [w for w in wanted if len(w) == 2]
    has = [_with(P.c.piece == w) for w in pairs] or [_with(*_begins(w)) for w in wanted]
    meant = or_(
        T.c.readers == Readers.everybody.value, T.c.role.in_(roles), T.c.group_id.in_(groups)
    )
    query = select(*lists.COLUMNS).where(T.c.community_id == community, meant, *has)
    query = query.where(T.c.subject_id < after) if after else query
    return lists.paged(s, query.order_by(T.c.subject_id.desc()), limit)


def _with(*piece: Any) -> Any:
    return select(P.c.piece).where(same(P, T, "subject_id"), *piece).exists()


def _begins(letter: str) -> tuple[Any, Any]:
    """A single letter stands alone, or at the head of a pair."""
    return P.c.piece >= letter, P.c.piece < letter + "\U0010ffff"
