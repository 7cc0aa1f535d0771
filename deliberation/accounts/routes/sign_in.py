"""The page of signing in. Imported by those of a held sign-in, and for its routes by create_app."""

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deliberation.accounts import auditing
from deliberation.accounts.addresses import login_subject, normal_login
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.devices import handing, places
from deliberation.accounts.forms.signing_in import SignInForm
from deliberation.accounts.landing import onward, wanted
from deliberation.accounts.passwords import LEAST_OFFICE
from deliberation.accounts.sessions import held, said
from deliberation.accounts.sessions.readers import pending, reader, signed_in
from deliberation.accounts.sessions.sign_in import check_password
from deliberation.accounts.waiting import seconds_until, tries_left
from deliberation.record.private import accounts, attempts
from deliberation.record.private.attempts import TooMany
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import ngettext

from .entering import Page, let_in, second_step


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Page:
    """Login and password."""
    inside = _inside() if request.method == "GET" else None
    if inside is not None:
        return inside
    form, waits = SignInForm(), held.waiting()
    if waits is not None and request.method == "GET":
        form.login.data = waits.login
    if form.validate_on_submit():
        return _tried(form)
    if reader() is not None and "csrf_token" in form.errors:
        return _signed_in_already(form)
    return sign_in_page(form, 422 if form.errors else 200)


def _inside() -> Response | None:
    """Where whoever is signed in goes instead, or half so; None for all others."""
    if reader() is not None:
        return onward()
    half = pending()
    return second_step(half) if half is not None and "again" not in request.args else None


def _tried(form: SignInForm) -> Page:
    try:
        account = check_password(written(form.login), written(form.password))
    except TooMany as refused:
        return _busy(form, refused) if refused.locked == "busy" else _hold(form, refused)
    if account is not None:
        # The office came after the password: it was long enough for a resident only.
        short = len(written(form.password)) < LEAST_OFFICE
        return let_in(account, own_phone=form.own_phone.data, short=short)
    auditing.note_login("sign_in_failed", written(form.login))
    say_wrong(form)
    return sign_in_page(form, 422)


def sign_in_page(form: SignInForm, status: int) -> tuple[str, int]:
    """With what the address says of a form of joining."""
    return render_template(
        "accounts/sign_in/sign_in.html",
        form=form,
        away=request.args.get("away"),
        told=said.here(),
        onward=wanted(),
        tablet=handing.token() is not None,
    ), status


def say_wrong(form: SignInForm) -> None:
    """Beside the password: that one of both is wrong, and how many tries are left."""
    login = normal_login(written(form.login))
    place = places.of_login(accounts.by_login(login))
    wrong = _("The login or the password is not right. Please check both.")
    said = tries_left(login, place, "password", _left)
    if attempts.left(login_subject(login), place, "password") <= attempts.PER_PLACE - 2:
        said.append(_("Password forgotten? The way to a new one stands on this page."))
    form.password.errors = [wrong, *said]


def _left(left: int) -> str:
    return ngettext(
        "%(num)s more try, then this login has to wait 15 minutes here.",
        "%(num)s more tries, then this login has to wait 15 minutes here.",
        left,
    )


def _signed_in_already(form: SignInForm) -> Response:
    """The form of another tab, from before somebody signed in here."""
    here = signed_in()
    if normal_login(form.login.data or "") != here.login:
        flash(
            _(
                "Signed in on this device: %(name)s. To sign in as somebody else, press “Switch "
                "person” first.",
                name=here.display_name,
            ),
            "warning",
        )
    return onward()


def _busy(form: SignInForm, refused: TooMany) -> Page:
    form.password.errors = [
        _("Very many people are signing in just now. Please press the button again in a moment.")
    ]
    body, status = sign_in_page(form, 429)
    return make_response(body, status, {"Retry-After": seconds_until(refused)})


def _hold(form: SignInForm, refused: TooMany) -> Response:
    """The password alone is not looked at now; whoever has a second factor goes on as always, and
    is asked for both at once."""
    login = written(form.login)
    held.hold(login, written(form.password), refused, own_phone=form.own_phone.data)
    auditing.note_locked(refused.locked)
    return redirect(url_for("accounts.give_code", **wanted()), 303)
