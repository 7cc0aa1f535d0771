"""Pages of signing in and out, and of giving the second factor again.

Imported by account_routes.
"""

from flask import flash, g, make_response, redirect, render_template, request, session, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from deliberation.accounts import auditing
from deliberation.accounts.addresses import login_subject, normal_login
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.devices import handing, places
from deliberation.accounts.factors import second_factor
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.forms.signing_in import CodeForm, SignInForm
from deliberation.accounts.joining.joining import announce_join
from deliberation.accounts.landing import home, onward, wanted, with_looks, work_of
from deliberation.accounts.passwords import LEAST_OFFICE
from deliberation.accounts.sessions import held, said
from deliberation.accounts.sessions.sign_in import (
    SignedIn,
    begin,
    check_password,
    complete,
    due,
    first_tap,
    leave,
    pending,
    reader,
    replaced,
    rotated,
    signed_in,
)
from deliberation.accounts.waiting import (
    code_tries_left,
    local_clock,
    password_wrong,
    seconds_until,
    tries_left,
    why_wait,
)
from deliberation.charter.roles import Role
from deliberation.record.private import accounts, attempts
from deliberation.record.private.attempts import TooMany
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _

Page = Response | str | tuple[str, int]


def second_step(found: SignedIn) -> Response:
    """Where an office holder goes after the password: to give a code, or at once to set one up."""
    has = second_factor.overview(found.account_id, g.community.id)
    return redirect(
        url_for("accounts.give_code" if has.own else "accounts.second_factor", **wanted()), 303
    )


@blueprint.app_errorhandler(TooMany)
def too_many(refused: TooMany) -> tuple[str, int, dict[str, str]]:
    """429 with the time when it opens again."""
    auditing.note_locked(refused.locked)
    return (
        render_template(
            "accounts/sign_in/wait.html",
            at=local_clock(refused),
            locked=refused.locked,
            why=why_wait(refused.locked, refused.kind),
            kind=refused.kind,
            inside=home() if reader() or pending() else None,
        ),
        429,
        {"Retry-After": seconds_until(refused)},
    )


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Page:
    """Login and password."""
    if request.method == "GET":
        if reader() is not None:
            return onward()
        half = pending()
        if half is not None and "again" not in request.args:
            return second_step(half)
    form, waits = SignInForm(), held.waiting()
    if waits is not None and request.method == "GET":
        form.login.data = waits.login
    if form.validate_on_submit():
        try:
            account = check_password(written(form.login), written(form.password))
        except TooMany as refused:
            return _busy(form, refused) if refused.locked == "busy" else _hold(form, refused)
        if account is not None:
            # The office came after the password: it was long enough for a resident only.
            short = len(written(form.password)) < LEAST_OFFICE
            return _let_in(account, own_phone=form.own_phone.data, short=short)
        auditing.note_login("sign_in_failed", written(form.login))
        _say_wrong(form)
    elif reader() is not None and "csrf_token" in form.errors:
        return _signed_in_already(form)
    return _sign_in_page(form, 422 if form.errors else 200)


def _sign_in_page(form: SignInForm, status: int) -> tuple[str, int]:
    return render_template(
        "accounts/sign_in/sign_in.html",
        form=form,
        away=request.args.get("away"),
        told=said.here(),
        onward=wanted(),
        tablet=handing.token() is not None,
    ), status


def _let_in(account: accounts.Account, *, own_phone: bool, short: bool) -> Response:
    found = begin(account.account_id, own_phone=own_phone)
    auditing.note("sign_in", detail="tablet" if handing.token() else "")
    if found is None:
        session["short_password"] = short
        return second_step(due())
    return welcome(found)


def _say_wrong(form: SignInForm) -> None:
    login = normal_login(written(form.login))
    place = places.of_login(accounts.by_login(login))
    wrong = _("The login or the password is not right. Please check both.")
    said = tries_left(
        login,
        place,
        "password",
        lambda left: ngettext(
            "%(num)s more try, then this login has to wait 15 minutes here.",
            "%(num)s more tries, then this login has to wait 15 minutes here.",
            left,
        ),
    )
    if attempts.left(login_subject(login), place, "password") <= attempts.PER_PLACE - 2:
        said.append(_("Password forgotten? The way to a new one stands on this page."))
    form.password.errors = [wrong, *said]


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
    body, status = _sign_in_page(form, 429)
    return make_response(body, status, {"Retry-After": seconds_until(refused)})


def _hold(form: SignInForm, refused: TooMany) -> Response:
    """The password alone is not looked at now; whoever has a second factor goes on as always, and
    is asked for both at once."""
    login = written(form.login)
    held.hold(login, written(form.password), refused, own_phone=form.own_phone.data)
    auditing.note_locked(refused.locked)
    return redirect(url_for("accounts.give_code", **wanted()), 303)


@blueprint.post("/sign-in/held")
def held_again() -> Page:
    """The held sign-in once more, when its turn has come: nothing has to be typed again."""
    waits = held.waiting()
    if waits is None or not PlainForm().validate_on_submit():
        return redirect(url_for("accounts.sign_in", **wanted()), 303)
    try:
        account = held.again(waits)
    except TooMany as refused:
        held.renew(waits, refused)
        return redirect(url_for("accounts.give_code", **wanted()), 303)
    if account is not None:
        return _let_in(account, own_phone=waits.own_phone, short=waits.short)
    auditing.note_login("sign_in_failed", waits.login)
    form = SignInForm(formdata=None, login=waits.login)
    _say_wrong(form)
    return _sign_in_page(form, 422)


def _held_page(waits: held.Held) -> Page:
    recovery = "recovery" in request.args
    form = CodeForm(recovery=recovery)
    if form.validate_on_submit():
        account = held.give(waits, written(form.factor_code))
        if account is not None:
            auditing.note("sign_in", detail="held")
            return welcome(signed_in())
        auditing.note_login("factor_failed" if waits.right else "sign_in_failed", waits.login)
        form.factor_code.errors = [
            _(
                "Login, password and code do not fit together, or the code was used before. "
                "Please take the next code."
            )
        ]
    return make_response(
        render_template(
            "accounts/sign_in/held.html",
            form=form,
            plain=PlainForm(formdata=None),
            at=local_clock(waits),
            why=why_wait(waits.locked, "password"),
            again=waits.opens_at < waits.at + held.STAYS,
            recovery=recovery,
            onward=wanted(),
        ),
        422 if form.errors else 429,
        {"Retry-After": seconds_until(waits)},
    )


def welcome(found: SignedIn) -> Response:
    """Where one goes once signed in completely."""
    # An account was opened but the civic act failed then (a crash between the two): it is made good
    # here.
    if found.person_id is not None and not found.joined:
        announce_join(found.person_id)
    if session.pop("short_password", False):
        flash(
            _("You hold an office now: please choose a password of at least 12 characters."),
            "warning",
        )
        return redirect(url_for("accounts.change_password", **wanted()), 303)
    return with_looks(onward(_begins(found)), found.account_id)


def _begins(found: SignedIn) -> str | None:
    """A clerk begins with what is to do today, everybody else at home."""
    return work_of(o for o in found.offices if o.role == Role.clerk.value)


@blueprint.route("/sign-out", methods=["GET", "POST"])
def sign_out() -> Page:
    """End this session (a button, so that no link can sign anybody out)."""
    form = PlainForm()
    if form.validate_on_submit():
        if reader() or pending():
            auditing.note("sign_out", detail="tablet" if handing.token() else "")
        leave()
        if handing.token():
            return redirect(url_for("accounts.hand_back"), 303)
        flash(_("You are signed out."), "info")
        return redirect(home(), 303)
    return render_template("accounts/sign_in/sign_out.html", form=form)


@blueprint.post("/switch-person")
def switch_person() -> Response:
    """换人使用: hand this device to somebody else."""
    if reader() or pending():
        auditing.note("sign_out", detail="tablet" if handing.token() else "switch")
    leave()
    if handing.token():
        return redirect(url_for("accounts.hand_back"), 303)
    return onward(url_for("accounts.sign_in"))


@blueprint.post("/keep-alive")
def keep_alive() -> Response:
    """The reader pressed “I am still here”: the idle time begins anew. 401 when it is over
    already.
    """
    return make_response("", 204 if reader() is not None else 401)


@blueprint.route("/me/code", methods=["GET", "POST"])
def give_code() -> Page:
    """Give the second factor: to complete signing in, or because an act asks for a fresh one."""
    found = reader() or pending()
    if found is None:
        waits = held.waiting()
        if waits is not None:
            return _held_page(waits)
        if first_tap() is not None:
            return onward()
        return redirect(url_for("accounts.sign_in", **wanted()), 303)
    has = second_factor.overview(found.account_id, g.community.id)
    if pending() is not None and not has.own:
        return redirect(url_for("accounts.second_factor", **wanted()), 303)
    form = CodeForm(with_password=has.needs_password, recovery="recovery" in request.args)
    if form.validate_on_submit():
        tokens: list[str] = []
        try:
            state = second_factor.verify_factor(
                found.account_id,
                found.person_id,
                written(form.factor_code),
                second_factor.OWN if has.own else second_factor.EVERY,
                password=form.password.data if form.password else None,
                place=places.of_session_code(found),
                beside=lambda given: tokens.append(rotated(found, given)),
            )
        except second_factor.WrongPassword:
            auditing.note("factor_failed")
            form.password.errors = [password_wrong(), *code_tries_left(found)]
            return _code_page(form, has)
        if state is not None:
            complete(found, state, tokens[0])
            auditing.note(
                "recovery_used" if state.method == "recovery" else "factor_given",
                detail=state.method,
            )
            return welcome(reader() or found)
        if replaced(
            found
        ):  # a double tap: the same code came twice, and the first time it was right
            return onward()
        auditing.note("factor_failed")
        form.factor_code.errors = [_wrong(), *code_tries_left(found)]
    return _code_page(form, has)


def _code_page(form: CodeForm, has: second_factor.Overview) -> tuple[str, int]:
    return render_template(
        "accounts/sign_in/give_code.html",
        form=form,
        has=has,
        recovery=form.recovery,
        pending=pending() is not None,
        onward=wanted(),
    ), 422 if form.errors else 200


def _wrong() -> str:
    return _(
        "This code is not right, or was used before. Please wait for the next one, or take "
        "the next number of your card."
    )
