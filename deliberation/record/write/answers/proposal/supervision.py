"""Answers about what supervisors and residents ask of a proposal: questions, objections, findings,
what each has checked, accepted or rated.
"""

from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.proposal import MY_MEETING_REQUEST, MY_RATING
from deliberation.charter.needs.supervision import (
    FINDING,
    MY_ACCEPTANCE,
    MY_CHECKS,
    MY_OBJECTION,
    OBJECTION,
    QUESTION,
)
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.write.answers.of_act import HasGround
from deliberation.record.write.answers.registry import (
    LOADERS,
    Loader,
    answers,
    hanging,
    keys,
    of_matter,
)


def _one(table: Any, column: str) -> Loader:
    def loader(conn: Connection, case: Case, act: Act) -> Any:
        wanted = getattr(act, column, None) or getattr(act, "ref", None)
        return first(conn, table, **hanging(case, **{column: wanted}))

    return loader


def _own(table: Any, column: str) -> Loader:
    def loader(conn: Connection, case: Case, act: Act) -> Any:
        return first(conn, table, column, **keys(case, person_id=case.actor.person_id))

    return loader


LOADERS[OBJECTION] = _one(tables.objection, "objection_id")


LOADERS[QUESTION] = _one(tables.question, "question_id")


LOADERS[FINDING] = _one(tables.finding, "finding_id")


LOADERS[MY_ACCEPTANCE] = _own(tables.acceptance, "person_id")


LOADERS[MY_MEETING_REQUEST] = _own(tables.meeting_request, "person_id")


@answers(MY_RATING)
def _my_rating(conn: Connection, case: Case, act: Act) -> Any:
    row = _own(tables.rating, "score")(conn, case, act)
    return row.score if row else 0


@answers(MY_OBJECTION)
def _my_objection(conn: Connection, case: Case, act: HasGround) -> Any:
    t = tables.objection
    return conn.execute(
        select(t.c.objection_id).where(
            of_matter(t, case, t.c.person_id == case.actor.person_id, t.c.ground == act.ground)
        )
    ).first()


@answers(MY_CHECKS)
def _my_checks(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.stage_check
    return frozenset(
        conn.execute(
            select(t.c.item).where(
                of_matter(
                    t,
                    case,
                    t.c.person_id == case.actor.person_id,
                    t.c.stage == case.proposal.stage,
                    t.c.at >= case.proposal.stage_at,
                )
            )
        ).scalars()
    )
