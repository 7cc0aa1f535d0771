"""The page of a new password for whoever is signed in. Imported for its routes by create_app."""

from flask import flash, g, render_template, url_for
from flask_babel import gettext as _

from deliberation.accounts import auditing, own_password, passwords
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.factors import second_factor
from deliberation.accounts.forms.passwords import ChangePasswordForm
from deliberation.accounts.landing import ask_code, onward, to_sign_in
from deliberation.accounts.sessions.readers import SignedIn, reader
from deliberation.accounts.sessions.sign_in import renew
from deliberation.accounts.sessions.taps import first_tap
from deliberation.record.private import accounts, sessions
from deliberation.record.private.whole import whole
from deliberation.web.forms.typed import written

from .entering import Page


@blueprint.route("/me/password", methods=["GET", "POST"])
def change_password() -> Page:
    """A new password; every other device is signed out."""
    found = reader()
    if found is None:
        return onward(url_for("accounts.me")) if first_tap() is not None else to_sign_in()
    has = second_factor.overview(found.account_id, g.community.id)
    if has.own and not second_factor.fresh(found, 10):
        return ask_code()
    form = ChangePasswordForm(office=found.is_office_holder, known=_known(found))
    if form.validate_on_submit() and own_password.right(form.current, found):
        _change(found, written(form.password))
        flash(_("Your password is changed. Every other device is signed out."), "success")
        return onward(url_for("accounts.me"))
    return render_template(
        "accounts/account/change_password.html", form=form
    ), 422 if form.errors else 200


def _change(found: SignedIn, password: str) -> None:
    """All of it or nothing; this session goes on under a new token."""
    hashed = passwords.hash_password(password)
    with whole():
        accounts.set_password(found.account_id, hashed)
        sessions.end_all(found.account_id, but=found.token_hash)
    renew(found)
    auditing.note("password_changed")


def _known(found: SignedIn) -> tuple[str | None, ...]:
    row = accounts.holder(g.community.id, found.person_id) if found.person_id else None
    return (found.login, *((row.name, row.phone, row.birth_date) if row else ()))
