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
from deliberation.record.prepared import first
from deliberation.record.write.answers.registry import answers, hanging

HOUR = timedelta(hours=1)


@answers(ASKED_ABOUT)
def _asked(conn: Connection, case: Case, act: Act) -> Any:
    wanted = getattr(act, "question_id", None) or getattr(act, "ref", None)
    t = tables.announcement_question
    return first(conn, t, **hanging(case, question_id=wanted))


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
