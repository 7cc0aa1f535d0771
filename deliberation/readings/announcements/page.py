"""One announcement, whole: its text and files, the ones before and after it, what was asked.

Read by its page, its poster and the pages of acts on it.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.charter.case import Actor, Case, Community
from deliberation.charter.subjects import Subject, SubjectType
from deliberation.readings import community as community_reading
from deliberation.readings import defaults
from deliberation.readings.asked import family, questions
from deliberation.readings.page import attachments
from deliberation.readings.people.names import PersonView, names
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.private import read_by
from deliberation.record.write import casefile
from deliberation.record.write.locks import Locked

from .lists import number


@dataclass(frozen=True, slots=True)
class Before:
    """What was asked about an earlier one, which this one corrects."""

    subject_id: str
    number: str
    questions: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """What everybody sees alike. `questions`: what was asked about it; `before`: about those it
    corrects. `earlier`: the row it corrects; `later`: of the last one in its place; `readers`:
    how many different people have opened it; `defaults`: what was left undone about it.
    """

    row: Any
    number: str
    files: tuple[Any, ...]
    questions: tuple[Any, ...]
    before: tuple[Before, ...]
    who: dict[str | None, PersonView]
    group: str | None
    earlier: Any
    later: Any
    readers: int
    defaults: tuple[defaults.Default, ...]


def row(s: Any, community: str, announcement: str) -> Any:
    """Its row, or None."""
    return first(s, tables.announcement, community_id=community, subject_id=announcement)


def page(s: Any, community: str, announcement: str) -> AnnouncementView | None:
    """All of it, or None."""
    a = row(s, community, announcement)
    if a is None:
        return None
    line = family.rows(s, community, announcement)
    before = line[: [x.subject_id for x in line].index(announcement)]
    asked = questions.about(s, community, [announcement, *(x.subject_id for x in before)])
    people = {a.by, a.withdrawn_by}
    people |= {p for q in asked for p in (q.person_id, q.answered_by, q.hidden_by, q.decided_by)}
    return AnnouncementView(
        a,
        number(a),
        attachments.hanging(s, community, announcement, ()).get(announcement, ()),
        _of(asked, a),
        tuple(Before(x.subject_id, number(x), its) for x in before if (its := _of(asked, x))),
        names(s, community, people),
        community_reading.groups(s, community).get(a.group_id) if a.group_id else None,
        before[-1] if before else None,
        line[-1] if a.corrected_by else None,
        read_by.count(s, community, announcement),
        defaults.of_one(s, community, announcement),
    )


def _of(asked: list[Any], announcement: Any) -> tuple[Any, ...]:
    return tuple(q for q in asked if q.subject_id == announcement.subject_id)


def case_of(s: Any, community: Community, announcement: Any, actor: Actor) -> Case:
    """What the reader may do with it. `announcement`: its row."""
    digest = community_reading.rulebook_digest(s, community.id)
    about = Subject(SubjectType.announcement, announcement.subject_id)
    return casefile.looking_at(s, community, Locked(about, announcement), actor, digest)
