"""Every page of a tablet that was handed over is watched: whose minutes are over is signed out, and
whom nobody fetched is given back.

Called by create_app through routes.account. Real time throughout.
"""

from flask import Flask, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.record.private import sessions

from . import auditing
from .devices import handing
from .sessions import readers


def init_app(app: Flask) -> None:
    """Watch every page of a tablet that was handed over; after sign_in, before forms are
    carried.
    """
    app.before_request(_watch)


def _watch() -> Response | None:
    if g.get("community") is None or handing.token() is None:
        return None
    if readers.someone() is not None:
        return None
    gone = readers.idled()
    if gone is not None:  # their minutes are over, or nobody pressed anything for three
        _sign_out(gone)
        back = request.endpoint == "accounts.hand_back"
        return None if back else redirect(url_for("accounts.hand_back"), 303)
    found = handing.held()
    if found is None or clock.real() - (found.until or found.since) > handing.HOLD:
        handing.finish()
    return None


def _sign_out(gone: readers.SignedIn) -> None:
    who = {"account_id": gone.account_id, "person_id": gone.person_id}
    auditing.note("sign_out", **who, detail="tablet_time")
    sessions.end(gone.account_id, gone.token_hash)
    session.pop("_user_id", None)
    g.pop("idled", None)
