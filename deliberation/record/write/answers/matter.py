"""Answers about the proposal itself and what stands on it: counters, co-signatures, questions,
objections, findings, merges.
"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.log import DESK_ENTRY, FACT_PARTS, IMPORTED, RIGHT_ENTRY, RULEBOOKS
from deliberation.charter.needs.people import MY_GROUPS
from deliberation.charter.needs.proposal import (
    COUNTS,
    DEADLINE,
    FILES,
    GATHERING,
    MERGE_CONSENTS,
    MERGE_TARGET,
    MY_CONSENT,
    MY_MEETING_REQUEST,
    MY_MERGE_REQUESTS,
    MY_RATING,
    NOTICE_RESTARTS,
    NUMBER,
    PROOF,
    RECOMMENDATION,
)
from deliberation.charter.needs.supervision import (
    FINDING,
    MY_ACCEPTANCE,
    MY_OBJECTION,
    OBJECTION,
    QUESTION,
)
from deliberation.charter.needs.votes import CERTIFICATE_CHECKS
from deliberation.charter.subjects.proposal import Stage
from deliberation.record import tables
from deliberation.record.prepared import first

from .checks import certificate_checks
from .of_act import (
    HasClock,
    HasGround,
    HasPurpose,
    Imports,
    NamesEntry,
    NamesFact,
    NamesRight,
)
from .people import groups_of
from .registry import LOADERS, Loader, answers, keys, of_matter


@answers(COUNTS)
def _counts(conn: Connection, case: Case, act: Act) -> Any:
    return first(conn, tables.proposal_count, lock="own", **keys(case))


@answers(MY_CONSENT)
def _my_consent(conn: Connection, case: Case, act: Act) -> Any:
    return (
        first(conn, tables.merge_consent, "person_id", **keys(case, person_id=case.actor.person_id))
        is not None
    )


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


@answers(MY_GROUPS)
def _my_groups(conn: Connection, case: Case, act: Act) -> Any:
    group = getattr(act, "group_id", None) or (case.row.group_id if case.row is not None else None)
    me = case.actor.person_id
    return groups_of(conn, case.community.id, me) if group and me is not None else frozenset()


@answers(NUMBER)
def _number(conn: Connection, case: Case, act: Act) -> Any:
    year = case.now.astimezone(ZoneInfo(case.community.timezone)).year
    t = tables.number_series
    last = (
        conn.execute(
            select(t.c.last).where(t.c.community_id == case.community.id, t.c.year == year)
        ).scalar()
        or 0
    )
    return year, last + 1


@answers(MERGE_TARGET)
def _merge_target(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.proposal
    return conn.execute(
        select(t).where(t.c.community_id == case.community.id, t.c.proposal_id == act.others()[0])
    ).first()


@answers(MERGE_CONSENTS)
def _merge_consents(conn: Connection, case: Case, act: Act) -> Any:
    m, s, p = tables.merge_consent, tables.cosignature, tables.proposal
    there = s.alias("there")
    target = act.others()[0]
    rows = conn.execute(
        select(
            m.c.person_id,
            s.c.office,
            s.c.taken_back_at.label("gone_at"),
            there.c.person_id.label("there"),
            there.c.taken_back_at,
            p.c.author_id.label("target_author"),
        )
        .select_from(
            m.outerjoin(
                s,
                and_(
                    s.c.community_id == m.c.community_id,
                    s.c.proposal_id == m.c.proposal_id,
                    s.c.person_id == m.c.person_id,
                ),
            )
            .outerjoin(
                there,
                and_(
                    there.c.community_id == m.c.community_id,
                    there.c.proposal_id == target,
                    there.c.person_id == m.c.person_id,
                ),
            )
            .join(p, and_(p.c.community_id == m.c.community_id, p.c.proposal_id == target))
        )
        .where(of_matter(m, case))
        .order_by(m.c.person_id)
    ).all()
    return [
        SimpleNamespace(
            person=r.person_id,
            office=bool(r.office),
            again=r.there is not None,
            movable=r.gone_at is None
            and r.person_id != r.target_author
            and (r.there is None or r.taken_back_at is not None),
        )
        for r in rows
    ]


@answers(NOTICE_RESTARTS)
def _notice_restarts(conn: Connection, case: Case, act: Act) -> Any:
    r = tables.remark
    return conn.execute(
        select(func.count())
        .select_from(r)
        .where(of_matter(r, case), r.c.kind == "notice_restarted")
    ).scalar_one()


@answers(DESK_ENTRY)
def _desk_entry(conn: Connection, case: Case, act: NamesEntry) -> Any:
    found = first(conn, tables.desk_entry, **keys(case, fact_id=act.entry_id))
    if found is None:
        return None
    rating = first(conn, tables.rating, **keys(case, person_id=found.person_id))
    return SimpleNamespace(
        act=found.act,
        person_id=found.person_id,
        ref=found.ref,
        corrected=first(
            conn, tables.entry_correction, "fact_id", **keys(case, fact_id=act.entry_id)
        )
        is not None,
        score=rating.score if rating is not None and rating.at == found.at else 0,
    )


@answers(RIGHT_ENTRY)
def _right_entry(conn: Connection, case: Case, act: NamesRight) -> Any:
    return (
        first(conn, tables.desk_entry, **keys(case, fact_id=act.right_id)) if act.right_id else None
    )


@answers(CERTIFICATE_CHECKS)
def _certificate_checks(conn: Connection, case: Case, act: Act) -> Any:
    if (
        case.proposal.opens_at is None
    ):  # nothing to certify yet: the gate, which is asked after the answers, refuses
        return []
    return certificate_checks(
        conn, case.community, case.proposal, case.kind, case.calendar, case.now
    )


def _one(table: Any, column: str) -> Loader:
    def loader(conn: Connection, case: Case, act: Act) -> Any:
        wanted = getattr(act, column, None) or getattr(act, "ref", None)
        return first(conn, table, **keys(case, **{column: wanted}))

    return loader


LOADERS[OBJECTION] = _one(tables.objection, "objection_id")
LOADERS[QUESTION] = _one(tables.question, "question_id")
LOADERS[FINDING] = _one(tables.finding, "finding_id")


def _own(table: Any, column: str) -> Loader:
    def loader(conn: Connection, case: Case, act: Act) -> Any:
        return first(conn, table, column, **keys(case, person_id=case.actor.person_id))

    return loader


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


@answers(MY_MERGE_REQUESTS)
def _my_merge_requests(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.merge_request
    mine = and_(
        t.c.community_id == case.community.id,
        t.c.person_id == case.actor.person_id,
        t.c.into.is_(True),
    )
    here = (
        conn.execute(select(t.c.other_id).where(mine, t.c.proposal_id == case.proposal.proposal_id))
        .scalars()
        .all()
    )
    lately = conn.execute(
        select(func.count()).select_from(t).where(mine, t.c.at > case.now - timedelta(hours=1))
    ).scalar_one()
    return SimpleNamespace(here=frozenset(here), lately=lately)


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
    t = tables.deadline
    return conn.execute(
        select(t).where(of_matter(t, case, t.c.act == act.clock, t.c.ref == act.ref))
    ).first()


@answers(IMPORTED)
def _imported(conn: Connection, case: Case, act: Imports) -> Any:
    if case.row is not None:
        t = tables.comment
        return set(
            conn.execute(
                select(t.c.source_id).where(of_matter(t, case, t.c.source_id.is_not(None)))
            ).scalars()
        )
    t = tables.proposal
    return set(
        conn.execute(
            select(t.c.source_id).where(
                t.c.community_id == case.community.id,
                t.c.source == act.source,
                t.c.source_id.in_([e.source_id for e in act.entries]),
            )
        ).scalars()
    )


@answers(FACT_PARTS)
def _fact_parts(conn: Connection, case: Case, act: NamesFact) -> Any:
    f, b = tables.fact, tables.fact_body
    rows = conn.execute(
        select(b.c.part, b.c.body.is_not(None))
        .join(f, and_(f.c.community_id == b.c.community_id, f.c.position == b.c.position))
        .where(f.c.community_id == case.community.id, f.c.fact_id == act.fact_id)
    ).all()
    return {part: bool(there) for part, there in rows}


@answers(FILES)
def _files(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.attachment
    return conn.execute(select(func.count()).select_from(t).where(of_matter(t, case))).scalar_one()


@answers(RULEBOOKS)
def _rulebooks(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.rulebook
    return set(
        conn.execute(select(t.c.digest).where(t.c.community_id == case.community.id)).scalars()
    )
