"""Answers about merging: the proposal to merge into, who agrees, who asked for it."""

from collections.abc import Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, and_, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.proposal import (
    MERGE_CONSENTS,
    MERGE_TARGET,
    MY_CONSENT,
    MY_MERGE_REQUESTS,
)
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.registry import answers, keys, of_matter


@answers(MERGE_TARGET)
def _merge_target(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.proposal
    return conn.execute(
        select(t).where(t.c.community_id == case.community.id, t.c.proposal_id == act.others()[0])
    ).first()


@answers(MERGE_CONSENTS)
def _merge_consents(conn: Connection, case: Case, act: Act) -> Any:
    return [
        SimpleNamespace(
            person=r.person_id,
            office=bool(r.office),
            again=r.there is not None,
            movable=r.gone_at is None
            and r.person_id != r.target_author
            and (r.there is None or r.taken_back_at is not None),
        )
        for r in _consents(conn, case, act.others()[0])
    ]


def _consents(conn: Connection, case: Case, target: str) -> Sequence[Any]:
    """Who agreed, with their co-signature here and, if they have one, on the target."""
    m, s, p = tables.merge_consent, tables.cosignature, tables.proposal
    there = s.alias("there")
    here = m.c.person_id, s.c.office, s.c.taken_back_at.label("gone_at")
    on_target = there.c.person_id.label("there"), there.c.taken_back_at
    return conn.execute(
        select(*here, *on_target, p.c.author_id.label("target_author"))
        .select_from(
            m.outerjoin(s, same(m, s, "proposal_id", "person_id"))
            .outerjoin(there, and_(same(m, there, "person_id"), there.c.proposal_id == target))
            .join(p, and_(same(m, p), p.c.proposal_id == target))
        )
        .where(of_matter(m, case))
        .order_by(m.c.person_id)
    ).all()


@answers(MY_CONSENT)
def _my_consent(conn: Connection, case: Case, act: Act) -> Any:
    return (
        first(conn, tables.merge_consent, "person_id", **keys(case, person_id=case.actor.person_id))
        is not None
    )


@answers(MY_MERGE_REQUESTS)
def _my_merge_requests(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.merge_request
    mine = and_(t.c.community_id == case.community.id, t.c.person_id == case.actor.person_id)
    here = (
        conn.execute(select(t.c.other_id).where(mine, t.c.proposal_id == case.proposal.proposal_id))
        .scalars()
        .all()
    )
    lately = conn.execute(
        select(func.count()).select_from(t).where(mine, t.c.at > case.now - timedelta(hours=1))
    ).scalar_one()
    return SimpleNamespace(here=frozenset(here), lately=lately)
