"""Pages of a sign-in held at the door: once more when its turn has come, or with a second factor.

Imported by the page of a code, and for its routes by create_app.
"""

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deliberation.accounts import auditing
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.forms.signing_in import CodeForm, SignInForm
from deliberation.accounts.landing import wanted
from deliberation.accounts.sessions import held
from deliberation.accounts.sessions.readers import signed_in
from deliberation.accounts.waiting import local_clock, seconds_until, why_wait
from deliberation.record.private.attempts import TooMany
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _

from .entering import Page, let_in, welcome
from .sign_in import say_wrong, sign_in_page


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
        return let_in(account, own_phone=waits.own_phone, short=waits.short)
    auditing.note_login("sign_in_failed", waits.login)
    form = SignInForm(formdata=None, login=waits.login)
    say_wrong(form)
    return sign_in_page(form, 422)


def held_page(waits: held.Held) -> Page:
    """Until when it waits, and the field for a code, which opens at once."""
    form = CodeForm(recovery="recovery" in request.args)
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
    return _waiting(waits, form)


def _waiting(waits: held.Held, form: CodeForm) -> Response:
    page = render_template(
        "accounts/sign_in/held.html",
        form=form,
        plain=PlainForm(formdata=None),
        at=local_clock(waits),
        why=why_wait(waits.locked, "password"),
        again=waits.opens_at < waits.at + held.STAYS,
        recovery=form.recovery,
        onward=wanted(),
    )
    status = 422 if form.errors else 429
    return make_response(page, status, {"Retry-After": seconds_until(waits)})
