"""Answers about what supervisors and residents ask of a proposal: questions, objections, findings,
what each has checked, accepted or rated.
"""

from typing import Any

from sqlalchemy import Connection, func, or_, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.cycle.objections import CONTENT
from deliberation.charter.cycle.remedies import AGAIN
from deliberation.charter.needs.proposal import MY_MEETING_REQUEST, MY_RATING
from deliberation.charter.needs.supervision import (
    FINDING,
    MY_ACCEPTANCE,
    MY_CHECKS,
    MY_OBJECTION,
    OBJECTION,
    OBJECTIONS_WAIT,
    PUT_RIGHT,
    QUESTION,
    VOTED_ANEW,
)
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same
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


LOADERS[MY_MEETING_REQUEST] = _own(tables.meeting_request, "person_id")


@answers(MY_RATING)
def _my_rating(conn: Connection, case: Case, act: Act) -> Any:
    row = _own(tables.rating, "score")(conn, case, act)
    return row.score if row else 0


@answers(MY_ACCEPTANCE)
def _my_acceptance(conn: Connection, case: Case, act: Act) -> Any:
    """Given before a fault was found, it no longer counts."""
    row = _own(tables.acceptance, "stands")(conn, case, act)
    return row if row is not None and row.stands else None


@answers(MY_OBJECTION)
def _my_objection(conn: Connection, case: Case, act: HasGround) -> Any:
    t = tables.objection
    return conn.execute(
        select(t.c.objection_id).where(
            of_matter(t, case, t.c.person_id == case.actor.person_id, t.c.ground == act.ground)
        )
    ).first()


@answers(VOTED_ANEW)
def _voted_anew(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.objection
    query = select(func.count()).select_from(t).where(of_matter(t, case, t.c.remedy == AGAIN))
    return conn.execute(query).scalar_one()


@answers(OBJECTIONS_WAIT)
def _objections_wait(conn: Connection, case: Case, act: Act) -> Any:
    """By the clocks that run for them: each has one, which ends the waiting."""
    o, x = tables.obligation, tables.objection
    runs = (o.c.who_kind == "clock", o.c.ended_at.is_(None), x.c.objection_id == o.c.ref)
    waits = or_(x.c.answered_at.is_not(None), x.c.ground != CONTENT)
    query = select(x.c.objection_id).where(
        of_matter(o, case, *runs, waits), same(o, x, "subject_id")
    )
    return conn.execute(query.limit(1)).first() is not None


@answers(PUT_RIGHT)
def _put_right(conn: Connection, case: Case, act: Act) -> Any:
    """By anything the desk wrote on the roster or decided of an option, since an objection names
    nobody in a field.
    """
    row, o = LOADERS[OBJECTION](conn, case, act), tables.ballot_option
    if row is None:
        return False
    decided = (o.c.decided_at, of_matter(o, case))
    roster = [(c, c.table.c.community_id == case.community.id) for c in _MENDED]
    return any(
        conn.execute(select(c).where(c > row.at, c <= case.now, here).limit(1)).first()
        for c, here in (*roster, decided)
    )


# Where the roster and the offices say when something of them was changed.
_MENDED = (
    tables.roster_change.c.at,
    tables.person.c.entered_at,
    tables.office.c.starts_at,
    tables.office.c.left_at,
)


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
