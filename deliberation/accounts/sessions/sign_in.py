"""Signing in and out: whether a password is right, and the session that begins, goes on under a new
token, or ends. Called by the pages of signing in, joining and second factors.
"""

from flask import g, request, session
from flask_login import login_user, logout_user

from deliberation.accounts import passwords
from deliberation.accounts.addresses import address, device, login_subject, masked, normal_login
from deliberation.accounts.devices import handing, places
from deliberation.accounts.devices import known as known_devices
from deliberation.accounts.factors.second_factor import FactorState
from deliberation.record.private import accounts, attempts, sessions
from deliberation.record.private.accounts import Account
from deliberation.record.private.attempts import Place

from . import drawn
from .readers import SignedIn, idled, load, someone


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
    token = _opened(account_id, remembered=own_phone)
    _begin_cookie(token, kept, stays=own_phone)
    drawn.mark(account_id)
    found = load(token)
    if found is not None:
        login_user(found)
        _came_in(found, known_devices.PASSWORD)
    return found


def _begin_cookie(token: str, tablet: str | None, *, stays: bool) -> None:
    session.clear()
    handing.mark(tablet)
    session.permanent = stays
    session["_user_id"] = token


def _opened(account_id: str, *, remembered: bool) -> str:
    """A session in the database. → its token."""
    return sessions.open_session(
        account_id,
        remembered=remembered,
        user_agent=device(request.user_agent.string),
        address=masked(address()),
    )


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


def leave() -> None:
    """End this browser's session, in the database too.

    A tablet of the desk stays handed over until the clerk takes it back.
    """
    found, kept = someone() or idled(), handing.token()
    if found is not None:
        sessions.end(found.account_id, found.token_hash)
    logout_user()
    session.clear()
    handing.mark(kept)
    for name in ("pending_sign_in", "idled"):
        g.pop(name, None)
