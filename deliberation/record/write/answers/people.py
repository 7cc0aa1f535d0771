"""Answers about people: who holds an office, who lives where, whom an office or roster act
names.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select, true

from deliberation.charter.act import Act
from deliberation.charter.case import Case, Office
from deliberation.charter.needs.people import (
    ABLE,
    ADDRESSES,
    CANDIDATE,
    CORRECTION,
    HAS_FACTOR,
    MEETING_TERMS,
    MINOR,
    OFFICE,
    OPEN_CORRECTION,
    OPEN_RESET,
    OPEN_ROLLS,
    ORGANISATION,
    ORGANISATION_NAMED,
    OTHER_ENTRY,
    RESET,
)
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Rulebook
from deliberation.record import tables
from deliberation.record.private.factors import resets

from .of_act import (
    EntersPeople,
    NamesClosed,
    NamesOffice,
    NamesOrganisation,
    NamesPerson,
    NamesRequest,
    NamesReset,
    SaysOrganisation,
)
from .registry import answers, of_matter


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


def _groups_query() -> Any:
    p, d, g = tables.person, tables.dwelling, tables.residents_group
    up = (
        select(g.c.group_id, g.c.parent_id)
        .select_from(
            p.join(
                d, and_(d.c.community_id == p.c.community_id, d.c.dwelling_id == p.c.dwelling_id)
            ).join(g, and_(g.c.community_id == d.c.community_id, g.c.group_id == d.c.group_id))
        )
        .where(p.c.community_id == bindparam("community"), p.c.person_id == bindparam("person"))
        .cte("up", recursive=True)
    )
    up = up.union(
        select(g.c.group_id, g.c.parent_id).where(
            g.c.community_id == bindparam("community"), g.c.group_id == up.c.parent_id
        )
    )
    return select(up.c.group_id)


_GROUPS = _groups_query()


def groups_of(s: Any, community: str, person: str) -> frozenset[str]:
    """The groups a person lives in: their building and every group above it."""
    return frozenset(s.execute(_GROUPS, {"community": community, "person": person}).scalars())


@answers(ORGANISATION)
def _organisation(conn: Connection, case: Case, act: NamesOrganisation) -> Any:
    t = tables.organisation
    return conn.execute(
        select(t).where(
            t.c.community_id == case.community.id, t.c.organisation_id == act.organisation_id
        )
    ).first()


@answers(ADDRESSES)
def _addresses(conn: Connection, case: Case, act: EntersPeople) -> Any:
    """For one batch of roster entries: groups by (parent, name), dwellings by address, people by
    (dwelling, name, birth date).
    """
    c, g, d, p = case.community.id, tables.residents_group, tables.dwelling, tables.person
    groups = {
        (r.parent_id, r.name): r.group_id
        for r in conn.execute(select(g).where(g.c.community_id == c))
    }
    rooms = {e.room for e in act.entries}
    dwellings = {
        (r.group_id, r.building, r.unit, r.room): r.dwelling_id
        for r in conn.execute(
            select(d).where(
                d.c.community_id == c,
                d.c.building.in_({e.building for e in act.entries}),
                d.c.room.in_(rooms),
            )
        )
    }
    people = {
        (r.dwelling_id, r.name, r.birth_date)
        for r in conn.execute(
            select(p.c.dwelling_id, p.c.name, p.c.birth_date).where(
                p.c.community_id == c, p.c.dwelling_id.in_(dwellings.values())
            )
        )
    }
    return SimpleNamespace(groups=groups, dwellings=dwellings, people=people)


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
        .join(r, and_(r.c.community_id == o.c.community_id, r.c.relative_id == o.c.person_id))
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


@answers(OFFICE)
def _office(conn: Connection, case: Case, act: NamesOffice) -> Any:
    t = tables.office
    return conn.execute(
        select(t).where(t.c.community_id == case.community.id, t.c.office_id == act.office_id)
    ).first()


def _rolls_of(conn: Connection, case: Case, person: str) -> int:
    e, p = tables.roll_entry, tables.proposal
    return conn.execute(
        select(func.count())
        .select_from(
            e.join(
                p,
                and_(
                    p.c.community_id == e.c.community_id,
                    p.c.proposal_id == e.c.proposal_id,
                    p.c.round_no == e.c.round_no,
                    p.c.stage.in_(("vote", "publish")),
                ),
            )
        )
        .where(e.c.community_id == case.community.id, e.c.person_id == person)
    ).scalar_one()


@answers(OPEN_ROLLS)
def _open_rolls(conn: Connection, case: Case, act: NamesPerson) -> Any:
    return _rolls_of(conn, case, act.person_id)


@answers(OTHER_ENTRY)
def _other_entry(conn: Connection, case: Case, act: NamesClosed) -> Any:
    p, o = tables.person, tables.office
    row = conn.execute(
        select(p).where(p.c.community_id == case.community.id, p.c.person_id == act.closed_id)
    ).first()
    offices = conn.execute(
        select(o.c.office_id).where(
            o.c.community_id == case.community.id,
            o.c.person_id == act.closed_id,
            o.c.left_at.is_(None),
        )
    ).all()
    return SimpleNamespace(
        person=row, offices=offices, open_rolls=_rolls_of(conn, case, act.closed_id)
    )


@answers(OPEN_CORRECTION)
def _open_correction(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.correction_request
    return conn.execute(
        select(t.c.request_id).where(
            t.c.community_id == case.community.id,
            t.c.person_id == case.actor.person_id,
            t.c.state == "open",
        )
    ).first()


@answers(CORRECTION)
def _correction(conn: Connection, case: Case, act: NamesRequest) -> Any:
    t = tables.correction_request
    return conn.execute(
        select(t).where(t.c.community_id == case.community.id, t.c.request_id == act.request_id)
    ).first()


@answers(OPEN_RESET)
def _open_reset(conn: Connection, case: Case, act: NamesPerson) -> Any:
    t = tables.factor_reset
    return conn.execute(
        select(t.c.reset_id).where(
            t.c.community_id == case.community.id,
            t.c.person_id == act.person_id,
            t.c.state == "asked",
        )
    ).first()


@answers(RESET)
def _reset(conn: Connection, case: Case, act: NamesReset) -> Any:
    t = tables.factor_reset
    return conn.execute(
        select(t).where(t.c.community_id == case.community.id, t.c.reset_id == act.reset_id)
    ).first()


@answers(HAS_FACTOR)
def _has_factor(conn: Connection, case: Case, act: NamesPerson) -> Any:
    return resets.has_factor(conn, case.community.id, act.person_id)


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


@answers(ORGANISATION_NAMED)
def _organisation_named(conn: Connection, case: Case, act: SaysOrganisation) -> Any:
    t = tables.organisation
    return conn.execute(
        select(t.c.organisation_id).where(
            t.c.community_id == case.community.id, t.c.name == (act.organisation or "")
        )
    ).scalar()


@answers(MINOR)
def _minor(conn: Connection, case: Case, act: NamesPerson) -> Any:
    t = tables.person
    return conn.execute(
        select(t).where(
            t.c.community_id == case.community.id,
            t.c.person_id == act.person_id,
            t.c.standing == "minor",
        )
    ).first()
