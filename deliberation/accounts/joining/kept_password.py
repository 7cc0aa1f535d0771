"""A new password that was typed before its code was right: it travels sealed in the form, so that a
page that asks once more for the code does not ask for the password, too.

Called by the page of a lost password.
"""

import base64
import binascii
import json
from datetime import timedelta

from deliberation import clock
from deliberation.record.private.sealing import Unreadable, current_seal

STAYS = timedelta(minutes=30)
_PURPOSE = "new password, typed before its code"


def sealed(password: str) -> str:
    """For a hidden field; only this server reads it, for half an hour."""
    note = json.dumps([password, clock.real().timestamp()]).encode()
    return base64.urlsafe_b64encode(current_seal().seal(_PURPOSE, note)).decode()


def opened(text: str | None) -> str | None:
    """The password, or None where it is too old, was altered or there is none."""
    try:
        note = current_seal().open(_PURPOSE, base64.urlsafe_b64decode(text or ""))
    except (Unreadable, binascii.Error, ValueError):
        return None
    password, at = json.loads(note)
    fresh = 0 <= clock.real().timestamp() - at <= STAYS.total_seconds()
    return str(password) if fresh else None
