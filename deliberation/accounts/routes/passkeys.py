"""Pages of passkeys: list, add and name, and give one as the second factor.

Imported for its routes by create_app.

They need JavaScript; every page says so and names the other ways, which need none.
"""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation.accounts import auditing
from deliberation.accounts.addresses import login_subject
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.devices import places
from deliberation.accounts.factors import passkeys, second_factor
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.forms.factors import PasskeyForm
from deliberation.accounts.landing import onward, wanted
from deliberation.accounts.sessions.readers import SignedIn, pending, reader, someone
from deliberation.accounts.sessions.sign_in import complete
from deliberation.accounts.sessions.taps import first_tap
from deliberation.record.private import attempts
from deliberation.record.private.factors import passkeys as stored
from deliberation.web.forms.typed import written

from .entering import Page, welcome
from .setting_up import enrolled, first_needed, nobody, password_due, password_right


@blueprint.route("/me/passkeys", methods=["GET", "POST"], endpoint="passkeys")
def passkeys_page() -> Page:
    """One's passkeys, and the form that keeps a new one once the browser made it."""
    found = someone()
    if found is None:
        return nobody()
    has = second_factor.overview(found.account_id, g.community.id)
    before = first_needed(found, has)
    if before is not None:
        return before
    form = PasskeyForm(with_password=password_due(found, has))
    if form.validate_on_submit() and password_right(form, found):
        if passkeys.enrol(found.account_id, written(form.credential), written(form.label_).strip()):
            return enrolled(found, "passkey")
        form.label_.errors = [_("The passkey was not accepted. Please try once more.")]
    return _page(form, found)


def _page(form: PasskeyForm, found: SignedIn) -> tuple[str, int]:
    return render_template(
        "accounts/factors/passkeys.html",
        form=form,
        plain=PlainForm(formdata=None),
        keys=stored.of_account(found.account_id),
        onward=wanted(),
        pending=pending() is not None,
    ), 422 if form.errors else 200


@blueprint.post("/me/passkeys/options/<kind>")
def passkey_options(kind: str) -> Response:
    """What the browser is to sign; kind: enrol or use."""
    found = someone()
    if found is None or kind not in ("enrol", "use"):
        abort(403)
    if kind == "enrol":
        has = second_factor.overview(found.account_id, g.community.id)
        if first_needed(found, has) is not None:
            abort(403)
        text = passkeys.enrol_options(found.account_id, found.login, g.community.name)
    else:
        text = passkeys.use_options(found.account_id)
    return Response(text, mimetype="application/json")


@blueprint.post("/me/passkeys/use")
def use_passkey() -> Page:
    """The passkey's answer as the second factor of this session."""
    found = someone()
    if found is None and first_tap() is not None:
        return onward()
    if found is None or not PlainForm().validate_on_submit():
        abort(403)
    place = places.of_session_code(found)
    attempt_id = attempts.reserve(login_subject(found.login), place, "passkey")
    state = passkeys.use(found.account_id, request.form.get("credential", "")[:20_000])
    if state is None:
        return _not_accepted()
    attempts.clear(attempt_id)
    complete(found, state)
    auditing.note("factor_given", detail="passkey")
    return welcome(reader() or found)


def _not_accepted() -> Page:
    auditing.note("factor_failed", detail="passkey")
    flash(_("The passkey was not accepted. Please try once more, or use another way."), "warning")
    return redirect(url_for("accounts.give_code", **wanted()), 303)
