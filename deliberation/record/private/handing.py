"""A tablet of the desk in somebody else's hands: whose session was set aside, and how long the one
signed in on it may stay.

All times are real time. Called by accounts.devices.handing; losing a row only means that the clerk
signs in anew.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from deliberation import clock
from deliberation.record import engines

from .sealing import token_hash
from .tables import account, handing
from .whole import writing

_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Handed:
    """The clerk's account with the second factor their session had, since when, and until when
    somebody else is signed in (None: nobody yet).
    """

    account_id: str
    login: str
    since: datetime
    until: datetime | None
    extended: bool
    factor_at: datetime | None
    factor_method: str | None
    factor_community_id: str | None


def begin(
    account_id: str,
    *,
    factor_at: datetime | None,
    factor_method: str | None,
    factor_community_id: str | None,
) -> str:
    """The tablet goes out of the clerk's hands. → the token by which its cookie is known; only its
    digest is kept.
    """
    token, at = secrets.token_urlsafe(32), clock.real()
    row = {
        "token_hash": token_hash(token),
        "account_id": account_id,
        "since": at,
        "factor_at": factor_at,
        "factor_method": factor_method,
        "factor_community_id": factor_community_id,
    }
    with writing() as conn:
        conn.execute(delete(handing).where(handing.c.since < at - _KEPT))
        conn.execute(insert(handing).values(row))
    return token


def find(token: str) -> Handed | None:
    """What a tablet's token stands for; None once it was taken back."""
    h = handing.c
    with engines.current().read_connection() as conn:
        row = conn.execute(
            select(
                h.account_id,
                account.c.login,
                h.since,
                h.until,
                h.extended,
                h.factor_at,
                h.factor_method,
                h.factor_community_id,
            )
            .select_from(handing.join(account, account.c.account_id == h.account_id))
            .where(h.token_hash == token_hash(token), h.ended_at.is_(None))
        ).first()
    return Handed(*row) if row else None


def bound(token: str, until: datetime) -> None:
    """Somebody signed in on the tablet, until then at most."""
    _change(token, until=until, extended=False)


def extend(token: str, until: datetime) -> bool:
    """Once for each who signs in. → whether it was."""
    with writing() as conn:
        done = conn.execute(
            update(handing)
            .where(
                handing.c.token_hash == token_hash(token),
                handing.c.ended_at.is_(None),
                handing.c.extended.is_(False),
                handing.c.until.is_not(None),
            )
            .values(until=until, extended=True)
        )
    return done.rowcount == 1


def finish(token: str) -> None:
    """The tablet is back, or nobody came back for it."""
    _change(token, ended_at=clock.real())


def _change(token: str, **values: object) -> None:
    with writing() as conn:
        conn.execute(
            update(handing)
            .where(handing.c.token_hash == token_hash(token), handing.c.ended_at.is_(None))
            .values(**values)
        )
