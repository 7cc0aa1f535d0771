"""Pages of one's own account: name and offices, second factor, sessions, password, how pages look.

create_app calls `init_app`, after CSRF protection.
"""

from collections.abc import Collection

from flask import Flask, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation.accounts import auditing, passwords, watching
from deliberation.accounts.addresses import login_subject
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.devices import names as devices
from deliberation.accounts.devices import places
from deliberation.accounts.factors import second_factor
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.forms.looks import PreferenceForm
from deliberation.accounts.forms.passwords import ChangePasswordForm
from deliberation.accounts.landing import onward, with_looks
from deliberation.accounts.sessions import carrying, offline, sign_in
from deliberation.accounts.sessions.sign_in import (
    REMEMBERED,
    SignedIn,
    complete,
    first_tap,
    leave,
    reader,
    renew,
)
from deliberation.accounts.waiting import (
    code_tries_left,
    local_clock,
    password_wrong,
    seconds_until,
    why_wait,
)
from deliberation.record.private import accounts, attempts, preferences, sessions
from deliberation.record.private.attempts import TooMany
from deliberation.record.private.whole import whole
from deliberation.web.access.given import Given
from deliberation.web.forms.codes import is_code, not_a_code
from deliberation.web.forms.typed import written
from deliberation.web.tenancy import elder, language

from .sign_in import Page

# Pages around signing in look at their token themselves: one of before (another tab signed in or
# out,
# cookies were cleared) shows the form again, with what was typed, and does nothing.
OWN_TOKENS = (
    "deliberation.accounts.routes.sign_in.sign_in",
    "deliberation.accounts.routes.sign_in.held_again",
    "deliberation.accounts.routes.sign_in.give_code",
    "deliberation.accounts.routes.sign_in.sign_out",
    "deliberation.accounts.routes.joining.join",
    "deliberation.accounts.routes.joining.join_account",
    "deliberation.accounts.routes.account.change_password",
    "deliberation.desk.routes.access.lost_password.lost_password_page",
)


def init_app(app: Flask) -> None:
    """Wire signing in, the carried form, and what rooms that may not import this one ask for
    through app.extensions.
    """
    sign_in.init_app(app)
    watching.init_app(app)
    carrying.init_app(app)
    auditing.init_app(app)
    offline.init_app(app)
    for name in OWN_TOKENS:
        app.extensions["csrf"].exempt(name)
    app.extensions["deliberation.give_factor"] = give_factor
    app.extensions["deliberation.factor_overview"] = factor_overview
    app.extensions["deliberation.code_now"] = second_factor.code_now
    app.extensions["deliberation.first_tap"] = sign_in.first_tap


def give_factor(code: str, methods: Collection[str], password: str | None = None) -> Given:
    """Check a code typed into a form of any room, use it up, and make this session's second factor
    fresh.

    methods: those the rulebook names for the electorate. Where it is wrong or not looked at, the
    sentences are those of the page of signing in.
    """
    found = reader()
    if found is None:
        return Given(False)
    if not is_code(code):
        return Given(False, (not_a_code(),))
    has = second_factor.overview(found.account_id, g.community.id)
    if has.needs_password and second_factor.PRINTED in methods and not password:
        return Given(False, (_("Please type your password too."),), password=True)
    try:
        state = second_factor.verify_factor(
            found.account_id,
            found.person_id,
            code,
            methods,
            password=password,
            place=places.of_session_code(found),
        )
    except TooMany as refused:
        auditing.note_locked(refused.locked)
        opens = _("It opens again at %(minute)s.", minute=local_clock(refused))
        said = (opens, *why_wait(refused.locked, refused.kind))
        return Given(False, said, int(seconds_until(refused)))
    except second_factor.WrongPassword:
        auditing.note("factor_failed")
        return Given(False, (password_wrong(), *code_tries_left(found)), password=True)
    if state is None:
        auditing.note("factor_failed")
        wrong = _("That code was not accepted. Each code works once; please take the next one.")
        return Given(False, (wrong, *code_tries_left(found)))
    complete(found, state)
    auditing.note(
        "recovery_used" if state.method == "recovery" else "factor_given", detail=state.method
    )
    return Given(True)


def factor_overview() -> second_factor.Overview | None:
    """What the reader can prove themselves with here (which number of which card to ask for); None
    for visitors.
    """
    found = reader()
    return second_factor.overview(found.account_id, g.community.id) if found is not None else None


@blueprint.after_request
def _no_store(response: Response) -> Response:
    # Also where nobody is signed in yet: the pages of joining and enrolling show codes and keys.
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _to_sign_in() -> Response:
    return redirect(url_for("accounts.sign_in", next=request.path), 303)


@blueprint.route("/me")
def me() -> Page:
    """One's own account."""
    found = reader()
    if found is None:
        return _to_sign_in()
    liked = preferences.of(found.account_id)
    looks = PreferenceForm(
        data={
            "language": liked.get("lang", language()),
            "elder": liked.get("elder", "1" if elder() else "0") == "1",
        }
    )
    return render_template(
        "accounts/account/me.html",
        me=found,
        has=second_factor.overview(found.account_id, g.community.id),
        form=PlainForm(),
        looks=looks,
        open_sessions=sessions.open_ones(
            found.account_id, idle=found.idle_after, remembered_for=REMEMBERED
        ),
        in_words=devices.in_words,
        others=[c for c in accounts.communities_of(found.account_id) if c.slug != g.community.slug],
    )


@blueprint.post("/me/looks")
def keep_looks() -> Response:
    """Keep language and elder mode with the account, and as the cookies every page reads."""
    found, form = reader(), PreferenceForm()
    if found is None:
        return _to_sign_in()
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


@blueprint.route("/me/password", methods=["GET", "POST"])
def change_password() -> Page:
    """A new password; every other device is signed out."""
    found = reader()
    if found is None:
        return onward(url_for("accounts.me")) if first_tap() is not None else _to_sign_in()
    if second_factor.overview(found.account_id, g.community.id).own and not second_factor.fresh(
        found, 10
    ):
        return redirect(url_for("accounts.give_code", next=request.full_path.rstrip("?")), 303)
    form = ChangePasswordForm(office=found.is_office_holder, known=_known(found))
    if form.validate_on_submit() and _right(form, found):
        hashed = passwords.hash_password(written(form.password))
        with whole():
            accounts.set_password(found.account_id, hashed)
            sessions.end_all(found.account_id, but=found.token_hash)
        renew(found)
        auditing.note("password_changed")
        flash(_("Your password is changed. Every other device is signed out."), "success")
        return onward(url_for("accounts.me"))
    return render_template(
        "accounts/account/change_password.html", form=form
    ), 422 if form.errors else 200


def _known(found: SignedIn) -> tuple[str | None, ...]:
    row = accounts.holder(g.community.id, found.person_id) if found.person_id else None
    return (found.login, *((row.name, row.phone, row.birth_date) if row else ()))


def _right(form: ChangePasswordForm, found: SignedIn) -> bool:
    attempt_id = attempts.reserve(login_subject(found.login), places.of_session(found), "password")
    with passwords.looked_at(attempt_id):
        right = sign_in.is_password(accounts.by_id(found.account_id), written(form.current))
    if not right:
        form.current.errors = [_("The password is not right.")]
        return False
    attempts.clear(attempt_id)
    return True
