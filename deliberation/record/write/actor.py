"""Who acts in a case: their standing and offices, and what ties them to the proposal. Asked by
`casefile`, once an act, and for a witness by `perform`.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    bindparam,
    select,
)

from deliberation.charter.case import Actor, Case, Office
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.owning import owns_here
from deliberation.record.tables.joins import same

from . import ties

_P, _O = tables.person, tables.office

_PERSON: tuple[ColumnElement[Any], ...] = (
    _P.c.standing,
    _P.c.tenure,
    _P.c.lives_here,
    _O.c.office_id,
    _O.c.role,
    _O.c.organisation_id,
    _O.c.starts_at,
    _O.c.ends_at,
    _O.c.left_at,
)


def _actor_query(source: FromClause, *columns: ColumnElement[Any]) -> Select[Any]:
    """A row per office of the person; what is asked beside their standing is the same in each."""
    return (
        select(*_PERSON, *columns)
        .select_from(source)
        .where(_P.c.community_id == bindparam("community"), _P.c.person_id == bindparam("person"))
    )


_OFFICES = _P.outerjoin(_O, same(_P, _O, "person_id"))
_ACTOR = _actor_query(_OFFICES)
_ACTOR_HERE = _actor_query(ties.joined(_OFFICES), *ties.COLUMNS)


def load_actor(conn: Connection, case: Case) -> Any:
    """Standing and offices, and (one query for all) what ties the actor to the proposal.

    Returns a row of it, or None.
    """
    case.answers.update(ties.NONE if case.row is not None else {})
    if case.actor.person_id is None:
        return None
    rows = _rows(conn, case, case.actor.person_id)
    if not rows:
        raise refuse("unknown_person")
    row = rows[0]
    case.resident = row.standing == "adult" and row.lives_here
    case.owner = row.standing == "adult" and _owns(conn, case, row)
    case.offices = tuple(_office(r) for r in rows if r.office_id)
    if case.row is not None:
        case.answers.update(ties.answers(row))
    return row


def _rows(conn: Connection, case: Case, person: str) -> Sequence[Any]:
    who = {"community": case.community.id, "person": person}
    if case.row is None:
        return conn.execute(_ACTOR, who).all()
    here = {"proposal": case.proposal.proposal_id, "round": case.proposal.round_no}
    return conn.execute(_ACTOR_HERE, {**who, **here}).all()


def _office(r: Any) -> Office:
    return Office(r.office_id, Role(r.role), r.organisation_id, r.starts_at, r.ends_at, r.left_at)


def _owns(conn: Connection, case: Case, row: Any) -> bool:
    """By their entry; else asked only of who does not live here: a company's proxy, say. A resident
    needs no second standing.
    """
    if row.tenure == "owner" or row.lives_here:
        return bool(row.tenure == "owner")
    me = (_P.c.community_id == case.community.id, _P.c.person_id == case.actor.person_id)
    return conn.execute(select(_P.c.person_id).where(*me, owns_here(_P))).first() is not None


def roles_of(conn: Connection, case: Case, person: str) -> set[Role]:
    """The roles of somebody else in the same matter: of a witness, for example.

    A recused one has none here.
    """
    other = Case(
        community=case.community,
        rulebook=case.rulebook,
        calendar=case.calendar,
        now=case.now,
        actor=Actor(person_id=person),
        new_id=new_id,
        row=case.row,
        real_now=case.real_now,
    )
    load_actor(conn, other)
    return set() if other.answers.get(RECUSED) else other.roles()
