"""Pages of passkeys: list, add and name, take away, and give one as the second factor.

Imported by account_routes.

They need JavaScript; every page says so and names the other ways, which need none.
"""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.accounts import auditing
from deliberation.accounts.addresses import login_subject
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.devices import places
from deliberation.accounts.factors import passkeys, second_factor
from deliberation.accounts.forms import PasskeyForm, PlainForm
from deliberation.accounts.landing import onward, wanted
from deliberation.accounts.sessions.sign_in import SignedIn, complete, first_tap, pending, reader
from deliberation.charter.ids import is_id
from deliberation.record.private import attempts
from deliberation.record.private.factors import passkeys as stored
from deliberation.record.private.factors import recovery
from deliberation.record.private.whole import whole
from deliberation.web.forms.typed import written

from .factors import RECENT, enrolled, first_needed, password_right
from .sign_in import Page, welcome


def _me() -> SignedIn | None:
    return reader() or pending()


@blueprint.route("/me/passkeys", methods=["GET", "POST"], endpoint="passkeys")
def passkeys_page() -> Page:
    """One's passkeys, and the form that keeps a new one once the browser made it."""
    found = _me()
    if found is None:
        if first_tap() is not None:
            return redirect(url_for("accounts.second_factor"), 303)
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    has = second_factor.overview(found.account_id, g.community.id)
    before = first_needed(found, has)
    if before is not None:
        return before
    form = PasskeyForm(with_password=not has.own and clock.real() - found.created_at > RECENT)
    if form.validate_on_submit() and password_right(form, found):
        if passkeys.enrol(found.account_id, written(form.credential), written(form.label_).strip()):
            return enrolled(found, "passkey")
        form.label_.errors = [_("The passkey was not accepted. Please try once more.")]
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
    found = _me()
    if found is None or kind not in ("enrol", "use"):
        abort(403)
    if kind == "enrol":
        if (
            first_needed(found, second_factor.overview(found.account_id, g.community.id))
            is not None
        ):
            abort(403)
        text = passkeys.enrol_options(found.account_id, found.login, g.community.name)
    else:
        text = passkeys.use_options(found.account_id)
    return Response(text, mimetype="application/json")


@blueprint.post("/me/passkeys/use")
def use_passkey() -> Page:
    """The passkey's answer as the second factor of this session."""
    found = _me()
    if found is None and first_tap() is not None:
        return onward()
    if found is None or not PlainForm().validate_on_submit():
        abort(403)
    attempt_id = attempts.reserve(
        login_subject(found.login), places.of_session_code(found), "passkey"
    )
    state = passkeys.use(found.account_id, request.form.get("credential", "")[:20_000])
    if state is None:
        auditing.note("factor_failed", detail="passkey")
        flash(
            _("The passkey was not accepted. Please try once more, or use another way."), "warning"
        )
        return redirect(url_for("accounts.give_code", **wanted()), 303)
    attempts.clear(attempt_id)
    complete(found, state)
    auditing.note("factor_given", detail="passkey")
    return welcome(reader() or found)


@blueprint.post("/me/passkeys/<passkey_id>/remove")
def remove_passkey(passkey_id: str) -> Response:
    """Take away one's own passkey. Office holders keep at least one second factor."""
    found = reader()
    if found is None or not is_id(passkey_id) or not PlainForm().validate_on_submit():
        abort(403)
    if not second_factor.fresh(found, 10):
        return redirect(url_for("accounts.give_code", next=url_for("accounts.passkeys")), 303)
    has = second_factor.overview(found.account_id, g.community.id)
    last = (
        has.passkeys == 1
        and has.authenticator_id is None
        and not any(c.kind == "code_card" for c in has.cards)
    )
    if last and found.is_office_holder:
        flash(
            _(
                "You hold an office: please set up another second factor before you take "
                "this one away."
            ),
            "warning",
        )
    elif _taken_away(found.account_id, passkey_id, last):
        auditing.note("factor_removed", detail="passkey")
        flash(_("It is taken away and opens nothing any more."), "success")
    return redirect(url_for("accounts.second_factor"), 303)


def _taken_away(account_id: str, passkey_id: str, last: bool) -> bool:
    with whole():
        done = stored.revoke(account_id, passkey_id)
        if done and last:
            recovery.drop_recovery_codes(account_id)
        return done
