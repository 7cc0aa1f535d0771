"""Answers about who stands: candidacies, nominations, the candidates' relatives and offices."""

from typing import Any

from sqlalchemy import Connection, or_, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.elections import (
    CANDIDACY,
    CANDIDATES,
    KIN,
    MY_NOMINATION,
    WINNERS_KIN,
    WINNERS_OFFICES,
)
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.of_act import NamesCandidacy
from deliberation.record.write.answers.people.offices import holding
from deliberation.record.write.answers.registry import answers, keys, of_matter


def candidates_query() -> Any:
    """Every candidacy with what the vetting said; `name` and `statement` are words, and None before
    somebody agreed to stand.
    """
    c, o = tables.election_candidate, tables.ballot_option
    return select(
        c,
        o.c.state.label("option_state"),
        o.c.code.label("refused_for"),
        o.c.reasons,
        o.c.title.label("name"),
        o.c.body.label("statement"),
        o.c.decided_by,
    ).select_from(c.outerjoin(o, same(c, o, "proposal_id", option_id="candidacy_id")))


@answers(CANDIDATES)
def _candidates(conn: Connection, case: Case, act: Act) -> Any:
    c = tables.election_candidate
    return (
        list(
            conn.execute(
                candidates_query().where(of_matter(c, case)).order_by(c.c.at, c.c.candidacy_id)
            )
        )
        if matters.reads(case, CANDIDATES)
        else []
    )


@answers(CANDIDACY)
def _candidacy(conn: Connection, case: Case, act: NamesCandidacy) -> Any:
    c = tables.election_candidate
    return conn.execute(
        candidates_query().where(of_matter(c, case, c.c.candidacy_id == act.candidacy_id))
    ).first()


@answers(MY_NOMINATION)
def _my_nomination(conn: Connection, case: Case, act: NamesCandidacy) -> Any:
    return (
        first(
            conn,
            tables.election_nominator,
            "person_id",
            **keys(case, candidacy_id=act.candidacy_id, person_id=case.actor.person_id),
        )
        is not None
    )


@answers(KIN)
def _kin(conn: Connection, case: Case, act: Act) -> Any:
    """Pairs of candidates declared near relatives."""
    if not matters.reads(case, KIN):
        return []
    r, c = tables.relative, tables.election_candidate
    a, b = c.alias("a"), c.alias("b")
    rows = conn.execute(
        select(r.c.person_id, r.c.relative_id)
        .distinct()
        .select_from(
            r.join(a, same(r, a, "person_id")).join(b, same(r, b, person_id="relative_id"))
        )
        .where(
            of_matter(a, case),
            of_matter(b, case),
            r.c.person_id < r.c.relative_id,
        )
    ).all()
    return [(x.person_id, x.relative_id) for x in rows]


def _persons(case: Case) -> Any:
    c = tables.election_candidate
    return select(c.c.person_id).where(of_matter(c, case))


@answers(WINNERS_OFFICES)
def _winners_offices(conn: Connection, case: Case, act: Act) -> Any:
    o = tables.office
    return list(
        conn.execute(
            select(o.c.person_id, o.c.role).where(
                o.c.community_id == case.community.id,
                o.c.left_at.is_(None),
                o.c.person_id.in_(_persons(case)),
                or_(o.c.starts_at > case.now, holding(case.now, case.rulebook)),
            )
        )
    )


@answers(WINNERS_KIN)
def _winners_kin(conn: Connection, case: Case, act: Act) -> Any:
    """Offices of the candidates' near relatives: `of` is the candidate."""
    o, r = tables.office, tables.relative
    return list(
        conn.execute(
            select(r.c.person_id.label("of"), o.c.role)
            .select_from(o.join(r, same(o, r, relative_id="person_id")))
            .where(
                o.c.community_id == case.community.id,
                o.c.left_at.is_(None),
                r.c.person_id.in_(_persons(case)),
                or_(o.c.starts_at > case.now, holding(case.now, case.rulebook)),
            )
        )
    )
