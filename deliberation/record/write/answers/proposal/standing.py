"""Answers about where a proposal stands: its counters, number, deadlines, proofs and files."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.proposal import (
    COUNTS,
    DEADLINE,
    FILES,
    GATHERING,
    NOTICE_RESTARTS,
    NOTICE_SHORTENED,
    NUMBER,
    PROOF,
    RECOMMENDATION,
)
from deliberation.charter.subjects.proposal import Stage
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.write.answers.of_act import HasClock, HasPurpose
from deliberation.record.write.answers.registry import answers, keys, of_matter


@answers(COUNTS)
def _counts(conn: Connection, case: Case, act: Act) -> Any:
    return first(conn, tables.proposal_count, lock="own", **keys(case))


@answers(GATHERING)
def _gathering(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.proposal
    return conn.execute(
        select(func.count())
        .select_from(t)
        .where(
            t.c.community_id == case.community.id,
            t.c.author_id == case.actor.person_id,
            t.c.stage == Stage.gather.value,
        )
    ).scalar_one()


@answers(NUMBER)
def _number(conn: Connection, case: Case, act: Act) -> Any:
    year = case.now.astimezone(ZoneInfo(case.community.timezone)).year
    assert act.of is not None  # who numbers something says of which type it is
    t = tables.number_series
    last = (
        conn.execute(
            select(t.c.last).where(
                t.c.community_id == case.community.id, t.c.type == act.of.value, t.c.year == year
            )
        ).scalar()
        or 0
    )
    return year, last + 1


@answers(NOTICE_RESTARTS)
def _notice_restarts(conn: Connection, case: Case, act: Act) -> Any:
    r = tables.remark
    return conn.execute(
        select(func.count())
        .select_from(r)
        .where(of_matter(r, case), r.c.kind == "notice_restarted")
    ).scalar_one()


@answers(NOTICE_SHORTENED)
def _notice_shortened(conn: Connection, case: Case, act: Act) -> Any:
    r = tables.remark
    since = (r.c.kind == "notice_shortened", r.c.at >= case.proposal.notice_at)
    return (
        conn.execute(select(r.c.at).where(of_matter(r, case, *since)).limit(1)).first() is not None
    )


@answers(PROOF)
def _proof(conn: Connection, case: Case, act: HasPurpose) -> Any:
    t = tables.posting_proof
    return conn.execute(
        select(t.c.proof_id).where(
            of_matter(t, case, t.c.round_no == case.proposal.round_no, t.c.purpose == act.purpose)
        )
    ).first()


@answers(RECOMMENDATION)
def _recommendation(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.recommendation
    return conn.execute(
        select(t).where(of_matter(t, case)).order_by(t.c.at.desc()).limit(1)
    ).first()


@answers(DEADLINE)
def _deadline(conn: Connection, case: Case, act: HasClock) -> Any:
    t = tables.obligation
    return conn.execute(
        select(t).where(
            of_matter(t, case, t.c.act == act.clock, t.c.ref == act.ref, t.c.ended_at.is_(None))
        )
    ).first()


@answers(FILES)
def _files(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.attachment
    return conn.execute(select(func.count()).select_from(t).where(of_matter(t, case))).scalar_one()
