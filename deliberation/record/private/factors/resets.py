"""Second factors that began or ended while a vote was prepared and open: a figure for its
certificate. Read only, but for `revoke_all`, which follows a reset that two people recorded.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
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
    changed = or_(
        factor.c.confirmed_at.between(start, end), factor.c.revoked_at.between(start, end)
    )
    owner = or_(
        and_(factor.c.account_id == account_person.c.account_id, factor.c.account_id.is_not(None)),
        and_(
            factor.c.community_id == community_id, factor.c.person_id == account_person.c.person_id
        ),
    )
    in_office = select(office.c.person_id).where(
        office.c.community_id == community_id,
        office.c.role.in_(("representative", "committee_member")),
    )
    here = (
        account_person.c.community_id == community_id,
        account_person.c.person_id.in_(in_office),
    )
    keyed = or_(passkey.c.created_at.between(start, end), passkey.c.revoked_at.between(start, end))
    people = union(
        select(account_person.c.person_id)
        .select_from(account_person.join(factor, owner))
        .where(*here, changed),
        select(account_person.c.person_id)
        .select_from(
            account_person.join(passkey, passkey.c.account_id == account_person.c.account_id)
        )
        .where(*here, keyed),
    ).subquery()
    return conn.execute(select(func.count()).select_from(people)).scalar_one()


def _of(community_id: str, person_id: str) -> ColumnElement[bool]:
    """SQL: a factor of this person: of their account, or a card handed to them here."""
    account = (
        select(account_person.c.account_id)
        .where(
            account_person.c.community_id == community_id, account_person.c.person_id == person_id
        )
        .scalar_subquery()
    )
    return or_(
        factor.c.account_id == account,
        and_(factor.c.community_id == community_id, factor.c.person_id == person_id),
    )


def has_factor(conn: Connection, community_id: str, person_id: str) -> bool:
    """Whether the person has an authenticator, a passkey, a card or another factor of an office
    holder that works.
    """
    account = (
        select(account_person.c.account_id)
        .where(
            account_person.c.community_id == community_id, account_person.c.person_id == person_id
        )
        .scalar_subquery()
    )
    codes = select(factor.c.factor_id).where(
        _of(community_id, person_id),
        factor.c.kind != "printed_codes",
        factor.c.confirmed_at.is_not(None),
        factor.c.revoked_at.is_(None),
    )
    keys = select(passkey.c.passkey_id).where(
        passkey.c.account_id == account, passkey.c.revoked_at.is_(None)
    )
    return conn.execute(codes.union_all(keys).limit(1)).first() is not None


def account_without_factor(p: Any) -> Any:
    """SQL over rows of the table of people: they have an account, and no second factor that works,
    of the account or handed to them here.
    """
    a = account_person
    works = and_(factor.c.confirmed_at.is_not(None), factor.c.revoked_at.is_(None))
    holds = or_(
        exists(select(factor.c.factor_id).where(works, factor.c.account_id == a.c.account_id)),
        exists(
            select(factor.c.factor_id).where(
                works,
                same(p, factor, "person_id"),
            )
        ),
        exists(
            select(passkey.c.passkey_id).where(
                passkey.c.account_id == a.c.account_id, passkey.c.revoked_at.is_(None)
            )
        ),
    )
    return exists(select(a.c.account_id).where(same(p, a, "person_id"), ~holds))


def revoke_all(community_id: str, person_id: str) -> None:
    """After a confirmed reset: every factor of the person and every recovery code is void.

    Doing it again changes nothing.
    """
    with writing() as conn:
        account = (
            select(account_person.c.account_id)
            .where(
                account_person.c.community_id == community_id,
                account_person.c.person_id == person_id,
            )
            .scalar_subquery()
        )
        conn.execute(
            update(factor)
            .where(_of(community_id, person_id), factor.c.revoked_at.is_(None))
            .values(revoked_at=clock.real())
        )
        conn.execute(
            update(passkey)
            .where(passkey.c.account_id == account, passkey.c.revoked_at.is_(None))
            .values(revoked_at=clock.real())
        )
        conn.execute(delete(recovery_code).where(recovery_code.c.account_id == account))
