"""Who is signed in: opens sessions, finds the reader of each request, lets idle ones go.

Called by create_app (`init_app`).

Office holders are signed in only once their second factor was given in this session; until then
they are visitors with a `pending()` sign-in. Everything here runs on real time, which no demo can
move.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import Flask, g, has_request_context, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from deliberation import clock
from deliberation.accounts import passwords
from deliberation.accounts.addresses import address, device, login_subject, masked, normal_login
from deliberation.accounts.devices import handing, places
from deliberation.accounts.devices import known as known_devices
from deliberation.accounts.factors.second_factor import FactorState
from deliberation.charter.case import Actor
from deliberation.record.private import accounts, attempts, sessions
from deliberation.record.private.accounts import Account
from deliberation.record.private.attempts import Place
from deliberation.record.private.sessions import FirstTap, Held, SessionRow

from . import drawn

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


class SecureWhenHttps(SecureCookieSessionInterface):
    """Marks the cookie Secure whenever the page came over https, so that one setting serves
    both.
    """

    def get_cookie_secure(self, app: Flask) -> bool:
        return bool(app.config["SESSION_COOKIE_SECURE"]) or (
            has_request_context() and request.is_secure
        )


def init_app(app: Flask) -> None:
    """Wire the cookie and the loader.

    The cookie's own age is the 90 days of one's own phone; sessions end in the database.
    """
    app.session_interface = SecureWhenHttps()
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=REMEMBERED,
    )
    manager = LoginManager(app)
    # Phones change their address all day; the token, not the address, is what identifies the
    # session.
    manager.session_protection = None
    manager.user_loader(load)
    known_devices.init_app(app)


def load(token: str) -> SignedIn | None:
    """The reader a token stands for, in this community; None if unknown, ended, idle, or still
    without second factor.
    """
    community = g.get("community")
    row = sessions.find(token, community.id if community is not None else None)
    if row is None:
        return None
    reader = _reader(row, token, community.id if community is not None else None)
    stay = handing.stay()
    if stay is not None:
        reader = replace(reader, until=stay[0], extended=stay[1])
    since = clock.real() - row.last_seen_at
    if reader.until is not None and clock.real() >= reader.until:
        g.idled = reader
        return None
    if since <= reader.idle_after:
        sessions.touch(
            row,
            address=masked(address()),
            every=sessions.TOUCH if reader.until is None else ON_TABLET,
        )
    elif reader.stays and clock.real() - row.created_at <= REMEMBERED:
        sessions.touch(row, drop_factor=True, address=masked(address()))
        reader = _reader(row, token, None, without_factor=True)
    else:
        g.idled = reader
        return None
    if reader.is_office_holder and reader.factor_at is None:
        g.pending_sign_in = reader
        return None
    return reader


def _reader(
    row: SessionRow, token: str, community_id: str | None, *, without_factor: bool = False
) -> SignedIn:
    # A card of one community's desk proves nothing in another.
    counts = not without_factor and row.factor_community_id in (None, community_id)
    now = clock.now()
    return SignedIn(
        account_id=row.account_id,
        login=row.login,
        person_id=row.person_id,
        display_name=row.name or row.login,
        joined=row.joined_at is not None,
        offices=tuple(o for o in row.offices if o.starts_at <= now),
        token=token,
        token_hash=row.token_hash,
        created_at=row.created_at,
        remembered=row.remembered,
        factor_at=row.factor_at if counts else None,
        factor_method=row.factor_method if counts else None,
    )


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


def idled() -> SignedIn | None:
    """Who was signed in with this cookie until the idle time ran out."""
    return g.get("idled") if reader() is None else None


def is_password(account: Account | None, password: str) -> bool:
    """Whether it is theirs, where the caller counts the tries. An unknown login takes as long as a
    wrong password."""
    if account is None:
        passwords.matches_nobody(password)
        return False
    return passwords.matches(account.password_hash, password)


def check_password(login: str, password: str, place: Place | None = None) -> Account | None:
    """The account, if the password is right. place: where wrong tries are counted (default: this
    device if the login is known
    on it, else the network). Raises attempts.TooMany."""
    login = normal_login(login)
    account = accounts.by_login(login)
    place = place or places.of_login(account)
    passwords.expect_turn()
    attempt_id = attempts.reserve(login_subject(login), place, "password")
    with passwords.looked_at(attempt_id):
        right = is_password(account, password)
    if not right or account is None:
        return None
    attempts.clear(attempt_id)
    if passwords.outdated(account.password_hash):
        accounts.rehash(account.account_id, passwords.hash_password(password))
    return account


def begin(account_id: str, *, own_phone: bool) -> SignedIn | None:
    """Open a session after the password was right, in place of whoever used this browser before.

    → the reader, or None when an office holder's second factor is still due (`pending()` is set).
    """
    leave()
    kept = handing.token()
    own_phone = own_phone and kept is None
    if kept is not None:
        handing.bound(kept)
    token = sessions.open_session(
        account_id,
        remembered=own_phone,
        user_agent=device(request.user_agent.string),
        address=masked(address()),
    )
    session.clear()
    handing.mark(kept)
    session.permanent = own_phone
    session["_user_id"] = token
    drawn.mark(account_id)
    found = load(token)
    if found is not None:
        login_user(found)
        _came_in(found, known_devices.PASSWORD)
    return found


def _came_in(found: SignedIn, level: str) -> None:
    """Somebody is in completely: their wrong tries from here are forgotten, and this device is
    known to their login.

    A password forgets passwords only: whoever has one must not win more tries at the codes by
    signing in again."""
    account = accounts.by_id(found.account_id)
    if account is None:
        return
    came_from = {places.here(), places.of_login(account)}
    of = "password" if level == known_devices.PASSWORD else ""
    attempts.clear_places(login_subject(account.login), came_from, of)
    known_devices.remember(account, level)


def rotated(found: SignedIn, state: FactorState) -> str:
    """The second factor was given: the session has it from now, under a new token. → the token, for
    `complete`."""
    return sessions.rotate(
        found.token_hash, at=state.at, method=state.method, community_id=state.community_id
    )


def complete(found: SignedIn, state: FactorState, token: str | None = None) -> None:
    """The second factor was given, and a pending sign-in is complete. token: that of a session that
    has it already."""
    fresh_reader = load(token or rotated(found, state))
    if fresh_reader is not None:
        g.pop("pending_sign_in", None)
        login_user(fresh_reader)
        _came_in(fresh_reader, known_devices.FACTOR)


def renew(found: SignedIn) -> None:
    """The session goes on under a new token: whoever had the old one has nothing. For a changed
    password."""
    fresh_reader = load(sessions.renew(found.token_hash))
    if fresh_reader is not None:
        login_user(fresh_reader)
        _came_in(fresh_reader, known_devices.FACTOR if found.factor_at else known_devices.PASSWORD)


def first_tap() -> FirstTap | None:
    """For a form that came twice, with the cookie from before a second factor: whose it was. The
    cookie opens nothing; what
    the first tap was answered may be said again."""
    token = session.get("_user_id")
    if request.method != "POST" or not isinstance(token, str) or g.get("community") is None:
        return None
    if reader() is not None or pending() is not None:
        return None
    return sessions.just_replaced(token, g.community.id)


def replaced(found: SignedIn) -> bool:
    """Whether the token of whoever is signed in in this request was replaced while the request was
    on its way."""
    return sessions.just_replaced(found.token, g.community.id) is not None


def leave() -> None:
    """End this browser's session, in the database too.

    A tablet of the desk stays handed over until the clerk takes it back.
    """
    found, kept = reader() or pending() or idled(), handing.token()
    if found is not None:
        sessions.end(found.account_id, found.token_hash)
    logout_user()
    session.clear()
    handing.mark(kept)
    for name in ("pending_sign_in", "idled"):
        g.pop(name, None)
