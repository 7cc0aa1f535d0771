"""Pages of one's second factor: set up an authenticator or a card on this one phone, recovery
codes, taking one away.

Nothing is stored until a first code was typed: the secret travels sealed in the form. Imported by
account_routes.
"""

import base64
import binascii
import json
from datetime import timedelta

import pyotp
import segno
from flask import abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.accounts import auditing
from deliberation.accounts.addresses import login_subject
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.devices import places
from deliberation.accounts.factors import second_factor
from deliberation.accounts.factors.second_factor import FactorState
from deliberation.accounts.forms import EnrolForm, PasskeyForm, PlainForm
from deliberation.accounts.landing import onward, wanted, work_of
from deliberation.accounts.passwords import looked_at
from deliberation.accounts.sessions.sign_in import (
    SignedIn,
    complete,
    first_tap,
    is_password,
    pending,
    reader,
)
from deliberation.charter.ids import is_id
from deliberation.record.private import attempts
from deliberation.record.private.accounts import by_id
from deliberation.record.private.factors import codes as factors
from deliberation.record.private.factors import recovery
from deliberation.record.private.sealing import Unreadable, current_seal
from deliberation.record.private.whole import whole
from deliberation.web.forms.typed import written

from .sign_in import Page

RECENT = timedelta(
    minutes=10
)  # how long the password of this session counts for setting up a factor
_SEALED_FOR = timedelta(days=1)  # since the page was last shown; a printer may be elsewhere
_SHOWN = "shown "


def _me() -> SignedIn | None:
    return reader() or pending()


def first_needed(found: SignedIn, has: second_factor.Overview) -> Response | None:
    """What must be given before a factor may be changed: with one enrolled, a fresh code of it;
    nothing in its place.
    """
    if has.own and not second_factor.fresh(found, 10):
        return redirect(url_for("accounts.give_code", next=request.full_path.rstrip("?")), 303)
    return None


@blueprint.route("/me/second-factor", endpoint="second_factor")
def second_factor_page() -> Page:
    """What one has, and what one can set up."""
    found = _me()
    if found is None:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    has = second_factor.overview(found.account_id, g.community.id)
    if pending() is not None and has.own:
        return redirect(url_for("accounts.give_code", **wanted()), 303)
    return render_template(
        "accounts/factors/second_factor.html",
        me=found,
        has=has,
        form=PlainForm(),
        pending=pending() is not None,
        onward=wanted(),
    )


@blueprint.route("/me/authenticator", methods=["GET", "POST"])
def enrol_authenticator() -> Page:
    """An app that shows six digits: a link to open it on this phone, the key to copy, the code to
    scan from another.
    """
    return _enrol("authenticator", "accounts/factors/enrol_authenticator.html")


@blueprint.route("/me/card", methods=["GET", "POST"])
def enrol_card() -> Page:
    """A card of numbered codes to print or copy by hand."""
    return _enrol("code_card", "accounts/factors/enrol_card.html")


def _enrol(kind: str, template: str) -> Page:
    found = _me()
    if found is None:
        if first_tap() is not None:
            return redirect(url_for("accounts.second_factor"), 303)
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    has = second_factor.overview(found.account_id, g.community.id)
    before = first_needed(found, has)
    if before is not None:
        return before
    with_password = not has.own and clock.real() - found.created_at > RECENT
    form = EnrolForm(with_password=with_password)
    if request.method == "POST" and request.form.get("look") == "new":
        session.pop(_SHOWN + kind, None)
        return redirect(request.full_path.rstrip("?"), 303)
    secret = _opened(form.sealed.data, found.account_id, kind) if request.method == "POST" else None
    if secret is not None and form.validate_on_submit() and password_right(form, found):
        if _keep(form, found, kind, secret):
            session.pop(_SHOWN + kind, None)
            return enrolled(found, kind)
        form.factor_code.errors = [
            _(
                "This code does not fit. Please type the one shown now; the clock of your "
                "phone must be right."
            )
            if kind == "authenticator"
            else _("This code does not fit. Please type code no. 1 of the card below.")
        ]
    elif request.method == "POST" and secret is None:
        flash(_("This page was open for too long. Please use the new key shown now."), "warning")
    secret = secret or _shown_before(found.account_id, kind) or pyotp.random_base32()
    # The same until it is kept or made anew: what was printed or scanned stays right on a reload.
    session[_SHOWN + kind] = form.sealed.data = _sealed(secret, found.account_id, kind)
    status = 422 if form.errors else 200
    return render_template(
        template, form=form, onward=wanted(), **_shown(kind, secret, found)
    ), status


def password_right(form: EnrolForm | PasskeyForm, found: SignedIn) -> bool:
    """Whether the password asked for before a first factor is right; true where none is asked
    for.
    """
    if not form.password:
        return True
    attempt_id = attempts.reserve(login_subject(found.login), places.of_session(found), "password")
    with looked_at(attempt_id):
        right = is_password(by_id(found.account_id), written(form.password))
    if not right:
        form.password.errors = [_("The password is not right.")]
        return False
    attempts.clear(attempt_id)
    return True


def _keep(form: EnrolForm, found: SignedIn, kind: str, secret: str) -> bool:
    # Not counted: the key is on this very page, there is nothing to guess.
    kept = second_factor.enrol(found.account_id, kind, secret, written(form.factor_code))
    # A double tap: the same page came twice, and the first answer, with the recovery codes, was
    # never seen.
    return kept or second_factor.enrolled_just_now(found.account_id, kind, secret)


def _shown(kind: str, secret: str, found: SignedIn) -> dict[str, object]:
    if kind == "code_card":
        return {"codes": second_factor.card_codes(secret)}
    link = pyotp.TOTP(secret).provisioning_uri(name=found.login, issuer_name=g.community.name)
    return {
        "link": link,
        "key": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "qr": qr_svg(link),
    }


def qr_svg(text: str) -> str:
    """A QR code as inline SVG without style attributes (strict CSP)."""
    return segno.make(text, error="m", micro=False).svg_inline(
        scale=4, border=4, omitsize=True, svgclass="qr", lineclass=None
    )


def _sealed(secret: str, account_id: str, kind: str) -> str:
    note = json.dumps([secret, clock.real().timestamp()]).encode()
    return base64.urlsafe_b64encode(
        current_seal().seal(f"enrol {account_id} {kind}", note)
    ).decode()


def _shown_before(account_id: str, kind: str) -> str | None:
    """The secret this browser was shown and did not confirm yet."""
    secret = _opened(session.get(_SHOWN + kind), account_id, kind)
    kept = any(f.secret == secret for f in factors.usable(account_id, None))
    return None if kept else secret


def _opened(sealed: str | None, account_id: str, kind: str) -> str | None:
    try:
        secret, at = json.loads(
            current_seal().open(
                f"enrol {account_id} {kind}", base64.urlsafe_b64decode(sealed or "")
            )
        )
    except (Unreadable, binascii.Error, ValueError):
        return None
    return secret if 0 <= clock.real().timestamp() - at <= _SEALED_FOR.total_seconds() else None


def enrolled(found: SignedIn, kind: str) -> Page:
    """A new factor is kept: this session has given it, and recovery codes are shown where there are
    none.
    """
    complete(found, FactorState(kind, clock.real()))
    auditing.note("factor_enrolled", detail=kind)
    flash(_("It works. From now on this is your second factor."), "success")
    if recovery.recovery_codes_left(
        found.account_id, seen_before=clock.real() - timedelta(minutes=1)
    ):
        return onward(url_for("accounts.second_factor"))
    return render_template(
        "accounts/factors/recovery_codes.html",
        codes=second_factor.new_recovery_codes(found.account_id),
        onward=wanted(),
        work=work_of(found.offices),
        form=PlainForm(),
    )


@blueprint.route("/me/recovery-codes", methods=["GET", "POST"])
def recovery_codes() -> Page:
    """Make new recovery codes; they are shown once, and earlier ones are void."""
    found = reader()
    if found is None:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    has = second_factor.overview(found.account_id, g.community.id)
    if not has.own:
        return redirect(url_for("accounts.second_factor"), 303)
    before = first_needed(found, has)
    if before is not None:
        return before
    form = PlainForm()
    codes = (
        second_factor.new_recovery_codes(found.account_id) if form.validate_on_submit() else None
    )
    if codes:
        auditing.note("recovery_made")
    return render_template(
        "accounts/factors/recovery_codes.html", codes=codes, form=form, has=has, onward={}
    )


@blueprint.post("/me/factors/<factor_id>/remove")
def remove_factor(factor_id: str) -> Response:
    """Take away one's own authenticator or card. Office holders keep at least one."""
    found = reader()
    if found is None or not is_id(factor_id) or not PlainForm().validate_on_submit():
        abort(403)
    has = second_factor.overview(found.account_id, g.community.id)
    before = redirect(url_for("accounts.give_code", next=url_for("accounts.second_factor")), 303)
    if not second_factor.fresh(found, 10):
        return before
    others = [c for c in has.cards if c.kind == "code_card" and c.factor_id != factor_id]
    last = not others and not has.passkeys and has.authenticator_id in (None, factor_id)
    if last and found.is_office_holder:
        flash(
            _(
                "You hold an office: please set up another second factor before you take "
                "this one away."
            ),
            "warning",
        )
    elif _taken_away(found.account_id, factor_id, last):
        auditing.note(
            "factor_removed",
            detail="authenticator" if factor_id == has.authenticator_id else "code_card",
        )
        flash(_("It is taken away and opens nothing any more."), "success")
    return redirect(url_for("accounts.second_factor"), 303)


def _taken_away(account_id: str, factor_id: str, last: bool) -> bool:
    with whole():
        done = factors.revoke(account_id, factor_id)
        if done and last:
            recovery.drop_recovery_codes(account_id)
        return done
