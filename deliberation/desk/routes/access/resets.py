"""A lost second factor: the desk asks, a supervisor confirms with their own code, then every factor
of the holder is void.

Nobody does both, and nobody does either for themselves.
"""

from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from deliberation.accounts.landing import to_sign_in
from deliberation.charter.cycle.finishing import CONFIRMS_RESET
from deliberation.charter.roles import Role
from deliberation.desk.acts.resets import AskReset, ConfirmReset, DropReset
from deliberation.desk.attempting import attempt, form_page
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import entries as desk_entry_forms
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.people import person_of
from deliberation.readings.desk import reset_requests
from deliberation.readings.people.left_to import left_to
from deliberation.record.engines import db
from deliberation.record.private import accounts, sessions
from deliberation.record.private.factors import resets
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.typed import written
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.tenancy import case_here

_ASKED = _l(
    "Asked. A supervisor confirms it now with their own code, on the page “Second factors to "
    "take away”."
)


@blueprint.route("/desk/people/<person_id>/reset", methods=["GET", "POST"])
@clerks_only
def ask_reset(person_id: str) -> Any:
    """The person stands at the desk without their phone or card.

    Nothing changes until a supervisor confirms.
    """
    row = person_of(person_id)
    if not fresh():
        return ask_code()
    form, reasons = desk_entry_forms.ResetForm(), []
    if request.method == "POST" and form.validate() and _seen(form):
        why = written(form.reason)
        ask = AskReset(act_id=form.attempt_id, person_id=person_id, reason=why)
        reasons = attempt(ask, said=_ASKED)
        if not reasons:
            return redirect(url_for("desk.person", person_id=person_id), 303)
    case = case_here()
    left = left_to(db.session, case, [CONFIRMS_RESET], {case.me, person_id})
    shown = {"row": row, "reasons": reasons, "left_to": left, "title": _("Second factor lost")}
    return form_page("desk/roster/office.html", form=form, **shown)


def _seen(form: desk_entry_forms.ResetForm) -> bool:
    if not form.seen.data:
        form.seen.errors = [_("Only with the person in front of you.")]
    return bool(form.seen.data)


@blueprint.route("/resets", methods=["GET", "POST"])
def factor_resets() -> Any:
    """What supervisors and clerks see: open requests with their two buttons, and what was
    decided.
    """
    if not current_user.is_authenticated:
        return to_sign_in()
    roles = case_here().roles()
    if roles.isdisjoint({Role.supervisor, Role.clerk}):
        abort(403)
    form, reasons = CivicForm(), []
    if request.method == "POST":
        if not fresh():
            return ask_code()
        reasons = _decide(form) if form.validate() else []
        if not reasons and not form.errors:
            return redirect(url_for("desk.factor_resets"), 303)
    rows = reset_requests.resets(db.session, g.community.id)
    shown = {"me": current_user.person_id, "may_confirm": Role.supervisor in roles}
    return form_page("desk/access/resets.html", rows=rows, form=form, reasons=reasons, **shown)


def _decide(form: CivicForm) -> list[str]:
    """Confirmed or dropped, as the button pressed says; → the reasons against, in words."""
    reset_id = request.form.get("reset_id", "")
    kind = ConfirmReset if request.form.get("decision", "") == "confirm" else DropReset
    row = next(
        (r for r in reset_requests.resets(db.session, g.community.id) if r.reset_id == reset_id),
        None,
    )
    confirmed = kind is ConfirmReset

    def beside() -> None:
        if row is not None and confirmed:
            _void(row.person_id)

    reasons = attempt(kind(act_id=form.attempt_id, reset_id=reset_id), beside=beside)
    if not reasons and row is not None:
        _tell(row, confirmed=confirmed)
    return reasons


def _void(person_id: str) -> None:
    """What the fact says is so at the same moment: no factor of theirs works, and nobody is signed
    in as them.
    """
    resets.revoke_all(g.community.id, person_id)
    account = accounts.of_person(g.community.id, person_id)
    if account is not None:
        sessions.end_all(account.account_id)
        accounts.forget_devices(account.account_id)


def _tell(row: Any, *, confirmed: bool) -> None:
    if not confirmed:
        flash(_("Dropped. The second factor stays as it was."), "message")
        return
    name = row.name or "—"
    flash(
        _("Taken away. The desk can print a new code card for %(name)s now.", name=name), "message"
    )
