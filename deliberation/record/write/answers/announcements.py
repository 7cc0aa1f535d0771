"""Answers about announcements: the question an act names, how much was asked."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.announcements import (
    ASKED_ABOUT,
    ASKED_LATELY,
)
from deliberation.record import tables
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.registry import answers, of_matter

HOUR = timedelta(hours=1)


@answers(ASKED_ABOUT)
def _asked(conn: Connection, case: Case, act: Act) -> Any:
    wanted = getattr(act, "question_id", None) or getattr(act, "ref", None)
    q, m = tables.announcement_question, tables.moderation
    joined = q.outerjoin(m, same(m, q, "subject_id", question_id="comment_id"))
    return conn.execute(
        select(q, m.c.state.label("hidden"))
        .select_from(joined)
        .where(of_matter(q, case, q.c.question_id == wanted))
    ).first()


@answers(ASKED_LATELY)
def _lately(conn: Connection, case: Case, act: Act) -> int:
    t = tables.announcement_question
    found: int = conn.execute(
        select(func.count())
        .select_from(t)
        .where(
            t.c.community_id == case.community.id,
            t.c.person_id == case.actor.person_id,
            t.c.at > case.now - HOUR,
        )
    ).scalar_one()
    return found
