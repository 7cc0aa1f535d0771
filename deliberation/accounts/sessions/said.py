"""What the sign-in page says to whoever a form of joining sends there, without a word in the
session: that form may be the second of two taps, and its cookie must not come after the first's.

Sealed, so that an address says nothing of a login and nobody else writes what the page says.
"""

import base64
import binascii
import json
from datetime import timedelta

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.record.private.sealing import Unreadable, current_seal
from deliberation.web.phrases import gettext as _

STAYS = timedelta(minutes=10)
_PURPOSE = "said at sign-in"


def at_sign_in(what: str, login: str = "") -> Response:
    """To the sign-in page; whoever is signed in by then is led on by it. what: joined, twice (and
    the login that was typed both times) or used."""
    note = json.dumps([what, login, clock.real().timestamp()]).encode()
    sealed = base64.urlsafe_b64encode(current_seal().seal(_PURPOSE, note)).decode()
    return redirect(url_for("accounts.sign_in", said=sealed), 303)


def here() -> str:
    """What this address says, in the reader's language; empty where it says nothing, or said it
    long ago."""
    try:
        sealed = base64.urlsafe_b64decode(request.args.get("said", ""))
        what, login, at = json.loads(current_seal().open(_PURPOSE, sealed))
    except (Unreadable, binascii.Error, ValueError):
        return ""
    if not 0 <= clock.real().timestamp() - at <= STAYS.total_seconds():
        return ""
    return _words(what, login)


def _words(what: str, login: str) -> str:
    if what == "joined":
        return _("You have joined. Please sign in with the login and password you chose.")
    if what == "twice":
        return _(
            "You have joined already. Please sign in with the login %(login)s and the "
            "password you chose.",
            login=login,
        )
    return _(
        "This code was used while this page was open. If it was you, sign in with the "
        "login you chose then. If it was not, tell the community desk at once."
    )
