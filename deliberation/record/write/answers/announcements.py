"""Answers about announcements: the next number, the question an act names, how much was asked."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.announcements import (
    ANNOUNCEMENT_NUMBER,
    ASKED_ABOUT,
    ASKED_LATELY,
)
from deliberation.charter.subjects import SubjectType
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.write.answers.registry import answers, hanging

HOUR = timedelta(hours=1)


@answers(ANNOUNCEMENT_NUMBER)
def _number(conn: Connection, case: Case, act: Act) -> tuple[int, int]:
    year = case.now.astimezone(ZoneInfo(case.community.timezone)).year
    row = first(
        conn,
        tables.number_series,
        "last",
        community_id=case.community.id,
        type=SubjectType.announcement.value,
        year=year,
    )
    return year, (row.last if row else 0) + 1


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
