"""Who acts in a case: their standing and offices, and what ties them to the proposal. Asked by
`casefile`, once an act, and for a witness by `perform`.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    select,
)

from deliberation.charter.case import Actor, Case, Office
from deliberation.charter.needs import Need
from deliberation.charter.needs.proposal import COSIGNATURE, RECUSED, SIGNED_BEFORE
from deliberation.charter.needs.proxies import MY_PROXY
from deliberation.charter.needs.votes import MY_BALLOT, ROLL_ENTRY
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.voting.proxies import STANDING
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.owning import owns_here
from deliberation.record.tables.joins import same

_P, _O = tables.person, tables.office
_R, _S = tables.recusal, tables.cosignature
_E, _B = tables.roll_entry, tables.ballot
_X, _H = tables.proxy, tables.paper_holder
_THIS_ROUND: BindParameter[int] = bindparam("round")

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
_TIES: tuple[ColumnElement[Any], ...] = (
    _R.c.person_id.label("recused_id"),
    _S.c.office.label("signed_as_office"),
    _S.c.version_no.label("signed_version"),
    _S.c.at.label("signed_at"),
    _S.c.taken_back_at,
    _E.c.role.label("roll_role"),
    _E.c.recused.label("roll_recused"),
    _E.c.attended_at,
    _B.c.revision,
    _B.c.choice,
    _B.c.cast_at,
    _B.c.fact_id,
    _X.c.proxy_id,
    _X.c.state.label("proxy_state"),
    _X.c.holder_id,
    _H.c.serial.label("paper_serial"),
)
_NO_TIES: dict[Need[Any], Any] = {
    RECUSED: False,
    COSIGNATURE: None,
    SIGNED_BEFORE: False,
    ROLL_ENTRY: None,
    MY_BALLOT: 0,
    MY_PROXY: None,
}


def _actor_query(source: FromClause, *columns: ColumnElement[Any]) -> Select[Any]:
    """A row per office of the person; what is asked beside their standing is the same in each."""
    return (
        select(*_PERSON, *columns)
        .select_from(source)
        .where(_P.c.community_id == bindparam("community"), _P.c.person_id == bindparam("person"))
    )


def _mine(table: Any, person: str = "person_id") -> ColumnElement[bool]:
    here = same(_P, table, **{person: "person_id"})
    return and_(here, table.c.proposal_id == bindparam("proposal"))


def _mine_now(table: Any, person: str = "person_id") -> ColumnElement[bool]:
    return and_(_mine(table, person), table.c.round_no == _THIS_ROUND)


def _with_ties(source: FromClause) -> FromClause:
    return (
        source.outerjoin(_R, _mine(_R))
        .outerjoin(_S, _mine(_S))
        .outerjoin(_E, _mine_now(_E))
        .outerjoin(_B, _mine_now(_B, "voter_id"))
        .outerjoin(
            _X, and_(_mine_now(_X, "principal_id"), _X.c.state.in_(STANDING))
        )  # at most one stands
        .outerjoin(_H, _mine_now(_H))
    )


_OFFICES = _P.outerjoin(_O, same(_P, _O, "person_id"))
_ACTOR = _actor_query(_OFFICES)
_ACTOR_HERE = _actor_query(_with_ties(_OFFICES), *_TIES)


def load_actor(conn: Connection, case: Case) -> Any:
    """Standing and offices, and (one query for all) what ties the actor to the proposal.

    Returns a row of it, or None.
    """
    case.answers.update(_NO_TIES if case.row is not None else {})
    if case.actor.person_id is None:
        return None
    rows = _rows(conn, case, case.actor.person_id)
    if not rows:
        raise refuse("unknown_person")
    row = rows[0]
    adult = row.standing == "adult"
    case.resident = adult and row.lives_here
    case.owner = adult and (
        row.tenure == "owner" or (not row.lives_here and _acts_as_owner(conn, case))
    )
    case.offices = tuple(_office(r) for r in rows if r.office_id)
    if case.row is not None:
        case.answers.update(_ties(row))
    return row


def _rows(conn: Connection, case: Case, person: str) -> Sequence[Any]:
    who = {"community": case.community.id, "person": person}
    if case.row is None:
        return conn.execute(_ACTOR, who).all()
    here = {"proposal": case.proposal.proposal_id, "round": case.proposal.round_no}
    return conn.execute(_ACTOR_HERE, {**who, **here}).all()


def _office(r: Any) -> Office:
    return Office(r.office_id, Role(r.role), r.organisation_id, r.starts_at, r.ends_at, r.left_at)


def _acts_as_owner(conn: Connection, case: Case) -> bool:
    """Asked only of who neither lives here nor is an owner by their entry: a company's proxy, say.
    A resident needs no second standing.
    """
    return (
        conn.execute(
            select(_P.c.person_id).where(
                _P.c.community_id == case.community.id,
                _P.c.person_id == case.actor.person_id,
                owns_here(_P),
            )
        ).first()
        is not None
    )


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


def _ties(r: Any) -> dict[Need[Any], Any]:
    return {
        RECUSED: r.recused_id is not None,
        COSIGNATURE: _cosignature(r),
        SIGNED_BEFORE: r.taken_back_at is not None,
        ROLL_ENTRY: _roll_entry(r),
        MY_BALLOT: r.revision or 0,
        MY_PROXY: _proxy(r),
    }


def _cosignature(r: Any) -> Any:
    if r.signed_at is None or r.taken_back_at is not None:
        return None
    return SimpleNamespace(office=r.signed_as_office, version_no=r.signed_version, at=r.signed_at)


def _roll_entry(r: Any) -> Any:
    if r.roll_role is None:
        return None
    return SimpleNamespace(
        role=r.roll_role, recused=r.roll_recused, attended_at=r.attended_at, paper=r.paper_serial
    )


def _proxy(r: Any) -> Any:
    if r.proxy_id is None:
        return None
    return SimpleNamespace(proxy_id=r.proxy_id, state=r.proxy_state, holder_id=r.holder_id)
