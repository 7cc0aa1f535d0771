"""What ties the actor to the proposal: recusal, co-signature, roll, ballot, proxy, paper. Columns
and joins of `actor`'s one query, and the answers they are.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, bindparam

from deliberation.charter.needs import Need
from deliberation.charter.needs.proposal import COSIGNATURE, RECUSED, SIGNED_BEFORE
from deliberation.charter.needs.proxies import MY_PROXY
from deliberation.charter.needs.votes import MY_BALLOT, ROLL_ENTRY
from deliberation.charter.voting.proxies import STANDING
from deliberation.record import tables
from deliberation.record.tables.joins import same

_P = tables.person
_R, _S = tables.recusal, tables.cosignature
_E, _B = tables.roll_entry, tables.ballot
_X, _H = tables.proxy, tables.paper_holder
_THIS_ROUND: BindParameter[int] = bindparam("round")

COLUMNS: tuple[ColumnElement[Any], ...] = (
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
NONE: dict[Need[Any], Any] = {
    RECUSED: False,
    COSIGNATURE: None,
    SIGNED_BEFORE: False,
    ROLL_ENTRY: None,
    MY_BALLOT: 0,
    MY_PROXY: None,
}


def _mine(table: Any, person: str = "person_id") -> ColumnElement[bool]:
    here = same(_P, table, **{person: "person_id"})
    return and_(here, table.c.proposal_id == bindparam("proposal"))


def _mine_now(table: Any, person: str = "person_id") -> ColumnElement[bool]:
    return and_(_mine(table, person), table.c.round_no == _THIS_ROUND)


def joined(source: FromClause) -> FromClause:
    """SQL: what each table has of this person on this proposal, beside a source with people."""
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


def answers(r: Any) -> dict[Need[Any], Any]:
    """What a row with these columns says to each question."""
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
