"""Stored second factors: authenticators, cards of numbered codes, recovery codes.

Secrets are sealed at rest.

Knows rows and consumption (each step once, in one statement), not one-time codes themselves: those
are accounts.factors.second_factor's, which is the only caller.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update

from deliberation import clock
from deliberation.record import engines
from deliberation.record.ids import new_id
from deliberation.record.private.sealing import Seal, current_seal
from deliberation.record.private.tables import account_person, factor
from deliberation.record.private.whole import writing

_PURPOSE = "factor secret"


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor. `last_step` is the last used time step or card number; `length` how many numbers
    a card has. `secret` is None where it was sealed under a secret of the instance that is lost: no
    code of it is right, and it still is a factor, never a way in with the password alone.
    """

    factor_id: str
    kind: str
    community_id: str | None
    secret: str | None
    last_step: int
    length: int | None
    created_at: datetime
    confirmed_at: datetime | None


def add(
    kind: str, secret: str, *, account_id: str, last_step: int, length: int | None = None
) -> str:
    """A factor its owner set up and proved to have; it takes the place of their earlier one of this
    kind.
    """
    values = {"length": length, "account_id": account_id, "last_step": last_step}
    with writing() as conn:
        _revoke(conn, kind, factor.c.account_id == account_id)
        return _insert(conn, kind, secret, **values)


def issue(kind: str, secret: str, *, community_id: str, person_id: str, length: int) -> str:
    """A card handed over at a community's desk: valid at once, there only; earlier cards of the
    kind are revoked.
    """
    holder = {"community_id": community_id, "person_id": person_id}
    theirs = and_(factor.c.community_id == community_id, factor.c.person_id == person_id)
    with writing() as conn:
        _revoke(conn, kind, theirs)
        return _insert(conn, kind, secret, length=length, **holder, last_step=0)


def _revoke(conn: Connection, kind: str, whose: ColumnElement[bool]) -> None:
    """Earlier factors of this kind."""
    earlier = (whose, factor.c.kind == kind, factor.c.revoked_at.is_(None))
    conn.execute(update(factor).where(*earlier).values(revoked_at=clock.real()))


def _insert(conn: Connection, kind: str, secret: str, **values: object) -> str:
    factor_id, at = new_id(), clock.real()
    conn.execute(
        insert(factor).values(
            factor_id=factor_id,
            kind=kind,
            secret=current_seal().seal(_PURPOSE, secret.encode()),
            created_at=at,
            confirmed_at=at,
            **values,
        )
    )
    return factor_id


_FACTOR = (
    factor.c.factor_id,
    factor.c.kind,
    factor.c.community_id,
    factor.c.secret,
    factor.c.last_step,
    factor.c.length,
    factor.c.created_at,
    factor.c.confirmed_at,
)


def usable(account_id: str, community_id: str | None) -> list[Factor]:
    """The factors that count for an account in one community, newest first."""
    f = factor.c
    statement = (
        select(*_FACTOR)
        .where(or_(f.account_id == account_id, _handed_over(account_id, community_id or "")))
        .where(f.revoked_at.is_(None), f.confirmed_at.is_not(None))
        .order_by(f.factor_id.desc())
    )
    with engines.current().read_connection() as conn:
        rows = conn.execute(statement).all()
    seal = current_seal()
    return [Factor(*r[:3], _opened(seal, r.secret), *r[4:]) for r in rows]


def _handed_over(account_id: str, community_id: str) -> ColumnElement[bool]:
    """SQL: to the person that the account holds in this community, at its desk."""
    f, ap = factor.c, account_person.c
    person = select(ap.person_id).where(
        ap.account_id == account_id, ap.community_id == community_id
    )
    return and_(f.community_id == community_id, f.person_id == person.scalar_subquery())


def _opened(seal: Seal, sealed: bytes) -> str | None:
    found = seal.still(_PURPOSE, sealed)
    return None if found is None else found.decode()


def use_step(factor_id: str, step: int) -> bool:
    """Use up a time step or card number and all before it. → False if it was used already, also by
    somebody at this moment.
    """
    with writing() as conn:
        done = conn.execute(
            update(factor)
            .where(
                factor.c.factor_id == factor_id,
                factor.c.revoked_at.is_(None),
                factor.c.last_step < step,
            )
            .values(last_step=step)
        )
    return done.rowcount == 1


def revoke(account_id: str, factor_id: str) -> bool:
    """Take away a factor its owner set up. → whether there was one."""
    with writing() as conn:
        done = conn.execute(
            update(factor)
            .where(
                factor.c.factor_id == factor_id,
                factor.c.account_id == account_id,
                factor.c.revoked_at.is_(None),
            )
            .values(revoked_at=clock.real())
        )
    return done.rowcount == 1
