"""Whom a form was drawn for: its token carries that, sealed, so that it outlives the session.

A token of another session is not only old: it may be somebody else's. Called by sign_in, which
marks a new session, and by carrying, which asks what a posted form says.
"""

import base64
import binascii
import secrets

from flask import current_app, g, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

from deliberation.record.private.sealing import Unreadable, current_seal

_FIELD, _PURPOSE, _BETWEEN = "csrf_token", "form drawn for", "."


def mark(account_id: str) -> None:
    """Every form of this session says from now on, to this server only, for which account it was
    drawn. After `session.clear()`."""
    sealed = current_seal().seal(_PURPOSE, account_id.encode())
    words = base64.urlsafe_b64encode(sealed).decode()
    session[_FIELD] = f"{secrets.token_hex(20)}{_BETWEEN}{words}"
    g.pop(_FIELD, None)  # Flask-WTF keeps the token of a request there


def owner() -> str | None:
    """The account for which the posted form was drawn, in whichever session. None where the token
    does not say, or is none of ours."""
    return _owner_of(_posted())


def _posted() -> str | None:
    return request.form.get(_FIELD) or request.headers.get("X-CSRFToken")


def _owner_of(token: str | None) -> str | None:
    key = current_app.config.get("WTF_CSRF_SECRET_KEY", current_app.secret_key)
    assert key is not None  # the application does not start without one
    try:
        kept = URLSafeTimedSerializer(key, salt="wtf-csrf-token").loads(token or "")
        sealed = base64.urlsafe_b64decode(str(kept).partition(_BETWEEN)[2])
        return current_seal().open(_PURPOSE, sealed).decode()
    except (BadData, Unreadable, binascii.Error, ValueError):
        return None
