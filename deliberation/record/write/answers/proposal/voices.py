"""Answers about contributions, who supports and reports them, and what is brought to the office
alone.
"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, null, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.cycle.decency import LOOKING
from deliberation.charter.needs.voices import (
    COMMENT,
    MY_REPORTS,
    MY_SUPPORT,
    PARENT,
    PRIVATE_LATELY,
    PRIVATE_MATTER,
    REPORTED,
    SAID_LATELY,
)
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.of_act import NamesComment, NamesMatter, NamesParent
from deliberation.record.write.answers.registry import answers, hanging, of_matter


@answers(PARENT)
def _parent(conn: Connection, case: Case, act: NamesParent) -> Any:
    return (
        act.parent_id is not None
        and first(conn, tables.comment, "comment_id", **hanging(case, comment_id=act.parent_id))
        is not None
    )


@answers(COMMENT)
def _comment(conn: Connection, case: Case, act: NamesComment) -> Any:
    c, m, q = tables.comment, tables.moderation, tables.announcement_question
    t, ident, asked = (
        (c, c.c.comment_id, null()) if case.of_proposal else (q, q.c.question_id, q.c.state)
    )
    joined = t.outerjoin(m, and_(same(t, m, "subject_id"), m.c.comment_id == ident))
    return conn.execute(
        select(
            t.c.person_id,
            m.c.state.label("hidden"),
            m.c.reason,
            m.c.by.label("hidden_by"),
            m.c.objected_at,
            m.c.decided_at,
            asked.label("asked"),
        )
        .select_from(joined)
        .where(of_matter(t, case, ident == act.comment_id))
    ).first()


@answers(MY_REPORTS)
def _my_reports(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.comment_report
    mine = and_(t.c.community_id == case.community.id, t.c.person_id == case.actor.person_id)
    here = (
        conn.execute(select(t.c.comment_id).where(mine, t.c.subject_id == case.named.id))
        .scalars()
        .all()
    )
    lately = conn.execute(
        select(func.count()).select_from(t).where(mine, t.c.at > case.now - timedelta(hours=1))
    ).scalar_one()
    return SimpleNamespace(here=frozenset(here), lately=lately)


@answers(REPORTED)
def _reported(conn: Connection, case: Case, act: Act) -> Any:
    """Of the contribution, or the question, that the act names."""
    wanted = getattr(act, "comment_id", None) or getattr(act, "question_id", None)
    r, o = tables.comment_report, tables.obligation
    of_it = select(r.c.reason).where(of_matter(r, case, r.c.comment_id == wanted))
    line = of_matter(o, case, and_(o.c.ref == wanted, o.c.act.in_(LOOKING), o.c.ended_at.is_(None)))
    return SimpleNamespace(
        reasons=conn.execute(of_it.order_by(r.c.at.desc(), r.c.person_id)).scalars().all(),
        waits=conn.execute(select(o.c.act).where(line)).first() is not None,
    )


@answers(PRIVATE_LATELY)
def _private_lately(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.private_matter
    return conn.execute(
        select(func.count())
        .select_from(t)
        .where(
            t.c.community_id == case.community.id,
            t.c.person_id == case.actor.person_id,
            t.c.at > case.now - timedelta(hours=1),
        )
    ).scalar_one()


@answers(PRIVATE_MATTER)
def _private_matter(conn: Connection, case: Case, act: NamesMatter) -> Any:
    return first(
        conn, tables.private_matter, community_id=case.community.id, matter_id=act.matter_id
    )


@answers(MY_SUPPORT)
def _my_support(conn: Connection, case: Case, act: NamesComment) -> Any:
    first(
        conn,
        tables.comment,
        "comment_id",
        lock="own",
        **hanging(case, comment_id=act.comment_id),
    )  # so that two taps at once are one after the other
    t = tables.comment_support
    here = first(
        conn, t, **hanging(case, comment_id=act.comment_id, person_id=case.actor.person_id)
    )
    lately = conn.execute(
        _SUPPORTED,
        {
            "community": case.community.id,
            "person": case.actor.person_id,
            "since": case.now - timedelta(hours=1),
        },
    ).scalar_one()
    return SimpleNamespace(here=here, lately=int(lately))


_SUPPORTED = select(func.coalesce(func.sum(tables.comment_support.c.times), 0)).where(
    tables.comment_support.c.community_id == bindparam("community"),
    tables.comment_support.c.person_id == bindparam("person"),
    tables.comment_support.c.at > bindparam("since"),
)


@answers(SAID_LATELY)
def _said_lately(conn: Connection, case: Case, act: Act) -> Any:
    return conn.execute(
        _LATELY,
        {
            "community": case.community.id,
            "person": case.actor.person_id,
            "since": case.now - timedelta(hours=1),
        },
    ).scalar_one()


_LATELY = (
    select(func.count())
    .select_from(tables.comment)
    .where(
        tables.comment.c.community_id == bindparam("community"),
        tables.comment.c.person_id == bindparam("person"),
        tables.comment.c.at > bindparam("since"),
    )
)
