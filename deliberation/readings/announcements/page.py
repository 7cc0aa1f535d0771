"""One announcement, whole: its text and files, the ones before and after it, what was asked.

Read by its page, its poster and the pages of acts on it.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberation.charter.case import Actor, Case, Community
from deliberation.charter.subjects import Subject, SubjectType
from deliberation.readings import community as community_reading
from deliberation.readings.page import attachments
from deliberation.readings.people.names import PersonView, names
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.private import read_by
from deliberation.record.write import casefile
from deliberation.record.write.locks import Locked

from .lists import number

MOST_QUESTIONS = 200


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """What everybody sees alike. `earlier` and `later`: the rows it corrects and is corrected by;
    `readers`: how many different people have opened it.
    """

    row: Any
    number: str
    files: tuple[Any, ...]
    questions: tuple[Any, ...]
    who: dict[str | None, PersonView]
    group: str | None
    earlier: Any
    later: Any
    readers: int


def row(s: Any, community: str, announcement: str) -> Any:
    """Its row, or None."""
    return first(s, tables.announcement, community_id=community, subject_id=announcement)


def page(s: Any, community: str, announcement: str) -> AnnouncementView | None:
    """All of it, or None."""
    a = row(s, community, announcement)
    if a is None:
        return None
    asked = _questions(s, community, announcement)
    people = {a.by, a.withdrawn_by}
    people |= {p for q in asked for p in (q.person_id, q.answered_by, q.hidden_by)}
    return AnnouncementView(
        a,
        number(a),
        attachments.hanging(s, community, announcement, ()).get(announcement, ()),
        asked,
        names(s, community, people),
        community_reading.groups(s, community).get(a.group_id) if a.group_id else None,
        row(s, community, a.corrects) if a.corrects else None,
        row(s, community, a.corrected_by) if a.corrected_by else None,
        read_by.count(s, community, announcement),
    )


def _questions(s: Any, community: str, announcement: str) -> tuple[Any, ...]:
    """Oldest first."""
    q = tables.announcement_question
    return tuple(
        s.execute(
            select(q)
            .where(q.c.community_id == community, q.c.subject_id == announcement)
            .order_by(q.c.at, q.c.question_id)
            .limit(MOST_QUESTIONS)
        )
    )


def case_of(s: Any, community: Community, announcement: Any, actor: Actor) -> Case:
    """What the reader may do with it. `announcement`: its row."""
    digest = community_reading.rulebook_digest(s, community.id)
    about = Subject(SubjectType.announcement, announcement.subject_id)
    return casefile.looking_at(s, community, Locked(about, announcement), actor, digest)
