"""Lists of announcements: pinned first, then the newest; what is over apart. Paging by key.

Read by home, the list page and the feed.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, false, func, or_, select, true

from deliberation.charter.subjects.announcement import Readers, Stage
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same

PAGE = 30
LOOKED_AT = 60  # how many of those shown home looks through for its reader
T = tables.announcement
_EARLIER = (Stage.over.value, Stage.withdrawn.value)


@dataclass(frozen=True, slots=True)
class Line:
    """An announcement in a list. `number` as people read it: 2026-G01."""

    subject_id: str
    number: str
    title: str | None
    office: str
    readers: str
    group_id: str | None
    role: str | None
    pinned: bool
    stage: str
    at: datetime
    ends_at: datetime | None
    corrected: bool
    corrects: bool


COLUMNS = (
    T.c.subject_id,
    T.c.number_year,
    T.c.number,
    T.c.title,
    T.c.office,
    T.c.readers,
    T.c.group_id,
    T.c.role,
    T.c.pinned,
    T.c.stage,
    T.c.at,
    T.c.ends_at,
    T.c.corrected_by,
    T.c.corrects,
)


def number(row: Any) -> str:
    """The number people read: its year, and its place among that year's announcements."""
    return f"{row.number_year}-G{row.number:02d}"


def _line(r: Any) -> Line:
    return Line(
        r.subject_id,
        number(r),
        r.title,
        r.office,
        r.readers,
        r.group_id,
        r.role,
        r.pinned,
        r.stage,
        r.at,
        r.ends_at,
        r.corrected_by is not None,
        r.corrects is not None,
    )


def _shown(community: str) -> Any:
    return (
        select(*COLUMNS)
        .where(T.c.community_id == community, T.c.stage == Stage.shown.value)
        .order_by(T.c.pinned.desc(), T.c.subject_id.desc())
    )


def for_reader(
    s: Any,
    community: str,
    roles: Collection[str],
    groups: Callable[[], Collection[str]],
    limit: int,
) -> list[Line]:
    """What is shown now to somebody with these roles, at most `limit`. Their groups are asked for
    only where one is for a group.
    """
    rows = [_line(r) for r in s.execute(_shown(community).limit(LOOKED_AT))]
    mine = groups() if any(x.readers == Readers.group for x in rows) else ()
    return [x for x in rows if _meant(x, roles, mine)][:limit]


def _meant(line: Line, roles: Collection[str], groups: Collection[str]) -> bool:
    if line.readers == Readers.group:
        return line.group_id in groups
    return line.readers == Readers.everybody or line.role in roles


def listing(
    s: Any, community: str, *, earlier: bool = False, after: str | None = None, limit: int = PAGE
) -> tuple[list[Line], str | None]:
    """What is shown, or what is over and withdrawn; and the key of the next page."""
    if earlier:
        query = select(*COLUMNS).where(T.c.community_id == community, T.c.stage.in_(_EARLIER))
        query = query.where(T.c.subject_id < after) if after else query
        query = query.order_by(T.c.subject_id.desc())
    else:
        query = _shown(community)
        query = query.where(_behind(s, community, after)) if after else query
    return paged(s, query, limit)


def of_offices(
    s: Any, community: str, offices: Collection[str], after: str | None, limit: int = PAGE
) -> tuple[list[Line], str | None]:
    """All that these offices wrote, the newest first; and the key of the next page."""
    query = select(*COLUMNS).where(T.c.community_id == community, T.c.office.in_(offices))
    query = query.where(T.c.subject_id < after) if after else query
    return paged(s, query.order_by(T.c.subject_id.desc()), limit)


def paged(s: Any, query: Any, limit: int) -> tuple[list[Line], str | None]:
    rows = [_line(r) for r in s.execute(query.limit(limit + 1))]
    return rows[:limit], rows[limit - 1].subject_id if len(rows) > limit else None


def _behind(s: Any, community: str, after: str) -> Any:
    """SQL: behind this one, where the pinned stand first."""
    last = first(s, T, "pinned", community_id=community, subject_id=after)
    further = T.c.subject_id < after
    if last is not None and last.pinned:
        return or_(T.c.pinned == false(), and_(T.c.pinned == true(), further))
    return and_(T.c.pinned == false(), further)


def for_everybody(s: Any, community: str, limit: int) -> list[Any]:
    """What is for everybody, the last touched first, with its text and the one in its place: for
    the feed. What is only over has nothing new to say; whoever read one has to hear that it was
    corrected or withdrawn.
    """
    later = T.alias("later")
    told = T.c.stage.in_((Stage.shown.value, Stage.withdrawn.value)) | T.c.corrected_by.is_not(None)
    everybody = T.c.readers == Readers.everybody.value
    touched = func.coalesce(later.c.at, T.c.stage_at)
    return list(
        s.execute(
            select(*COLUMNS, T.c.body, T.c.reasons, T.c.stage_at)
            .add_columns(later.c.title.label("later_title"), later.c.at.label("later_at"))
            .outerjoin(later, same(later, T, corrected_by="subject_id"))
            .where(T.c.community_id == community, everybody, told)
            .order_by(touched.desc(), T.c.subject_id.desc())
            .limit(limit)
        )
    )


def by_number(s: Any, community: str, year: int, n: int) -> str | None:
    """The id behind a number people read."""
    row = first(s, T, "subject_id", community_id=community, number_year=year, number=n)
    return row.subject_id if row else None
