"""The secret of a new authenticator or card as a browser was shown it, until a first code of it is
typed: sealed, in the form and in the session. Nothing is stored before.

Called by accounts.routes.enrolling.
"""

import base64
import binascii
import json
from datetime import timedelta

import pyotp
from flask import session

from deliberation import clock
from deliberation.record.private.factors import codes as factors
from deliberation.record.private.sealing import Unreadable, current_seal

_SEALED_FOR = timedelta(days=1)  # since the page was last shown; a printer may be elsewhere
_SHOWN = "shown "


def sealed(secret: str, account_id: str, kind: str) -> str:
    """For a hidden field; only this server reads it, for a day."""
    note = json.dumps([secret, clock.real().timestamp()]).encode()
    return base64.urlsafe_b64encode(
        current_seal().seal(f"enrol {account_id} {kind}", note)
    ).decode()


def opened(text: str | None, account_id: str, kind: str) -> str | None:
    """The secret, or None where it is too old, was altered, is somebody else's or none."""
    try:
        note = base64.urlsafe_b64decode(text or "")
        secret, at = json.loads(current_seal().open(f"enrol {account_id} {kind}", note))
    except (Unreadable, binascii.Error, ValueError):
        return None
    return secret if 0 <= clock.real().timestamp() - at <= _SEALED_FOR.total_seconds() else None


def shown_before(account_id: str, kind: str) -> str:
    """The secret this browser was shown and did not confirm yet, else a new one."""
    secret = opened(session.get(_SHOWN + kind), account_id, kind)
    if secret is None or any(f.secret == secret for f in factors.usable(account_id, None)):
        return pyotp.random_base32()
    return secret


def keep_shown(text: str, kind: str) -> None:
    """The same until it is kept or made anew: what was printed or scanned stays right on a
    reload.
    """
    session[_SHOWN + kind] = text


def forget(kind: str) -> None:
    """It is kept, or a new one is wanted."""
    session.pop(_SHOWN + kind, None)
