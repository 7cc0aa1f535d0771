"""Sessions of signed-in people: opened, found with one query, kept awake, ended.

All times are real time.

The random token stands in the reader's signed cookie only; the table has its digest. Called by
accounts.sessions.readers for every request of somebody with a cookie, so `find` is one indexed
statement.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, and_, bindparam, insert, or_, select, update
from sqlalchemy.exc import DBAPIError

from deliberation import clock
from deliberation.record import engines
from deliberation.record.direct import once
from deliberation.record.tables import office, person
from deliberation.record.tables.joins import same
from deliberation.record.unavailable import NotNow, why

from .sealing import token_hash
from .tables import account, account_person, account_session
from .whole import apart, writing

TOUCH = timedelta(minutes=1)  # a page seen within it is not written again
NO_PATIENCE = 0.05  # seconds a page waits to note that it was seen
GRACE = timedelta(seconds=20)  # how long a form sent twice is told what its first tap did
_KEPT = timedelta(
    days=180
)  # ended sessions stay this long for their owner to look at (等保: logs ≥ 6 months)


@dataclass(frozen=True, slots=True)
class Held:
    """An office that has not been left; `ends_at` may be past, what then is the rulebook's to
    say.
    """

    role: str
    organisation_id: str | None
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session with the person it stands for in one community (None where the account holds nobody
    there).
    """

    token_hash: str
    account_id: str
    login: str
    created_at: datetime
    last_seen_at: datetime
    remembered: bool
    factor_at: datetime | None
    factor_method: str | None
    factor_community_id: str | None
    person_id: str | None
    name: str | None
    joined_at: datetime | None
    offices: tuple[Held, ...]


def open_session(account_id: str, *, remembered: bool, user_agent: str, address: str = "") -> str:
    """Begin a session after the password was right; `address` is masked already. → its token, for
    the cookie.
    """
    token, at, s = secrets.token_urlsafe(32), clock.real(), account_session
    row = {
        "token_hash": token_hash(token),
        "account_id": account_id,
        "created_at": at,
        "last_seen_at": at,
        "remembered": remembered,
        "user_agent": user_agent[:80],
        "address": address[:64],
    }
    signed_in = update(account).where(account.c.account_id == account_id)
    old = (s.c.account_id == account_id, s.c.last_seen_at < at - _KEPT)
    with writing() as conn:
        conn.execute(insert(s).values(row))
        conn.execute(signed_in.values(last_sign_in_at=at))
        conn.execute(s.delete().where(*old))
    return token


_FOUND = (
    account_session.c.token_hash,
    account_session.c.account_id,
    account.c.login,
    account_session.c.created_at,
    account_session.c.last_seen_at,
    account_session.c.remembered,
    account_session.c.factor_at,
    account_session.c.factor_method,
    account_session.c.factor_community_id,
    account_person.c.person_id,
    person.c.name,
    person.c.joined_at,
    office.c.role,
    office.c.organisation_id,
    office.c.starts_at,
    office.c.ends_at,
)


def _find_statement() -> Select[Any]:
    s, ap = account_session, account_person
    in_community = and_(
        ap.c.account_id == s.c.account_id, ap.c.community_id == bindparam("community")
    )
    in_office = and_(same(ap, office, "person_id"), office.c.left_at.is_(None))
    source = (
        s.join(account, account.c.account_id == s.c.account_id)
        .outerjoin(ap, in_community)
        .outerjoin(person, same(ap, person, "person_id"))
        .outerjoin(office, in_office)
    )
    return (
        select(*_FOUND)
        .select_from(source)
        .where(s.c.token_hash == bindparam("digest"), s.c.ended_at.is_(None))
    )


_FIND = once(_find_statement())


def find(token: str, community_id: str | None) -> SessionRow | None:
    """The session of a token with its person and offices in this community: one statement.

    None if unknown or ended.
    """
    wanted = {"digest": token_hash(token), "community": community_id or ""}
    rows = engines.rows(_FIND, wanted)
    if not rows:
        return None
    held = tuple(Held(*r[12:]) for r in rows if r[12] is not None)
    values: list[Any] = [*rows[0][:12], held]
    return SessionRow(*values)


_NO_FACTOR = {"factor_at": None, "factor_method": None, "factor_community_id": None}


def touch(
    row: SessionRow, *, drop_factor: bool = False, address: str = "", every: timedelta = TOUCH
) -> None:
    """Note that the session was used, at most once a minute (`every`); after an idle time its
    second factor is no longer fresh.
    """
    at = clock.real()
    if not drop_factor and at - row.last_seen_at < every:
        return
    values: dict[str, object] = {"last_seen_at": at, **(_NO_FACTOR if drop_factor else {})}
    if address:
        values["address"] = address[:64]
    try:
        with apart(patience=NO_PATIENCE) as conn:
            conn.execute(_of(row.token_hash).values(values))
    except (DBAPIError, NotNow) as error:
        # A page is read all the same: whoever asked for it has lost nothing but a minute of their
        # idle time.
        if why(error) is None:
            raise


def rotate(digest: str, *, at: datetime, method: str, community_id: str | None) -> str:
    """The second factor was given: a new token, so that one that was known before it is worth
    nothing after it. `community_id`: where a card of that community's desk was used.

    → the new token, for the cookie. The old one opens nothing from now (see `just_replaced`).
    """
    return _replace(
        digest,
        {"factor_at": at, "factor_method": method, "factor_community_id": community_id},
    )


def renew(digest: str) -> str:
    """The same session under a new token. → the token, for the cookie."""
    return _replace(digest, {})


def _replace(digest: str, values: dict[str, object]) -> str:
    token = secrets.token_urlsafe(32)
    new = {
        "token_hash": token_hash(token),
        "previous_hash": digest,
        "rotated_at": clock.real(),
    }
    _change(digest, values | new)
    return token


@dataclass(frozen=True, slots=True)
class FirstTap:
    """Whose session a token opened until a moment ago. It is no session: nobody is signed in by
    it."""

    account_id: str
    person_id: str | None


def just_replaced(token: str, community_id: str) -> FirstTap | None:
    """Whose session had this token until a second factor or a new password replaced it, at most
    GRACE ago."""
    s, ap = account_session, account_person
    source = s.outerjoin(
        ap, and_(ap.c.account_id == s.c.account_id, ap.c.community_id == community_id)
    )
    with engines.current().read_connection() as conn:
        row = conn.execute(
            select(s.c.account_id, ap.c.person_id)
            .select_from(source)
            .where(
                s.c.previous_hash == token_hash(token),
                s.c.rotated_at > clock.real() - GRACE,
                s.c.ended_at.is_(None),
            )
        ).first()
    return FirstTap(*row) if row else None


def _change(digest: str, values: dict[str, object]) -> None:
    with writing() as conn:
        conn.execute(_of(digest).values(values))


def _of(digest: str) -> Update:
    return update(account_session).where(account_session.c.token_hash == digest)


def end(account_id: str, digest: str) -> bool:
    """End one of an account's own sessions. → whether there was one to end."""
    return _end(account_session.c.account_id == account_id, account_session.c.token_hash == digest)


def end_all(account_id: str, *, but: str | None = None) -> bool:
    """End every session of an account, except the one with this digest. → whether there was one to
    end.
    """
    return _end(
        account_session.c.account_id == account_id, account_session.c.token_hash != (but or "")
    )


def _end(*which: ColumnElement[bool]) -> bool:
    with writing() as conn:
        done = conn.execute(
            update(account_session)
            .where(*which, account_session.c.ended_at.is_(None))
            .values(ended_at=clock.real())
        )
    return done.rowcount > 0


@dataclass(frozen=True, slots=True)
class Seen:
    """One open session, for the list its owner sees."""

    token_hash: str
    created_at: datetime
    last_seen_at: datetime
    remembered: bool
    user_agent: str
    address: str


def open_ones(account_id: str, *, idle: timedelta, remembered_for: timedelta) -> list[Seen]:
    """An account's sessions that still open something, newest first."""
    s, at = account_session.c, clock.real()
    awake = s.last_seen_at > at - idle
    kept = and_(s.remembered, s.created_at > at - remembered_for)
    columns = (s.token_hash, s.created_at, s.last_seen_at, s.remembered, s.user_agent, s.address)
    query = (
        select(*columns)
        .where(s.account_id == account_id, s.ended_at.is_(None), or_(awake, kept))
        .order_by(s.last_seen_at.desc())
    )
    with engines.current().read_connection() as conn:
        return [Seen(*r) for r in conn.execute(query.limit(50)).all()]
