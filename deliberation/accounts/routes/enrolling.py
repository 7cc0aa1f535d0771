"""Pages that set up an authenticator or a card on this one phone, and what setting up any second
factor begins and ends with: a code of the one there is, or the password; and recovery codes.

Nothing is stored until a first code was typed. Imported by the pages of passkeys and of the second
factors there are.
"""

from datetime import timedelta

import pyotp
from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.accounts import auditing, own_password
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.factors import making, second_factor, unconfirmed
from deliberation.accounts.factors.second_factor import FactorState
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.forms.factors import EnrolForm, PasskeyForm
from deliberation.accounts.landing import ask_code, onward, to_sign_in, wanted, work_of
from deliberation.accounts.sessions.readers import SignedIn, someone
from deliberation.accounts.sessions.sign_in import complete
from deliberation.accounts.sessions.taps import first_tap
from deliberation.record.private.factors import recovery
from deliberation.web.forms.typed import written

from .entering import Page

# How long the password of this session counts for setting up a factor.
RECENT = timedelta(minutes=10)


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
    found = someone()
    if found is None:
        return nobody()
    has = second_factor.overview(found.account_id, g.community.id)
    before = first_needed(found, has)
    if before is not None:
        return before
    form = EnrolForm(with_password=password_due(found, has))
    if request.method != "POST":
        return _page(form, found, kind, template)
    if request.form.get("look") == "new":
        unconfirmed.forget(kind)
        return redirect(request.full_path.rstrip("?"), 303)
    secret = unconfirmed.opened(form.sealed.data, found.account_id, kind)
    if _confirmed(form, found, kind, secret):
        unconfirmed.forget(kind)
        return enrolled(found, kind)
    return _page(form, found, kind, template, secret)


def _confirmed(form: EnrolForm, found: SignedIn, kind: str, secret: str | None) -> bool:
    """Whether a first code of it was typed, and the factor is kept; else it is said why not."""
    if secret is None:
        flash(_("This page was open for too long. Please use the new key shown now."), "warning")
        return False
    if not form.validate_on_submit() or not password_right(form, found):
        return False
    if not _keep(form, found, kind, secret):
        form.factor_code.errors = [_does_not_fit(kind)]
        return False
    return True


def _does_not_fit(kind: str) -> str:
    said: str = (
        _(
            "This code does not fit. Please type the one shown now; the clock of your "
            "phone must be right."
        )
        if kind == "authenticator"
        else _("This code does not fit. Please type code no. 1 of the card below.")
    )
    return said


def _page(
    form: EnrolForm, found: SignedIn, kind: str, template: str, secret: str | None = None
) -> tuple[str, int]:
    secret = secret or unconfirmed.shown_before(found.account_id, kind)
    form.sealed.data = unconfirmed.sealed(secret, found.account_id, kind)
    unconfirmed.keep_shown(form.sealed.data, kind)
    shown = _shown(kind, secret, found)
    return render_template(template, form=form, onward=wanted(), **shown), (
        422 if form.errors else 200
    )


def _keep(form: EnrolForm, found: SignedIn, kind: str, secret: str) -> bool:
    # Not counted: the key is on this very page, there is nothing to guess.
    kept = making.enrol(found.account_id, kind, secret, written(form.factor_code))
    # A double tap: the same page came twice, and the first answer, with the recovery codes, was
    # never seen.
    return kept or making.enrolled_just_now(found.account_id, kind, secret)


def _shown(kind: str, secret: str, found: SignedIn) -> dict[str, object]:
    if kind == "code_card":
        return {"codes": making.card_codes(secret)}
    link = pyotp.TOTP(secret).provisioning_uri(name=found.login, issuer_name=g.community.name)
    return {
        "link": link,
        "key": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "qr": qr_svg(link),
    }


def qr_svg(text: str) -> str:
    """A QR code as inline SVG without style attributes (strict CSP)."""
    import segno

    return segno.make(text, error="m", micro=False).svg_inline(
        scale=4, border=4, omitsize=True, svgclass="qr", lineclass=None
    )


def first_needed(found: SignedIn, has: second_factor.Overview) -> Response | None:
    """What must be given before a factor may be changed: with one enrolled, a fresh code of it;
    nothing in its place.
    """
    return ask_code() if has.own and not second_factor.fresh(found, 10) else None


def nobody() -> Response:
    """Where the second of two taps goes on, and visitors."""
    return redirect(url_for("accounts.second_factor"), 303) if first_tap() else to_sign_in()


def password_due(found: SignedIn, has: second_factor.Overview) -> bool:
    """Whether the password is asked for: before a first factor, some time after it was given."""
    return not has.own and clock.real() - found.created_at > RECENT


def password_right(form: EnrolForm | PasskeyForm, found: SignedIn) -> bool:
    """Whether the password asked for before a first factor is right; true where none is asked
    for.
    """
    return own_password.right(form.password, found) if form.password else True


def enrolled(found: SignedIn, kind: str) -> Page:
    """A new factor is kept: this session has given it, and recovery codes are shown where there are
    none.
    """
    complete(found, FactorState(kind, clock.real()))
    auditing.note("factor_enrolled", detail=kind)
    flash(_("It works. From now on this is your second factor."), "success")
    a_minute_ago = clock.real() - timedelta(minutes=1)
    if recovery.recovery_codes_left(found.account_id, seen_before=a_minute_ago):
        return onward(url_for("accounts.second_factor"))
    return render_template(
        "accounts/factors/recovery_codes.html",
        codes=making.new_recovery_codes(found.account_id),
        onward=wanted(),
        work=work_of(found.offices),
        form=PlainForm(),
    )
