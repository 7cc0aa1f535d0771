"""Accounts and the persons they hold: who can sign in, with which password, as whom in which
community.

Called by accounts.sessions.sign_in, accounts.joining.joining and accounts.routes.account.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from deliberation import clock
from deliberation.record import engines
from deliberation.record.ids import new_id
from deliberation.record.tables import community, office, person
from deliberation.record.tables.joins import same

from .tables import (
    account,
    account_person,
    account_session,
    carried_form,
    factor,
    follow,
    join_code,
    kept_draft,
    passkey,
    passkey_challenge,
    preference,
    recovery_code,
)
from .whole import writing


class LoginTaken(Exception):
    """Another account has this login."""


class NotLinked(Exception):
    """The person could not be added: the account already holds another person in that community."""


@dataclass(frozen=True, slots=True)
class Account:
    """Credentials of the installation. `login` is normalised."""

    account_id: str
    login: str
    password_hash: str
    created_at: datetime
    last_sign_in_at: datetime | None
    known_since: datetime | None


_COLUMNS = (
    account.c.account_id,
    account.c.login,
    account.c.password_hash,
    account.c.created_at,
    account.c.last_sign_in_at,
    account.c.known_since,
)


def by_login(login: str) -> Account | None:
    """The account with this normalised login."""
    with engines.current().read_connection() as conn:
        row = conn.execute(select(*_COLUMNS).where(account.c.login == login)).first()
    return Account(*row) if row else None


def by_id(account_id: str) -> Account | None:
    """The account with this id."""
    with engines.current().read_connection() as conn:
        row = conn.execute(select(*_COLUMNS).where(account.c.account_id == account_id)).first()
    return Account(*row) if row else None


def everybody(s: Any, community_id: str) -> list[Any]:
    """(account_id, login, name, role) of every account with a person here, a row for each office
    held: for the page of a demo.
    """
    x, p, o = account_person, person, office
    return list(
        s.execute(
            select(account.c.account_id, account.c.login, p.c.name, o.c.role)
            .select_from(
                x.join(account, account.c.account_id == x.c.account_id)
                .join(p, same(x, p, "person_id"))
                .outerjoin(o, and_(same(p, o, "person_id"), o.c.left_at.is_(None)))
            )
            .where(x.c.community_id == community_id)
            .order_by(account.c.login)
        )
    )


def of_person(community_id: str, person_id: str) -> Account | None:
    """The account that holds this person."""
    joined = account.join(account_person, account.c.account_id == account_person.c.account_id)
    with engines.current().read_connection() as conn:
        row = conn.execute(
            select(*_COLUMNS)
            .select_from(joined)
            .where(
                account_person.c.community_id == community_id,
                account_person.c.person_id == person_id,
            )
        ).first()
    return Account(*row) if row else None


def persons_of(account_id: str) -> dict[str, str]:
    """{community_id: person_id} that this account holds."""
    with engines.current().read_connection() as conn:
        rows = conn.execute(
            select(account_person.c.community_id, account_person.c.person_id).where(
                account_person.c.account_id == account_id
            )
        ).all()
    return {r.community_id: r.person_id for r in rows}


@dataclass(frozen=True, slots=True)
class Membership:
    """A community in which an account holds somebody."""

    slug: str
    name: str


def communities_of(account_id: str) -> list[Membership]:
    """Where on this installation an account holds somebody, by name."""
    joined = account_person.join(
        community, community.c.community_id == account_person.c.community_id
    )
    with engines.current().read_connection() as conn:
        rows = conn.execute(
            select(community.c.slug, community.c.name)
            .select_from(joined)
            .where(account_person.c.account_id == account_id)
            .order_by(community.c.name)
        ).all()
    return [Membership(*r) for r in rows]


def create(login: str, password_hash: str, community_id: str, person_id: str) -> str:
    """A new account that holds this person; a person held by another account moves.

    Raises LoginTaken.
    """
    account_id, at = new_id(), clock.real()
    row = {"login": login, "password_hash": password_hash, "password_at": at, "created_at": at}
    try:
        with writing() as conn:
            conn.execute(insert(account).values(account_id=account_id, **row))
            _link(conn, account_id, community_id, person_id, at)
    except IntegrityError as why:
        if by_login(login) is None:
            raise
        raise LoginTaken(login) from why
    return account_id


def link(account_id: str, community_id: str, person_id: str) -> None:
    """Add a person of another community to an account. Raises NotLinked."""
    with writing() as conn:
        held = conn.execute(
            select(account_person.c.person_id).where(
                account_person.c.account_id == account_id,
                account_person.c.community_id == community_id,
            )
        ).scalar()
        if held is not None and held != person_id:
            raise NotLinked
        if held is None:
            _link(conn, account_id, community_id, person_id, clock.real())


def _link(
    conn: Connection, account_id: str, community_id: str, person_id: str, at: datetime
) -> None:
    conn.execute(
        delete(account_person).where(
            account_person.c.community_id == community_id, account_person.c.person_id == person_id
        )
    )
    conn.execute(
        insert(account_person).values(
            account_id=account_id, community_id=community_id, person_id=person_id, linked_at=at
        )
    )


def set_password(account_id: str, password_hash: str, *, login: str | None = None) -> None:
    """A new password, and a new login where one is given; no device is known any more. Raises
    LoginTaken."""
    at = clock.real()
    values = {"password_hash": password_hash, "password_at": at, "known_since": at} | (
        {"login": login} if login else {}
    )
    try:
        with writing() as conn:
            conn.execute(update(account).where(account.c.account_id == account_id).values(values))
    except IntegrityError as why:
        raise LoginTaken(login) from why


def forget_devices(account_id: str) -> None:
    """From now no device counts as one that signed in here before."""
    with writing() as conn:
        conn.execute(
            update(account)
            .where(account.c.account_id == account_id)
            .values(known_since=clock.real())
        )


def rehash(account_id: str, password_hash: str) -> None:
    """The same password under the cost now set."""
    with writing() as conn:
        conn.execute(
            update(account)
            .where(account.c.account_id == account_id)
            .values(password_hash=password_hash)
        )


def forget_person(community_id: str, person_id: str) -> None:
    """Take an erased or departed person off their account; an account left without persons goes
    with all its secrets.
    """

    def theirs(table: Table) -> ColumnElement[bool]:
        return and_(table.c.community_id == community_id, table.c.person_id == person_id)

    with writing() as conn:
        mine = theirs(account_person)
        account_id = conn.execute(select(account_person.c.account_id).where(mine)).scalar()
        for table in (account_person, factor, follow, kept_draft):
            conn.execute(delete(table).where(theirs(table)))
        conn.execute(delete(join_code).where(theirs(join_code), join_code.c.used_at.is_(None)))
        if account_id is not None and not _persons(conn, account_id):
            for table in _OF_AN_ACCOUNT:
                conn.execute(delete(table).where(table.c.account_id == account_id))


# All that goes with an account, itself last.
_OF_AN_ACCOUNT = (
    account_session,
    carried_form,
    preference,
    recovery_code,
    passkey,
    passkey_challenge,
    factor,
    account,
)


def _persons(conn: Connection, account_id: str) -> int:
    """How many it still holds."""
    query = select(func.count()).select_from(account_person)
    return conn.execute(query.where(account_person.c.account_id == account_id)).scalar_one()


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody on the roster as joining and codes need them; name, phone and birth date may be
    erased or unknown.
    """

    person_id: str
    name: str | None
    phone: str | None
    birth_date: str | None
    standing: str
    joined_at: datetime | None


def holder(community_id: str, person_id: str) -> Holder | None:
    """The roster's row of one person."""
    with engines.current().read_connection() as conn:
        row = conn.execute(
            select(
                person.c.person_id,
                person.c.name,
                person.c.phone,
                person.c.birth_date,
                person.c.standing,
                person.c.joined_at,
            ).where(person.c.community_id == community_id, person.c.person_id == person_id)
        ).first()
    return Holder(*row) if row else None


def holds_office(community_id: str, person_id: str) -> bool:
    """Whether this person holds an office they have not left: their password has to be longer."""
    with engines.current().read_connection() as conn:
        return (
            conn.execute(
                select(office.c.office_id)
                .where(
                    office.c.community_id == community_id,
                    office.c.person_id == person_id,
                    office.c.left_at.is_(None),
                )
                .limit(1)
            ).first()
            is not None
        )
