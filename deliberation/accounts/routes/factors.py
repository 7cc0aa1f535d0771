"""Pages of one's second factor: what one has and can set up, and recovery codes.

Imported for its routes by create_app.
"""

from flask import g, redirect, render_template, url_for

from deliberation.accounts import auditing
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.factors import making, second_factor
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.landing import to_sign_in, wanted
from deliberation.accounts.sessions.readers import pending, reader, someone

from .entering import Page
from .setting_up import first_needed


@blueprint.route("/me/second-factor", endpoint="second_factor")
def second_factor_page() -> Page:
    """What one has, and what one can set up."""
    found = someone()
    if found is None:
        return to_sign_in()
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


@blueprint.route("/me/recovery-codes", methods=["GET", "POST"])
def recovery_codes() -> Page:
    """Make new recovery codes; they are shown once, and earlier ones are void."""
    found = reader()
    if found is None:
        return to_sign_in()
    has = second_factor.overview(found.account_id, g.community.id)
    if not has.own:
        return redirect(url_for("accounts.second_factor"), 303)
    before = first_needed(found, has)
    if before is not None:
        return before
    form, codes = PlainForm(), None
    if form.validate_on_submit():
        codes = making.new_recovery_codes(found.account_id)
        auditing.note("recovery_made")
    return render_template(
        "accounts/factors/recovery_codes.html", codes=codes, form=form, has=has, onward={}
    )
