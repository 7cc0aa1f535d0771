"""A sign-in held at the door: after too many wrong tries on this login the password alone opens
nothing.

With a right second factor it opens at once. What the password was worth stays sealed until the code
is there, and both are answered together, so that nobody learns it. Called by
the pages of signing in.
"""

import base64
import binascii
import json
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from flask import g, session

from deliberation import clock
from deliberation.accounts.addresses import login_subject, normal_login
from deliberation.accounts.devices import places
from deliberation.accounts.factors import second_factor
from deliberation.accounts.passwords import LEAST_OFFICE
from deliberation.record.private import accounts, attempts
from deliberation.record.private.accounts import Account
from deliberation.record.private.attempts import TooMany
from deliberation.record.private.sealing import Unreadable, current_seal

from . import readers, sign_in

_KEY, _PURPOSE = "held", "held sign-in"
STAYS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Held:
    """Who wants in, and when the password alone is looked at again (real time)."""

    login: str
    right: bool
    own_phone: bool
    at: datetime
    opens_at: datetime
    locked: str
    short: bool  # too short a password for an office


def hold(login: str, password: str, refused: TooMany, *, own_phone: bool) -> None:
    """Keep a sign-in whose password was refused unseen, in place of whoever used this browser
    before."""
    login = normal_login(login)
    account = accounts.by_login(login)
    right = sign_in.is_password(account, password)
    sign_in.leave()
    short, at = len(password) < LEAST_OFFICE, clock.real()
    _keep(Held(login, right, own_phone, at, refused.opens_at, refused.locked, short))


def renew(found: Held, refused: TooMany) -> None:
    """The same sign-in was refused once more: its hour has changed, its ten minutes have not."""
    _keep(replace(found, opens_at=refused.opens_at, locked=refused.locked))


def _keep(found: Held) -> None:
    times = [found.at.timestamp(), found.opens_at.timestamp()]
    flags = [int(found.right), int(found.own_phone)]
    note = json.dumps([found.login, *flags, *times, found.locked, int(found.short)])
    session[_KEY] = base64.urlsafe_b64encode(current_seal().seal(_PURPOSE, note.encode())).decode()


def waiting() -> Held | None:
    """The sign-in held in this browser; None where there is none, or after ten minutes."""
    try:
        note = current_seal().open(_PURPOSE, base64.urlsafe_b64decode(session.get(_KEY, "")))
        login, right, own_phone, at, opens_at, locked, short = json.loads(note)
    except (Unreadable, binascii.Error, ValueError):
        return None
    begun, opens = (datetime.fromtimestamp(t, UTC) for t in (at, opens_at))
    if not timedelta(0) <= clock.real() - begun <= STAYS:
        return None
    return Held(login, bool(right), bool(own_phone), begun, opens, locked, bool(short))


def again(found: Held) -> Account | None:
    """Its turn has come: the account, if the password was right. Raises TooMany while it has not;
    a wrong one costs a try as if it were typed again."""
    account = accounts.by_login(found.login)
    place = places.of_login(account)
    attempt_id = attempts.reserve(login_subject(found.login), place, "password")
    asked = _asked(account, found)
    if asked is not None:
        attempts.clear(attempt_id)
    return asked


def _asked(account: Account | None, found: Held) -> Account | None:
    if account is None or not found.right:
        return None
    # The password was changed, or everything was signed out, since it was typed.
    over = account.known_since is not None and account.known_since > found.at
    return None if over else account


def give(found: Held, code: str) -> Account | None:
    """Let whoever is held in if password and code are right: signed in completely. → None
    otherwise, the same for every reason.

    Codes count on the login only beside its right password, so that nobody without it can use them
    up."""
    account = accounts.by_login(found.login)
    asked = _asked(account, found)
    attempt_id = _counted(asked)
    if attempt_id is None or asked is None:
        second_factor.use_nobodys(g.community.id, code)
        return None
    state = second_factor.use_with_password(asked.account_id, g.community.id, code)
    if state is None:
        return None
    attempts.clear(attempt_id)
    _come_in(asked, state, own_phone=found.own_phone)
    return asked


def _come_in(account: Account, state: second_factor.FactorState, *, own_phone: bool) -> None:
    reader = sign_in.begin(account.account_id, own_phone=own_phone) or readers.pending()
    if reader is not None:
        sign_in.complete(reader, state)


def _counted(asked: Account | None) -> str | None:
    """The try written down; None where none is looked at now. Raises TooMany for the network.

    A wrong password costs the same row, where it counts on nobody.
    """
    try:
        subject = login_subject(asked.login if asked else secrets.token_hex(8))
        return attempts.reserve(subject, places.of_code(asked), "code")
    except TooMany:
        attempts.reserve(login_subject(secrets.token_hex(8)), places.here(), "code")
        return None
