"""What residents ask about announcements. It follows a correction to the later one, where it stands
as asked about the earlier. By when an answer is due stands in `obligation` alone, read here.

Read by the page of an announcement, the desk of its office, and by notices.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, func, select

from deliberation.charter.acts import ActName
from deliberation.readings.page import moderation
from deliberation.record import tables
from deliberation.record.tables.joins import same

from . import family

MOST = 200
A, Q, DUTY = tables.announcement, tables.announcement_question, tables.obligation
_DUE = and_(
    same(DUTY, Q, "subject_id", question_id="ref"), DUTY.c.act == ActName.answer_about.value
)
M = tables.moderation
_HIDDEN = (
    M.c.state.label("hidden"),
    M.c.reason.label("hidden_for"),
    M.c.by.label("hidden_by"),
    M.c.note.label("hidden_note"),
    M.c.objection,
    M.c.objected_at,
    M.c.decided_by,
    M.c.decided_at,
    M.c.decision,
)


def about(s: Any, community: str, announcements: Collection[str]) -> list[Any]:
    """What was asked about these, with `due_at` and what became of it where it was hidden, oldest
    first, and whether it waits to be looked at; at most MOST.
    """
    return list(
        s.execute(
            select(Q, DUTY.c.due_at, *_HIDDEN, moderation.waits(Q, Q.c.question_id))
            .outerjoin(DUTY, _DUE)
            .outerjoin(M, same(M, Q, "subject_id", question_id="comment_id"))
            .where(Q.c.community_id == community, Q.c.subject_id.in_(announcements))
            .order_by(Q.c.at, Q.c.question_id)
            .limit(MOST)
        )
    )


def unanswered(s: Any, community: str, offices: list[str], me: str | None, most: int) -> list[Any]:
    """What these offices have to answer, the next due first: not what the reader asked."""
    return list(
        s.execute(
            select(Q.c.question_id, DUTY.c.due_at, A.c.subject_id, A.c.title, A.c.office)
            .join(A, same(Q, A, "subject_id"))
            .join(DUTY, _DUE)
            .where(DUTY.c.community_id == community, DUTY.c.who_kind == "office_role")
            .where(DUTY.c.who.in_(offices), DUTY.c.ended_at.is_(None), Q.c.person_id != me)
            .order_by(DUTY.c.due_at, Q.c.question_id)
            .limit(most)
        )
    )


def open_counts(s: Any, community: str, announcements: Collection[str]) -> dict[str, int]:
    """How many of each still wait for an answer; none where none does."""
    here = DUTY.c.community_id == community, DUTY.c.subject_id.in_(announcements)
    waits = DUTY.c.act == ActName.answer_about.value, DUTY.c.ended_at.is_(None)
    found = s.execute(
        select(DUTY.c.subject_id, func.count()).where(*here, *waits).group_by(DUTY.c.subject_id)
    )
    return {r[0]: r[1] for r in found}


def askers(community: str, announcement: str) -> Any:
    """SQL: who asked about it, or about one it took the place of."""
    its = Q.c.subject_id.in_(family.earlier(community, announcement))
    return select(Q.c.person_id).where(Q.c.community_id == community, its)
