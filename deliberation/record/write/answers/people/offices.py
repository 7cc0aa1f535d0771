"""Answers about offices: who may act in one now, whom an act would put into one, the organisations
that are in charge.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, true

from deliberation.charter.act import Act
from deliberation.charter.case import Case, Office
from deliberation.charter.needs.people import (
    ABLE,
    CANDIDATE,
    MEETING_TERMS,
    OFFICE,
    ORGANISATION,
    ORGANISATION_NAMED,
)
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Rulebook
from deliberation.record import tables
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.of_act import (
    NamesOffice,
    NamesOrganisation,
    NamesPerson,
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
        case.row is None
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


@answers(OFFICE)
def _office(conn: Connection, case: Case, act: NamesOffice) -> Any:
    t = tables.office
    return conn.execute(
        select(t).where(t.c.community_id == case.community.id, t.c.office_id == act.office_id)
    ).first()


@answers(CANDIDATE)
def _candidate(conn: Connection, case: Case, act: NamesPerson) -> Any:
    c, p, o, r = case.community.id, tables.person, tables.office, tables.relative
    row = conn.execute(
        select(p).where(p.c.community_id == c, p.c.person_id == act.person_id)
    ).first()
    terms = conn.execute(
        select(o).where(
            o.c.community_id == c, o.c.person_id == act.person_id, o.c.left_at.is_(None)
        )
    ).all()
    kin = conn.execute(
        select(o.c.person_id, o.c.role, o.c.starts_at, o.c.ends_at)
        .join(r, same(o, r, relative_id="person_id"))
        .where(r.c.community_id == c, r.c.person_id == act.person_id, o.c.left_at.is_(None))
    ).all()
    related = (
        conn.execute(
            select(r.c.relative_id).where(r.c.community_id == c, r.c.person_id == act.person_id)
        )
        .scalars()
        .all()
    )
    held = [
        x
        for x in terms
        if Office(x.office_id, Role(x.role), x.organisation_id, x.starts_at, x.ends_at, None).holds(
            case.now, case.rulebook
        )
    ]
    return SimpleNamespace(
        person=row, offices=held, terms=terms, relative_terms=kin, relatives=set(related)
    )


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
