"""An announcement with those it took the place of and those that took its place, however many.

Read by its page, by what is asked, and by notices. Each corrects one at most and is corrected once,
so that in the order of their ids the last is what holds.
"""

from typing import Any

from sqlalchemy import func, or_, select

from deliberation.readings import community as community_reading
from deliberation.record import tables
from deliberation.record.tables.joins import of_one

A = tables.announcement


def earlier(community: str, announcement: str) -> Any:
    """SQL: the ids of this one and of all before it."""
    its = (
        select(A.c.subject_id, A.c.corrects)
        .where(*of_one(A, community, announcement))
        .cte("earlier", recursive=True)
    )
    before = select(A.c.subject_id, A.c.corrects).where(
        A.c.community_id == community, A.c.subject_id == its.c.corrects
    )
    return select(its.union_all(before).c.subject_id)


def _whole(community: str, announcement: str) -> Any:
    """SQL: the ids of all of them."""
    its = (
        select(A.c.subject_id, A.c.corrects, A.c.corrected_by)
        .where(*of_one(A, community, announcement))
        .cte("family", recursive=True)
    )
    beside = or_(A.c.subject_id == its.c.corrects, A.c.subject_id == its.c.corrected_by)
    more = select(A.c.subject_id, A.c.corrects, A.c.corrected_by).where(
        A.c.community_id == community, beside
    )
    return select(its.union(more).c.subject_id)


def rows(s: Any, community: str, announcement: str) -> list[Any]:
    """The rows of all of them, the first that was said first."""
    its = A.c.subject_id.in_(_whole(community, announcement))
    return list(
        s.execute(
            select(A)
            .where(A.c.community_id == community, its)
            .order_by(A.c.number_year, A.c.number)
        )
    )


def stamp(s: Any, community: str, announcement: str) -> int:
    """On what the page of each of them depends: the last fact about any, or about people."""
    f = tables.fact
    its = f.c.subject_id.in_(_whole(community, announcement))
    last = s.execute(select(func.max(f.c.position)).where(f.c.community_id == community, its))
    return max(last.scalar() or 0, community_reading.proposal_stamp(s, community, announcement))
