"""Second factors that began or ended while a vote was prepared and open: a figure for its
certificate. Read only, but for `revoke_all`, which follows a reset that two people recorded.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    union,
    update,
)

from deliberation import clock
from deliberation.record.private.tables import account_person, factor, passkey, recovery_code
from deliberation.record.private.whole import writing
from deliberation.record.tables import office
from deliberation.record.tables.joins import same


def during(conn: Connection, community_id: str, start: datetime, end: datetime) -> int:
    """How many people in office had a factor confirmed or revoked in [start, end]; a first
    enrolment counts too.
    """
    f, a = factor.c, account_person
    owner = or_(
        and_(f.account_id == a.c.account_id, f.account_id.is_not(None)),
        and_(f.community_id == community_id, f.person_id == a.c.person_id),
    )
    changed = or_(f.confirmed_at.between(start, end), f.revoked_at.between(start, end))
    keyed = or_(passkey.c.created_at.between(start, end), passkey.c.revoked_at.between(start, end))
    in_office = select(a.c.person_id).where(
        a.c.community_id == community_id, a.c.person_id.in_(_in_office(community_id))
    )
    people = union(
        in_office.select_from(a.join(factor, owner)).where(changed),
        in_office.select_from(a.join(passkey, passkey.c.account_id == a.c.account_id)).where(keyed),
    ).subquery()
    return conn.execute(select(func.count()).select_from(people)).scalar_one()


def _in_office(community_id: str) -> Select[tuple[str]]:
    """People of the representatives' meeting, whenever they held their office."""
    return select(office.c.person_id).where(
        office.c.community_id == community_id,
        office.c.role.in_(("representative", "committee_member")),
    )


def _of(community_id: str, person_id: str) -> ColumnElement[bool]:
    """SQL: a factor of this person: of their account, or a card handed to them here."""
    return or_(
        factor.c.account_id == _account_of(community_id, person_id),
        and_(factor.c.community_id == community_id, factor.c.person_id == person_id),
    )


def has_factor(conn: Connection, community_id: str, person_id: str) -> bool:
    """Whether the person has an authenticator, a passkey, a card or another factor of an office
    holder that works.
    """
    codes = select(factor.c.factor_id).where(
        _of(community_id, person_id),
        factor.c.kind != "printed_codes",
        factor.c.confirmed_at.is_not(None),
        factor.c.revoked_at.is_(None),
    )
    account = _account_of(community_id, person_id)
    keys = select(passkey.c.passkey_id).where(
        passkey.c.account_id == account, passkey.c.revoked_at.is_(None)
    )
    return conn.execute(codes.union_all(keys).limit(1)).first() is not None


def _account_of(community_id: str, person_id: str) -> ScalarSelect[str]:
    a = account_person.c
    query = select(a.account_id).where(a.community_id == community_id, a.person_id == person_id)
    return query.scalar_subquery()


def account_without_factor(p: Any) -> Any:
    """SQL over rows of the table of people: they have an account, and no second factor that works,
    of the account or handed to them here.
    """
    a, f, k = account_person, factor, passkey
    works = and_(f.c.confirmed_at.is_not(None), f.c.revoked_at.is_(None))
    own = exists(select(f.c.factor_id).where(works, f.c.account_id == a.c.account_id))
    handed = exists(select(f.c.factor_id).where(works, same(p, f, "person_id")))
    key = exists(
        select(k.c.passkey_id).where(k.c.account_id == a.c.account_id, k.c.revoked_at.is_(None))
    )
    holds = or_(own, handed, key)
    return exists(select(a.c.account_id).where(same(p, a, "person_id"), ~holds))


def revoke_all(community_id: str, person_id: str) -> None:
    """After a confirmed reset: every factor of the person and every recovery code is void.

    Doing it again changes nothing.
    """
    account = _account_of(community_id, person_id)
    theirs = (_of(community_id, person_id), factor.c.revoked_at.is_(None))
    keys = (passkey.c.account_id == account, passkey.c.revoked_at.is_(None))
    with writing() as conn:
        conn.execute(update(factor).where(*theirs).values(revoked_at=clock.real()))
        conn.execute(update(passkey).where(*keys).values(revoked_at=clock.real()))
        conn.execute(delete(recovery_code).where(recovery_code.c.account_id == account))
