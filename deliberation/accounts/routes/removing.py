"""Pages that take away one's own second factor. Office holders keep at least one.

Imported for its routes by create_app.
"""

from collections.abc import Callable
from functools import partial

from flask import abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation.accounts import auditing
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.factors import second_factor
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.sessions.readers import SignedIn, reader
from deliberation.charter.ids import is_id
from deliberation.record.private.factors import codes as factors
from deliberation.record.private.factors import passkeys as stored
from deliberation.record.private.factors import recovery
from deliberation.record.private.whole import whole


@blueprint.post("/me/factors/<factor_id>/remove")
def remove_factor(factor_id: str) -> Response:
    """Take away one's own authenticator or card. Office holders keep at least one."""
    found = _pressed(factor_id)
    if not second_factor.fresh(found, 10):
        return _ask_code("accounts.second_factor")
    has = second_factor.overview(found.account_id, g.community.id)
    others = [c for c in has.cards if c.kind == "code_card" and c.factor_id != factor_id]
    last = not others and not has.passkeys and has.authenticator_id in (None, factor_id)
    what = "authenticator" if factor_id == has.authenticator_id else "code_card"
    return _take_away(found, what, partial(factors.revoke, found.account_id, factor_id), last=last)


@blueprint.post("/me/passkeys/<passkey_id>/remove")
def remove_passkey(passkey_id: str) -> Response:
    """Take away one's own passkey. Office holders keep at least one second factor."""
    found = _pressed(passkey_id)
    if not second_factor.fresh(found, 10):
        return _ask_code("accounts.passkeys")
    has = second_factor.overview(found.account_id, g.community.id)
    cards = any(c.kind == "code_card" for c in has.cards)
    last = has.passkeys == 1 and has.authenticator_id is None and not cards
    revoke = partial(stored.revoke, found.account_id, passkey_id)
    return _take_away(found, "passkey", revoke, last=last)


def _pressed(ident: str) -> SignedIn:
    """Whoever pressed the button, or 403."""
    found = reader()
    if found is None or not is_id(ident) or not PlainForm().validate_on_submit():
        abort(403)
    return found


def _ask_code(back: str) -> Response:
    return redirect(url_for("accounts.give_code", next=url_for(back)), 303)


def _take_away(found: SignedIn, what: str, revoke: Callable[[], bool], *, last: bool) -> Response:
    """`last`: nothing is left that an office would go by; recovery codes go with it."""
    if last and found.is_office_holder:
        flash(
            _(
                "You hold an office: please set up another second factor before you take "
                "this one away."
            ),
            "warning",
        )
    elif _revoked(found.account_id, revoke, last=last):
        auditing.note("factor_removed", detail=what)
        flash(_("It is taken away and opens nothing any more."), "success")
    return redirect(url_for("accounts.second_factor"), 303)


def _revoked(account_id: str, revoke: Callable[[], bool], *, last: bool) -> bool:
    with whole():
        done = revoke()
        if done and last:
            recovery.drop_recovery_codes(account_id)
        return done
