"""Pages of a lost password: by one's own second factor, and the desk's printed slip with a new
code. Imported for its routes by create_app.
"""

from flask import abort, flash, g, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation.accounts import auditing
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.forms.passwords import LostPasswordForm
from deliberation.accounts.joining import kept_password, letter_codes, lost_password
from deliberation.accounts.landing import wanted
from deliberation.accounts.routes.entering import Page
from deliberation.accounts.waiting import local_clock, seconds_until
from deliberation.desk import guard as desk_guard
from deliberation.desk.blueprint import blueprint as desk_blueprint
from deliberation.desk.forms import desk as desk_forms
from deliberation.desk.people import person_of
from deliberation.record.private.attempts import TooMany
from deliberation.web.access.hosts import outside
from deliberation.web.forms.typed import written
from deliberation.web.qr import svg


@blueprint.route("/sign-in/lost-password", methods=["GET", "POST"], endpoint="lost_password")
def lost_password_page() -> Page:
    """Login, a code of one's own authenticator or card, and a new password.

    One answer for everything that does not fit.
    """
    form = LostPasswordForm()
    typed_before = kept_password.opened(form.kept.data)
    if typed_before is not None:
        form.take_up(typed_before)
    two = bool(written(form.login)) and lost_password.two_needed(written(form.login))
    if not form.validate_on_submit():
        return _page(form, two, 422 if form.errors else 200)
    if two and not form.following_code.data:
        return _ask_following(form)
    try:
        account_id = _replaced(form)
    except TooMany as refused:
        return _wait(form, two, refused)
    return _done(form) if account_id is not None else _again(form)


def _ask_following(form: LostPasswordForm) -> Page:
    # Said of any code, and nothing is counted: it was not looked at.
    form.following_code.errors = [
        _("Nothing is wrong yet: please add the next 6 digits here. The new password is kept.")
    ]
    return _page(form, True, 422)


def _replaced(form: LostPasswordForm) -> str | None:
    return lost_password.replace(
        written(form.login),
        written(form.factor_code),
        written(form.password),
        community_id=g.community.id,
        following=form.following_code.data or "",
    )


def _wait(form: LostPasswordForm, two: bool, refused: TooMany) -> Response:
    form.factor_code.errors = [
        _("Please wait; it opens again at %(minute)s.", minute=local_clock(refused))
    ]
    auditing.note_locked(refused.locked)
    body, status = _page(form, two, 429)
    return make_response(body, status, {"Retry-After": seconds_until(refused)})


def _done(form: LostPasswordForm) -> Response:
    auditing.note_login("password_reset", written(form.login), "own_factor")
    flash(
        _(
            "Your new password counts from now, and you are signed out on every "
            "device. Please sign in."
        ),
        "success",
    )
    return redirect(url_for("accounts.sign_in", **wanted()), 303)


def _again(form: LostPasswordForm) -> Page:
    """Login and code do not fit; by now a second code may be needed."""
    auditing.note_login("password_reset_failed", written(form.login))
    form.factor_code.errors = [
        _(
            "Login and code do not fit together, or the code was used before. Please "
            "check both, and take the next code."
        )
    ]
    return _page(form, lost_password.two_needed(written(form.login)), 422)


def _page(form: LostPasswordForm, two: bool, status: int) -> tuple[str, int]:
    """The form again; a new password that will do is kept, so that nobody types it twice."""
    if form.password.data and not (form.password.errors or form.again.errors):
        form.keep(kept_password.sealed(form.password.data))
    else:
        form.kept.data = ""
    return render_template("accounts/sign_in/lost_password.html", form=form, two=two), status


@desk_blueprint.post("/desk/people/<person_id>/password-slip")
@desk_guard.clerks_only
def join_slip(person_id: str) -> Response | str:
    """The person stands at the desk without their password: a slip with a new code of their own;
    earlier codes are void.
    """
    row = person_of(person_id)
    if not desk_guard.fresh():
        return desk_guard.ask_code_for(person_id)
    if not desk_forms.PressForm().validate():
        abort(403)
    code = letter_codes.make_join_codes(g.community.id, [person_id])[person_id]
    link = outside("accounts.join", code=code)
    return render_template(
        "print/letters/password_slip.html",
        row=row,
        code=letter_codes.grouped(code),
        qr=svg(link),
        address=link.split("?")[0],
    )
