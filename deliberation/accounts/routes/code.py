"""The page of a second factor: to complete signing in, or because an act asks for a fresh one.

Imported for its routes by create_app.
"""

from flask import g, redirect, render_template, request, url_for
from wtforms import Field

from deliberation.accounts import auditing
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.devices import places
from deliberation.accounts.factors import second_factor
from deliberation.accounts.forms.signing_in import CodeForm
from deliberation.accounts.landing import onward, wanted
from deliberation.accounts.sessions import held
from deliberation.accounts.sessions.readers import SignedIn, pending, reader, someone
from deliberation.accounts.sessions.sign_in import complete, rotated
from deliberation.accounts.sessions.taps import first_tap, replaced
from deliberation.accounts.waiting import code_tries_left, password_wrong
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _

from .entering import Page, welcome
from .held import held_page


@blueprint.route("/me/code", methods=["GET", "POST"])
def give_code() -> Page:
    """Give the second factor: to complete signing in, or because an act asks for a fresh one."""
    found = someone()
    if found is None:
        return _nobody()
    has = second_factor.overview(found.account_id, g.community.id)
    if pending() is not None and not has.own:
        return redirect(url_for("accounts.second_factor", **wanted()), 303)
    form = CodeForm(with_password=has.needs_password, recovery="recovery" in request.args)
    return _answer(form, found, has) if form.validate_on_submit() else _code_page(form, has)


def _answer(form: CodeForm, found: SignedIn, has: second_factor.Overview) -> Page:
    """On, where the code is right; else the page once more, with what is wrong."""
    try:
        if _given(form, found, second_factor.OWN if has.own else second_factor.EVERY):
            return welcome(reader() or found)
    except second_factor.WrongPassword:
        _say(form.password, password_wrong(), found)
        return _code_page(form, has)
    if replaced(found):  # a double tap: the same code came twice, and was right the first time
        return onward()
    _say(form.factor_code, _wrong(), found)
    return _code_page(form, has)


def _nobody() -> Page:
    """Nobody is signed in: a sign-in is held, or this is the second of two taps."""
    waits = held.waiting()
    if waits is not None:
        return held_page(waits)
    if first_tap() is not None:
        return onward()
    return redirect(url_for("accounts.sign_in", **wanted()), 303)


def _given(form: CodeForm, found: SignedIn, methods: tuple[str, ...]) -> bool:
    """Whether the code is right: it is used up, and the session has it under a new token. Raises
    TooMany, WrongPassword.
    """
    tokens: list[str] = []
    state = second_factor.verify_factor(
        found.account_id,
        found.person_id,
        written(form.factor_code),
        methods,
        password=form.password.data if form.password else None,
        place=places.of_session_code(found),
        beside=lambda given: tokens.append(rotated(found, given)),
    )
    if state is None:
        return False
    complete(found, state, tokens[0])
    auditing.note_factor(state.method)
    return True


def _say(field: Field, wrong: str, found: SignedIn) -> None:
    auditing.note("factor_failed")
    field.errors = [wrong, *code_tries_left(found)]


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
