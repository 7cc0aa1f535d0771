"""Devices that signed in here before: a signed cookie gives this browser its own count of wrong
tries.

It opens nothing; a new password or signing out everywhere ends it (OWASP, “Slow Down Online
Guessing Attacks with Device Cookies”). Called by sign_in; `places` asks it.
"""

import secrets
from dataclasses import dataclass

from flask import Flask, current_app, g, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.accounts.addresses import login_subject
from deliberation.record.private.accounts import Account

from . import handing

COOKIE = "deliberation_device"
MOST = 5  # a family's phone
YEAR = 366 * 24 * 3600
PASSWORD, FACTOR = "p", "f"  # how far somebody came in on this device


@dataclass(frozen=True, slots=True)
class Known:
    """What the cookie says of one login: by which random name its tries are counted, how far it
    came in, since when (s)."""

    subject: str
    name: str
    level: str
    since: float


def init_app(app: Flask) -> None:
    """Send the cookie with the answer of a request in which somebody came in."""
    app.after_request(_send)


def _serializer() -> URLSafeSerializer:
    key = current_app.secret_key
    assert key is not None  # the application does not start without one
    return URLSafeSerializer(key, salt="a device that signed in here before")


def _short(login: str) -> str:
    return login_subject(login)[:24]


def _kept() -> list[Known]:
    try:
        rows = _serializer().loads(request.cookies.get(COOKIE, ""))
        return [Known(str(s), str(n), str(v), float(t)) for s, n, v, t in rows][:MOST]
    except (BadData, TypeError, ValueError):
        return []


def find(account: Account | None) -> Known | None:
    """What this browser is to an account; None where nobody came in with it here, or all its
    devices were forgotten since."""
    if account is None:
        return None
    mine = next((k for k in _kept() if k.subject == _short(account.login)), None)
    if mine is None or (account.known_since and mine.since < account.known_since.timestamp()):
        return None
    return mine


def remember(account: Account, level: str) -> None:
    """Somebody came in completely. Never on a tablet of the desk, which is everybody's."""
    if handing.token() is not None:
        return
    before = find(account)
    level = FACTOR if before is not None and before.level == FACTOR else level
    name = before.name if before is not None else secrets.token_hex(12)
    mine = Known(_short(account.login), name, level, clock.real().timestamp())
    others = [k for k in _kept() if k.subject != mine.subject]
    g.known_devices = [mine, *others][:MOST]


def _send(response: Response) -> Response:
    rows: list[Known] | None = g.get("known_devices")
    if rows:
        response.set_cookie(
            COOKIE,
            _serializer().dumps([[k.subject, k.name, k.level, k.since] for k in rows]),
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure,
        )
    return response
