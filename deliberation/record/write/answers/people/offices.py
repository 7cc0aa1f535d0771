"""Answers about offices: who may act in one now, whom an act would put into one, the organisations
that are in charge.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, true

from deliberation.charter.act import Act
from deliberation.charter.case import Case, Office
from deliberation.charter.needs.people import (
    ABLE,
    CANDIDATE,
    ENDING_TERMS,
    IN_OFFICE,
    MEETING_TERMS,
    OFFICE,
    ORGANISATION,
    ORGANISATION_NAMED,
    Holder,
)
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Rulebook
from deliberation.record import tables
from deliberation.record.prepared import every, first
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.of_act import (
    NamesOffice,
    NamesOrganisation,
    NamesPerson,
    NamesRole,
    SaysOrganisation,
)
from deliberation.record.write.answers.registry import answers, of_matter


def holding(now: Any, rulebook: Rulebook) -> Any:
    """SQL for offices that may act now: started, not left, within the term or continuing."""
    o = tables.office
    continuing = [role for role, body in rulebook.bodies.items() if body.after_term == "continue"]
    return and_(
        o.c.starts_at <= now,
        o.c.left_at.is_(None),
        or_(o.c.ends_at.is_(None), o.c.ends_at > now, o.c.role.in_(continuing)),
    )


def without_recusal(case: Case, person: Any) -> Any:
    """SQL: this person column has no recusal on the case's proposal."""
    r = tables.recusal
    if (
        not case.of_proposal
    ):  # a matter that begins with this very act: nobody can have stepped aside yet
        return true()
    return ~select(r.c.person_id).where(of_matter(r, case), r.c.person_id == person).exists()


@answers(ABLE)
def _able(conn: Connection, case: Case, act: Act) -> Any:
    o = tables.office
    rows = conn.execute(
        select(o.c.role, func.count(func.distinct(o.c.person_id)))
        .where(
            o.c.community_id == case.community.id,
            holding(case.now, case.rulebook),
            without_recusal(case, o.c.person_id),
        )
        .group_by(o.c.role)
    ).all()
    return {Role(role): n for role, n in rows}


@answers(IN_OFFICE)
def _in_office(conn: Connection, case: Case, act: Act) -> Any:
    return in_office(conn, case)


def in_office(conn: Any, case: Case) -> Sequence[Holder]:
    """Clerks and supervisors who may act now; pages ask the same. One query."""
    o, roles = tables.office, (Role.clerk.value, Role.supervisor.value)
    rows = conn.execute(
        select(o.c.person_id, o.c.role, o.c.ends_at)
        .where(
            o.c.community_id == case.community.id,
            o.c.role.in_(roles),
            holding(case.now, case.rulebook),
            without_recusal(case, o.c.person_id),
        )
        .order_by(o.c.starts_at, o.c.office_id)
    )
    return [Holder(r.person_id, Role(r.role), r.ends_at) for r in rows]


@answers(OFFICE)
def _office(conn: Connection, case: Case, act: NamesOffice) -> Any:
    t = tables.office
    return conn.execute(
        select(t).where(t.c.community_id == case.community.id, t.c.office_id == act.office_id)
    ).first()


@answers(CANDIDATE)
def _candidate(conn: Connection, case: Case, act: NamesPerson) -> Any:
    c, o = case.community.id, tables.office
    terms = conn.execute(
        select(o).where(
            o.c.community_id == c, o.c.person_id == act.person_id, o.c.left_at.is_(None)
        )
    ).all()
    related = every(conn, tables.relative, "relative_id", community_id=c, person_id=act.person_id)
    return SimpleNamespace(
        person=first(conn, tables.person, community_id=c, person_id=act.person_id),
        offices=[x for x in terms if _holds(x, case)],
        terms=terms,
        relative_terms=_terms_of_relatives(conn, c, act.person_id),
        relatives={x.relative_id for x in related},
    )


def _holds(term: Any, case: Case) -> bool:
    held = Office(
        term.office_id, Role(term.role), term.organisation_id, term.starts_at, term.ends_at, None
    )
    return held.holds(case.now, case.rulebook)


def _terms_of_relatives(conn: Connection, community: str, person: str) -> Sequence[Any]:
    o, r = tables.office, tables.relative
    return conn.execute(
        select(o.c.person_id, o.c.role, o.c.starts_at, o.c.ends_at)
        .join(r, same(o, r, relative_id="person_id"))
        .where(r.c.community_id == community, r.c.person_id == person, o.c.left_at.is_(None))
    ).all()


@answers(MEETING_TERMS)
def _meeting_terms(conn: Connection, case: Case, act: Act) -> Any:
    o = tables.office
    return conn.execute(
        select(o.c.person_id, o.c.role, o.c.starts_at, o.c.ends_at).where(
            o.c.community_id == case.community.id,
            o.c.role.in_(("representative", "committee_member")),
            o.c.left_at.is_(None),
        )
    ).all()


@answers(ENDING_TERMS)
def _ending_terms(conn: Connection, case: Case, act: NamesRole) -> Any:
    """Those for whose end this very act is asked for."""
    o, line = tables.office, tables.obligation
    asked = and_(same(o, line, ref="office_id"), line.c.subject_id == "", line.c.ended_at.is_(None))
    return conn.execute(
        select(o)
        .join(line, and_(asked, line.c.act == act.name.value))
        .where(o.c.community_id == case.community.id, o.c.role == act.role, o.c.left_at.is_(None))
        .order_by(o.c.ends_at, o.c.office_id)
    ).all()


@answers(ORGANISATION)
def _organisation(conn: Connection, case: Case, act: NamesOrganisation) -> Any:
    t = tables.organisation
    return conn.execute(
        select(t).where(
            t.c.community_id == case.community.id, t.c.organisation_id == act.organisation_id
        )
    ).first()


@answers(ORGANISATION_NAMED)
def _organisation_named(conn: Connection, case: Case, act: SaysOrganisation) -> Any:
    t = tables.organisation
    return conn.execute(
        select(t.c.organisation_id).where(
            t.c.community_id == case.community.id, t.c.name == (act.organisation or "")
        )
    ).scalar()
