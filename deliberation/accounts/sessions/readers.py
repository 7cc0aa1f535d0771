"""Who is signed in: finds the reader of each request, lets idle ones go.

Called by whoever asks for the reader, and by `cookie`. Office holders are signed in only once their
second factor was given in this session; until then they are visitors with a `pending()` sign-in.
Everything here runs on real time, which no demo can move.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import g
from flask_login import UserMixin, current_user

from deliberation import clock
from deliberation.accounts.addresses import address, masked
from deliberation.accounts.devices import handing
from deliberation.charter.case import Actor
from deliberation.record.private import sessions
from deliberation.record.private.sessions import Held, SessionRow

IDLE_RESIDENT = timedelta(minutes=30)
IDLE_OFFICE = timedelta(minutes=15)
REMEMBERED = timedelta(days=90)
ON_TABLET = timedelta(seconds=10)  # three idle minutes are counted more exactly than thirty


@dataclass(frozen=True, eq=False)
class SignedIn(UserMixin):
    """The reader of this request.

    `person_id` is None where their account holds nobody in this community.
    """

    account_id: str
    login: str
    person_id: str | None
    display_name: str
    joined: bool
    offices: tuple[Held, ...]
    token: str
    token_hash: str
    created_at: datetime
    remembered: bool
    factor_at: datetime | None
    factor_method: str | None
    until: datetime | None = None  # on a tablet of the desk: signed out then at the latest
    extended: bool = False

    def get_id(self) -> str:
        """What the signed cookie holds: the session's token."""
        return self.token

    @property
    def is_office_holder(self) -> bool:
        """Whether they hold an office here that they have not left (also one past its term: the
        rulebook may continue it).
        """
        return bool(self.offices)

    @property
    def idle_after(self) -> timedelta:
        """How long without a page before they are signed out."""
        if self.until is not None:
            return handing.IDLE
        return IDLE_OFFICE if self.offices else IDLE_RESIDENT

    @property
    def stays(self) -> bool:
        """Whether this device is their own and keeps them signed in past the idle time (never for
        offices).
        """
        return self.remembered and not self.offices

    def actor(self) -> Actor:
        """Who attempts an act in this request."""
        return Actor(
            person_id=self.person_id,
            factor_method=self.factor_method,
            factor_at=self.factor_at,
            via="web",
        )


def load(token: str) -> SignedIn | None:
    """The reader a token stands for, in this community; None if unknown, ended, idle, or still
    without second factor.
    """
    community = g.get("community")
    here = community.id if community is not None else None
    row = sessions.find(token, here)
    if row is None:
        return None
    reader = _on_tablet(_reader(row, token, here))
    kept = _kept(reader, row)
    if kept is None:
        g.idled = reader
    elif kept.is_office_holder and kept.factor_at is None:
        g.pending_sign_in = kept
        return None
    return kept


def _on_tablet(reader: SignedIn) -> SignedIn:
    """The same, for minutes only where this is a tablet of the desk."""
    stay = handing.stay()
    return reader if stay is None else replace(reader, until=stay[0], extended=stay[1])


def _kept(reader: SignedIn, row: SessionRow) -> SignedIn | None:
    """The reader whose time goes on; on their own phone after the idle time without the second
    factor. None where it is over.
    """
    now = clock.real()
    if reader.until is not None and now >= reader.until:
        return None
    if now - row.last_seen_at <= reader.idle_after:
        every = sessions.TOUCH if reader.until is None else ON_TABLET
        if now - row.last_seen_at >= every:
            sessions.touch(row, address=masked(address()), every=every)
        return reader
    if reader.stays and now - row.created_at <= REMEMBERED:
        sessions.touch(row, drop_factor=True, address=masked(address()))
        return _reader(row, reader.token, None, without_factor=True)
    return None


def _reader(
    row: SessionRow, token: str, community_id: str | None, *, without_factor: bool = False
) -> SignedIn:
    # A card of one community's desk proves nothing in another.
    counts = not without_factor and row.factor_community_id in (None, community_id)
    return SignedIn(
        account_id=row.account_id,
        login=row.login,
        person_id=row.person_id,
        display_name=row.name or row.login,
        joined=row.joined_at is not None,
        offices=_begun(row.offices),
        token=token,
        token_hash=row.token_hash,
        created_at=row.created_at,
        remembered=row.remembered,
        factor_at=row.factor_at if counts else None,
        factor_method=row.factor_method if counts else None,
    )


def _begun(offices: Iterable[Held]) -> tuple[Held, ...]:
    now = clock.now()
    return tuple(o for o in offices if o.starts_at <= now)


def reader() -> SignedIn | None:
    """The signed-in reader, or None."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def signed_in() -> SignedIn:
    """The reader, where somebody is known to be signed in; AssertionError otherwise."""
    found = reader()
    assert found is not None
    return found


def due() -> SignedIn:
    """Whose second factor is due, right after `begin` said that one is."""
    found = pending()
    assert found is not None
    return found


def pending() -> SignedIn | None:
    """An office holder who gave the right password in this session and not yet a second factor."""
    return g.get("pending_sign_in") if reader() is None else None


def someone() -> SignedIn | None:
    """The reader, or whoever still has to give a second factor."""
    return reader() or pending()


def idled() -> SignedIn | None:
    """Who was signed in with this cookie until the idle time ran out."""
    return g.get("idled") if reader() is None else None
