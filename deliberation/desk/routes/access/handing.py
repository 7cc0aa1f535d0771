"""Pages of 换人使用: the clerk hands the tablet over, the resident is done, the clerk takes it
back.

Imported for its routes by create_app.
"""

from typing import Any

from flask import flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.accounts import auditing
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.devices import handing, places
from deliberation.accounts.factors.second_factor import FactorState
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.forms.signing_in import TakeBackForm
from deliberation.accounts.landing import onward, safe_next, with_looks
from deliberation.accounts.sessions.readers import reader, someone
from deliberation.accounts.sessions.sign_in import begin, check_password, complete, leave
from deliberation.desk import guard as desk_guard
from deliberation.desk.blueprint import blueprint as desk_blueprint
from deliberation.desk.forms import desk as desk_forms
from deliberation.record.private.handing import Handed
from deliberation.web.forms.typed import written


def tablet_seconds() -> int:
    """How long whoever is signed in on a tablet of the desk may still stay, in whole seconds; for
    base.html.
    """
    found = reader()
    return (
        max(0, int((found.until - clock.real()).total_seconds()))
        if found is not None and found.until is not None
        else 0
    )


@blueprint.app_context_processor
def _tablet() -> dict[str, Any]:
    return {"tablet_seconds": tablet_seconds}


@desk_blueprint.route("/desk/hand-over", methods=["GET", "POST"])
@desk_guard.clerks_only
def hand_over() -> Any:
    """The clerk's session is set aside, and the tablet waits for a resident to sign in by their own
    means.
    """
    form, found = desk_forms.PressForm(), reader()
    if request.method == "GET" or not form.validate() or found is None or found.until is not None:
        return render_template(
            "desk/access/hand_over.html", form=form
        ), 200 if request.method == "GET" else 422
    auditing.note("handed_over")
    kept = handing.set_aside(
        found.account_id,
        factor_at=found.factor_at,
        factor_method=found.factor_method,
        community_id=g.community.id,
    )
    leave()
    handing.mark(kept)
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.route("/hand-back", methods=["GET", "POST"])
def hand_back() -> Any:
    """The neutral page between two people: nothing of the resident, and the clerk's password takes
    the tablet back.
    """
    found = handing.held()
    if found is None:
        return onward()
    if reader() is not None:
        return _cleared(render_template("accounts/sign_in/still_here.html"), keep=True)
    form = TakeBackForm()
    if form.validate_on_submit():
        if _clerks_password(form, found):
            return _taken_back(found)
        auditing.note("sign_in_failed", account_id=found.account_id, detail="tablet")
        form.password.errors = [_("The password is not right.")]
    page = render_template("accounts/sign_in/hand_back.html", form=form)
    return _cleared(page, 422 if form.errors else 200)


def _clerks_password(form: TakeBackForm, found: Handed) -> bool:
    """Raises TooMany."""
    place = places.of_tablet(handing.token() or "")
    account = check_password(found.login, written(form.password), place)
    return account is not None and account.account_id == found.account_id


def _cleared(page: str, status: int = 200, *, keep: bool = False) -> Response:
    response = make_response(page, status)
    if not keep:  # no page, picture or draft of the resident stays in the tablet's browser
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _taken_back(found: Handed) -> Response:
    handing.finish()
    begin(found.account_id, own_phone=False)
    back = someone()
    if back is not None and found.factor_at is not None:
        complete(
            back, FactorState(found.factor_method or "", found.factor_at, found.factor_community_id)
        )
    auditing.note("taken_back")
    return with_looks(redirect(url_for("desk.today"), 303), found.account_id)


@blueprint.post("/hand-back/done")
def hand_back_done() -> Response:
    """The resident is done, or their minutes are."""
    if PlainForm().validate_on_submit() and handing.token() is not None:
        if someone():
            auditing.note("sign_out", detail="tablet")
        leave()
    return redirect(url_for("accounts.hand_back"), 303)


@blueprint.post("/hand-back/extend")
def hand_back_extend() -> Response:
    """Five minutes more, once.

    A script is told the seconds left; without one the page comes again.
    """
    given = reader() is not None and handing.extend()
    if request.headers.get("X-Requested-With"):
        found = handing.held()
        left = (
            max(0, int((found.until - clock.real()).total_seconds()))
            if found is not None and found.until is not None
            else 0
        )
        return make_response(str(left), 200)
    if given:
        flash(_("You have 5 minutes more."), "success")
    return redirect(safe_next(request.form.get("next")) or url_for("accounts.me"), 303)
