"""A form sent when the session is over is never lost: it is kept for whoever it was drawn for, and
shown again filled in after signing in.

Installed for every room by `init_app`; `CivicForm` asks `carried_formdata()` (through
app.extensions) on GET. Only the account that sent it sees it again. Passwords, codes and files are
not kept; that files were chosen is.
"""

from urllib.parse import urlencode, urlsplit

from flask import Flask, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from deliberation.accounts.landing import home, safe_next
from deliberation.record.private import accounts, carried
from deliberation.web.forms import secrets
from deliberation.web.forms.files import CHOSEN, chosen_names

from . import drawn, offline
from .readers import SignedIn, idled, pending, reader
from .taps import first_tap

ARGUMENT = "carried"
# Pages that are themselves about signing in keep nothing; their fields are secrets.
_OWN_PAGES = frozenset(
    "accounts.sign_in accounts.sign_out accounts.switch_person accounts.keep_alive accounts.join "
    "accounts.join_account accounts.give_code "
    "accounts.enrol_authenticator accounts.enrol_card accounts.change_password "
    "accounts.recovery_codes "
    "accounts.held_again accounts.hand_back accounts.hand_back_done accounts.hand_back_extend "
    "desk.hand_over "
    "accounts.passkeys accounts.passkey_options accounts.use_passkey accounts.lost_password".split()
)


def init_app(app: Flask) -> None:
    """Register the hooks (after CSRF protection, so that only this site's own forms are kept) and
    the form's loader.
    """
    app.before_request(carry_unsent)
    app.after_request(_forget_sent)
    app.extensions["deliberation.carried_formdata"] = carried_formdata
    app.extensions["deliberation.carry_form"] = carry_form
    app.extensions["deliberation.stale_form"] = stale_form


def carry_unsent() -> Response | None:
    """When a form arrives from somebody who is signed in no more: keep it and go to sign in. When
    it was drawn for somebody else: nothing of it is done or shown.

    Otherwise let the request through.
    """
    if request.method != "POST" or g.get("community") is None or request.endpoint in _OWN_PAGES:
        return None
    found, owner = reader(), drawn.owner()
    if found is not None:
        other = owner not in (None, found.account_id)
        return _anothers(found) if other or _anothers_unsent() else None
    if first_tap() is not None:
        return None
    gone = idled() or pending()
    if gone is None and owner is None:
        return None
    away = "idle" if gone is not None and owner in (None, gone.account_id) else "ended"
    return redirect(url_for("accounts.sign_in", next=carry_form(), away=away), 303)


def stale_form() -> Response | None:
    """A form whose token does not hold, in a room that does not look at it itself: carried like any
    other where it says whose it was. None where it does not."""
    if g.get("community") is None or request.endpoint in _OWN_PAGES or drawn.owner() is None:
        return None
    answer = carry_unsent()
    found = reader()
    if answer is not None or found is None or drawn.owner() != found.account_id:
        return answer
    page = carry_form()  # their own, from before they signed in again
    flash(
        _(
            "The form had been open too long, so nothing was sent. Please look at it once more "
            "and press the button again."
        ),
        "warning",
    )
    return redirect(page if _readable(urlsplit(page).path) else home(), 303)


def _anothers(found: SignedIn) -> Response:
    if request.form.get("quietly"):  # a script keeping a draft: nobody reads the answer
        return Response("", 403)
    flash(
        _(
            "This form was opened while somebody else was signed in on this device. Nothing of it "
            "was sent, and what they wrote is not shown here. Signed in now: %(name)s.",
            name=found.display_name,
        ),
        "warning",
    )
    return redirect(_page_of_form() or home(), 303)


def _anothers_unsent() -> bool:
    # A form that waited on the device names its writer; its token is always of this moment.
    key = request.form.get("unsent")
    return bool(key) and key != offline.reader_key()


def carry_form() -> str:
    """Keep the posted fields for whoever wrote them. → the page where they are shown again, for
    `next`.
    """
    found = reader() or idled() or pending()
    owner = drawn.owner() or (found.account_id if found is not None else None)
    page = _page_of_form()
    fields = [
        (k, v) for k, v in request.form.items(multi=True) if k != CHOSEN and secrets.is_plain(k)
    ]
    fields += [(CHOSEN, name) for name in chosen_names(request)]
    if owner is None or page is None or accounts.by_id(owner) is None:
        return page or request.path
    token = carried.keep(owner, urlsplit(page).path, fields)
    return f"{page}{'&' if '?' in page else '?'}{urlencode({ARGUMENT: token})}"


def _page_of_form() -> str | None:
    """The page the form stands on: the posted address where it can be read, else the page it was
    sent from.
    """
    if _readable(request.path):
        kept = [(k, v) for k, v in request.args.items(multi=True) if k != ARGUMENT]
        return request.path + (f"?{urlencode(kept)}" if kept else "")
    sent_from = urlsplit(request.referrer or "")
    page = safe_next(sent_from.path) if sent_from.netloc == request.host else None
    return page if page and _readable(page) else None


def _readable(path: str) -> bool:
    try:
        adapter = current_app.create_url_adapter(request)
        assert adapter is not None  # of a request there is one
        adapter.match(path, method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


def carried_fields(token: str) -> list[tuple[str, str]] | None:
    """The kept fields of this page for the signed-in reader, if the token is theirs."""
    found = reader()
    return carried.fields_of(token, found.account_id, request.path) if found is not None else None


def carried_formdata() -> MultiDict[str, str] | None:
    """What a form on this page is filled with again, or None: the form's `formdata` on GET."""
    token = request.args.get(ARGUMENT)
    if request.method != "GET" or not token:
        return None
    fields = carried_fields(token)
    return MultiDict(fields) if fields else None


def _forget_sent(response: Response) -> Response:
    # Taken (an answer that leads elsewhere, and not to sign in once more): the kept copy has
    # served.
    token = request.args.get(ARGUMENT)
    if request.method != "POST" or not token or response.status_code not in (302, 303):
        return response
    found = reader()
    if found is not None and g.get("community") is not None:
        if urlsplit(response.location or "").path not in (
            url_for("accounts.sign_in"),
            url_for("accounts.give_code"),
        ):
            carried.drop(token, found.account_id)
    return response
