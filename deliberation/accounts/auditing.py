"""What of signing in, of the desk and of exports leaves a row in the audit log.

Called by every page of this room that changes something.

Other rooms need not know of it: AFTER names the pages whose success leaves a row.
"""

from flask import Flask, g, request
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.accounts.sessions.readers import someone
from deliberation.record.private import accounts, attempts, audit

from .addresses import address, masked, normal_login
from .devices import storms

# endpoint → (kind, method, status): written when the page answered so. A print is a page; an act
# leads on, though not to the code. A page that must not go out without its row notes it itself.
AFTER = {
    "desk.letters": ("letters_printed", "POST", 200),
    "desk.card": ("code_card", "POST", 200),
    "desk.join_slip": ("join_code", "POST", 200),
    "desk.owner_letter": ("join_code", "POST", 200),
    "desk.ask_reset": ("factor_reset", "POST", 303),
    "desk.factor_resets": ("factor_reset", "POST", 303),
}


def note(
    kind: str,
    *,
    account_id: str | None = None,
    person_id: str | None = None,
    about_id: str | None = None,
    detail: str = "",
) -> None:
    """One row about the reader of this request, or about the account named.

    Secrets never come here.
    """
    found = someone()
    if account_id is None and found is not None:
        account_id, person_id = found.account_id, person_id or found.person_id
    audit.write(
        kind,
        address=masked(address()),
        community_id=g.community.id if g.get("community") is not None else None,
        account_id=account_id,
        person_id=person_id,
        about_id=about_id,
        detail=detail,
    )
    if kind in storms.WRONG and account_id is not None:
        _watch(account_id)


def _watch(account_id: str) -> None:
    found = someone()
    whose = found if found and found.account_id == account_id else accounts.by_id(account_id)
    if whose is not None:
        storms.watch(whose.login, whose.account_id)


def note_factor(method: str) -> None:
    """A second factor was given and used up."""
    note("recovery_used" if method == "recovery" else "factor_given", detail=method)


def note_login(kind: str, login: str, detail: str = "") -> None:
    """One row about a typed login: with the account where there is one, without any trace of the
    login where there is none.

    In a flood from one network a row for each would only fill the disk: then the storm's row stands
    for them."""
    login = normal_login(login)
    account = accounts.by_login(login)
    here = g.community.id if g.get("community") is not None else ""
    account_id = account.account_id if account else None
    if kind not in storms.WRONG or not storms.flood():
        note(
            kind,
            account_id=account_id,
            person_id=accounts.persons_of(account_id or "").get(here),
            detail=detail,
        )
    if kind in storms.WRONG:
        storms.watch(login, account_id)


def note_locked(locked: str) -> None:
    """A try was refused unseen. One row a window, however many tries follow; none where only the
    machine was busy."""
    if locked == "busy":
        return
    found = someone()
    login = request.form.get("login", "")
    account = None if found or not login else accounts.by_login(normal_login(login))
    account_id = found.account_id if found else account.account_id if account else None
    if not audit.noted_since(
        "locked", clock.real() - attempts.WINDOW, account_id=account_id, address=masked(address())
    ):
        if account is not None:
            note_login("locked", login, locked)
        else:
            note("locked", detail=locked)
    if found or login:
        storms.refused(found.login if found else normal_login(login), account_id)


def init_app(app: Flask) -> None:
    """Watch the pages named in AFTER; rooms that may not import this one call
    app.extensions["deliberation.audit"].
    """
    app.extensions["deliberation.audit"] = note
    app.after_request(_note_page)


def _note_page(response: Response) -> Response:
    kind, *answered = AFTER.get(request.endpoint or "", ("",))
    to = response.location or ""
    led_away = "/me/code" in to or "/sign-in" in to
    if answered == [request.method, response.status_code] and not led_away:
        values = request.view_args or {}
        about = values.get("building") or request.form.get("decision", "")
        note(kind, about_id=values.get("person_id"), detail=about)
    return response
