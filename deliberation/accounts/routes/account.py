"""Pages of one's own account: name and offices, sessions, how pages look.

create_app calls `init_app`, after CSRF protection.
"""

from flask import Flask, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation.accounts import auditing, giving, watching
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.devices import names as devices
from deliberation.accounts.factors import second_factor, steps
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.forms.looks import PreferenceForm
from deliberation.accounts.landing import to_sign_in, with_looks
from deliberation.accounts.sessions import carrying, cookie, offline
from deliberation.accounts.sessions.readers import REMEMBERED, SignedIn, reader
from deliberation.accounts.sessions.sign_in import leave
from deliberation.accounts.sessions.taps import first_tap
from deliberation.record.private import accounts, preferences, sessions
from deliberation.web.tenancy import elder, language

from .entering import Page

# Pages around signing in look at their token themselves: one of before (another tab signed in or
# out, cookies were cleared) shows the form again, with what was typed, and does nothing.
OWN_TOKENS = (
    "deliberation.accounts.routes.sign_in.sign_in",
    "deliberation.accounts.routes.held.held_again",
    "deliberation.accounts.routes.code.give_code",
    "deliberation.accounts.routes.sign_out.sign_out",
    "deliberation.accounts.routes.joining.join",
    "deliberation.accounts.routes.join_account.join_account",
    "deliberation.accounts.routes.password.change_password",
    "deliberation.desk.routes.access.lost_password.lost_password_page",
)


def init_app(app: Flask) -> None:
    """Wire signing in, the carried form, and what rooms that may not import this one ask for
    through app.extensions.
    """
    cookie.init_app(app)
    watching.init_app(app)
    carrying.init_app(app)
    auditing.init_app(app)
    offline.init_app(app)
    for name in OWN_TOKENS:
        app.extensions["csrf"].exempt(name)
    app.extensions["deliberation.give_factor"] = giving.give_factor
    app.extensions["deliberation.factor_overview"] = giving.factor_overview
    app.extensions["deliberation.code_now"] = steps.code_now
    app.extensions["deliberation.first_tap"] = first_tap


@blueprint.after_request
def _no_store(response: Response) -> Response:
    # Also where nobody is signed in yet: the pages of joining and enrolling show codes and keys.
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.route("/me")
def me() -> Page:
    """One's own account."""
    found = reader()
    if found is None:
        return to_sign_in()
    held = sessions.open_ones(found.account_id, idle=found.idle_after, remembered_for=REMEMBERED)
    others = [c for c in accounts.communities_of(found.account_id) if c.slug != g.community.slug]
    return render_template(
        "accounts/account/me.html",
        me=found,
        has=second_factor.overview(found.account_id, g.community.id),
        form=PlainForm(),
        looks=_looks(found.account_id),
        open_sessions=held,
        in_words=devices.in_words,
        others=others,
    )


def _looks(account_id: str) -> PreferenceForm:
    """As the account keeps them, else as the page is shown now."""
    liked = preferences.of(account_id)
    elders = liked.get("elder", "1" if elder() else "0") == "1"
    return PreferenceForm(data={"language": liked.get("lang", language()), "elder": elders})


@blueprint.post("/me/looks")
def keep_looks() -> Response:
    """Keep language and elder mode with the account, and as the cookies every page reads."""
    found, form = reader(), PreferenceForm()
    if found is None:
        return to_sign_in()
    if not form.validate_on_submit():
        abort(422)
    preferences.store(
        found.account_id, {"lang": form.language.data, "elder": "1" if form.elder.data else "0"}
    )
    flash(_("Kept."), "success")
    return with_looks(redirect(url_for("accounts.me"), 303), found.account_id)


@blueprint.post("/me/sessions/<digest>/end")
def end_session(digest: str) -> Response:
    """Sign out one device of one's own."""
    found = _confirmed()
    if not digest.isalnum() or not sessions.end(found.account_id, digest):
        abort(404)
    auditing.note("session_ended")
    if digest == found.token_hash:
        leave()
        return redirect(url_for("accounts.sign_in"), 303)
    flash(_("That device is signed out."), "success")
    return redirect(url_for("accounts.me"), 303)


@blueprint.post("/me/sign-out-everywhere")
def sign_out_everywhere() -> Response:
    """Sign out every device, this one too."""
    account_id = _confirmed().account_id
    sessions.end_all(account_id)
    accounts.forget_devices(account_id)
    auditing.note("sign_out_everywhere")
    leave()
    flash(_("You are signed out on every device."), "info")
    return redirect(url_for("accounts.sign_in"), 303)


def _confirmed() -> SignedIn:
    found = reader()
    if found is None or not PlainForm().validate_on_submit():
        abort(403)
    return found
