"""Answers about what supervisors and residents ask of a proposal: questions, objections, findings,
what each has checked, accepted or rated.
"""

from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.cycle import objected
from deliberation.charter.cycle.remedies import UPHELD
from deliberation.charter.needs.proposal import MY_MEETING_REQUEST, MY_RATING
from deliberation.charter.needs.supervision import (
    FAULT_STANDS,
    FINDING,
    MY_ACCEPTANCE,
    MY_CHECKS,
    MY_GROUNDS,
    OBJECTION,
    OBJECTIONS_WAIT,
    PUT_RIGHT,
    QUESTION,
    REMEDY_WAITS,
    VOTED_ANEW,
)
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same
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


@answers(MY_GROUNDS)
def _my_grounds(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.objection
    mine = of_matter(t, case, t.c.person_id == case.actor.person_id)
    return frozenset(conn.execute(select(t.c.ground).where(mine)).scalars())


@answers(VOTED_ANEW)
def _voted_anew(conn: Connection, case: Case, act: Act) -> Any:
    remedy = tables.objection.c.remedy
    query = select(remedy).where(of_matter(tables.objection, case, remedy.is_not(None)))
    return objected.voted_anew(conn.execute(query).scalars())


@answers(OBJECTIONS_WAIT)
def _objections_wait(conn: Connection, case: Case, act: Act) -> Any:
    o, x = tables.obligation, tables.objection
    runs = (o.c.who_kind == "clock", o.c.ended_at.is_(None))
    its = and_(same(o, x, "subject_id"), x.c.objection_id == o.c.ref)
    v = tables.vote_round
    again = exists().where(of_matter(v, case, v.c.round_no == case.proposal.round_no))
    again = again.where(v.c.recounts > 0)
    certified = and_(o.c.act == objected.CERTIFICATES, o.c.due_at > case.now, again)
    query = (
        select(o.c.act, x.c.ground)
        .select_from(o.outerjoin(x, its))
        .where(of_matter(o, case, *runs), or_(x.c.objection_id.is_not(None), certified))
    )
    return objected.waits(conn.execute(query).tuples())


@answers(REMEDY_WAITS)
def _remedy_waits(conn: Connection, case: Case, act: Act) -> Any:
    o, x = tables.obligation, tables.objection
    act_of = o.c.act == objected.IN_SILENCE
    runs = (o.c.who_kind == "clock", act_of, o.c.ended_at.is_(None), x.c.objection_id == o.c.ref)
    query = select(x.c.ground, o.c.due_at).where(of_matter(o, case, *runs))
    row = conn.execute(query.where(same(o, x, "subject_id")).order_by(o.c.due_at)).first()
    return None if row is None else (row.ground, row.due_at)


@answers(FAULT_STANDS)
def _fault_stands(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.objection
    query = select(t).where(of_matter(t, case, *undecided(t)))
    return conn.execute(query.order_by(t.c.at, t.c.objection_id)).first()


def undecided(t: Any) -> tuple[Any, Any]:
    """Of objections those that were upheld, and nobody has said yet what follows."""
    return t.c.state.in_(UPHELD), t.c.remedy.is_(None)


@answers(PUT_RIGHT)
def _put_right(conn: Connection, case: Case, act: Act) -> Any:
    """By the last of each sort of change."""
    row = LOADERS[OBJECTION](conn, case, act)
    if row is None:
        return False
    here, decided = _column(objected.MENDED_HERE)
    sorts = [(at, of_matter(here, case)) for at in (decided,)]
    for name in objected.MENDED:
        table, at = _column(name)
        sorts.append((at, table.c.community_id == case.community.id))
    last = (select(func.max(at)).where(at <= case.now, where) for at, where in sorts)
    return objected.put_right(row.at, (conn.execute(q).scalar() for q in last), case.now)


def _column(name: tuple[str, str]) -> tuple[Any, Any]:
    table = tables.metadata.tables[name[0]]
    return table, table.c[name[1]]


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
