"""What setting up a second factor begins and ends with, whichever it is: a code of the one there
is, or the password; and recovery codes.

Called by the pages of authenticators, cards and passkeys.
"""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.accounts import auditing, own_password
from deliberation.accounts.factors import making, second_factor
from deliberation.accounts.factors.second_factor import FactorState
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.forms.factors import EnrolForm, PasskeyForm
from deliberation.accounts.landing import ask_code, onward, to_sign_in, wanted, work_of
from deliberation.accounts.sessions.readers import SignedIn
from deliberation.accounts.sessions.sign_in import complete
from deliberation.accounts.sessions.taps import first_tap
from deliberation.record.private.factors import recovery

from .entering import Page

RECENT = timedelta(
    minutes=10
)  # how long the password of this session counts for setting up a factor


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
