"""A lost second factor: the desk asks, a supervisor confirms with their own code, then every factor
of the holder is void.

Nobody does both, and nobody does either for themselves.
"""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from deliberation.charter.reasons import Refused
from deliberation.charter.roles import Role
from deliberation.desk.acts import entries as desk_acts
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import entries as desk_entry_forms
from deliberation.desk.guard import ask_code, case_here, clerks_only, fresh
from deliberation.readings.desk import reset_requests
from deliberation.readings.people import roster as roster_reading
from deliberation.record.engines import db
from deliberation.record.private import accounts, sessions
from deliberation.record.private.factors import resets
from deliberation.record.write.perform import perform
from deliberation.web.acting import follow
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.typed import written
from deliberation.web.tenancy import actor
from deliberation.web.words.base import say


@blueprint.route("/desk/people/<person_id>/reset", methods=["GET", "POST"])
@clerks_only
def ask_reset(person_id: str) -> Any:
    """The person stands at the desk without their phone or card.

    Nothing changes until a supervisor confirms.
    """
    row = roster_reading.person(db.session, g.community.id, person_id) or abort(404)
    if not fresh():
        return ask_code()
    form, reasons = desk_entry_forms.ResetForm(), []
    if request.method == "POST" and form.validate():
        if not form.seen.data:
            form.seen.errors = [_("Only with the person in front of you.")]
        else:
            try:
                follow(
                    perform(
                        desk_acts.AskReset(
                            act_id=form.attempt_id, person_id=person_id, reason=written(form.reason)
                        ),
                        actor(),
                        g.community.id,
                    )
                )
                flash(
                    _(
                        "Asked. A supervisor confirms it now with their own code, on the "
                        "page “Second factors to take away”."
                    ),
                    "message",
                )
                return redirect(url_for("desk.person", person_id=person_id), 303)
            except Refused as refused:
                reasons = [say(r) for r in refused.reasons]
    return render_template(
        "desk/roster/office.html",
        form=form,
        row=row,
        reasons=reasons,
        title=_("Second factor lost"),
    ), 422 if request.method == "POST" else 200


@blueprint.route("/resets", methods=["GET", "POST"])
def factor_resets() -> Any:
    """What supervisors and clerks see: open requests with their two buttons, and what was
    decided.
    """
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    roles = case_here().roles()
    if roles.isdisjoint({Role.supervisor, Role.clerk}):
        abort(403)
    form, reasons, status = CivicForm(), [], 200
    if request.method == "POST":
        if not fresh():
            return ask_code()
        status = 422
        if form.validate():
            reasons = _decide(
                form, request.form.get("reset_id", ""), request.form.get("decision", "")
            )
            if not reasons:
                return redirect(url_for("desk.factor_resets"), 303)
    rows = reset_requests.resets(db.session, g.community.id)
    return render_template(
        "desk/access/resets.html",
        rows=rows,
        form=form,
        reasons=reasons,
        me=current_user.person_id,
        may_confirm=Role.supervisor in roles,
    ), status


def _decide(form: CivicForm, reset_id: str, decision: str) -> list[str]:
    kind = desk_acts.ConfirmReset if decision == "confirm" else desk_acts.DropReset
    row = next(
        (r for r in reset_requests.resets(db.session, g.community.id) if r.reset_id == reset_id),
        None,
    )

    def beside() -> None:
        """What the fact says is so at the same moment: no factor of theirs works, and nobody is
        signed in as them.
        """
        if row is not None and kind is desk_acts.ConfirmReset:
            resets.revoke_all(g.community.id, row.person_id)
            account = accounts.of_person(g.community.id, row.person_id)
            if account is not None:
                sessions.end_all(account.account_id)
                accounts.forget_devices(account.account_id)

    act = kind(act_id=form.attempt_id, reset_id=reset_id)
    try:
        follow(perform(act, actor(), g.community.id, beside=beside))
    except Refused as refused:
        return [say(r) for r in refused.reasons]
    if row is not None and kind is desk_acts.ConfirmReset:
        flash(
            _(
                "Taken away. The desk can print a new code card for %(name)s now.",
                name=row.name or "—",
            ),
            "message",
        )
    elif row is not None:
        flash(_("Dropped. The second factor stays as it was."), "message")
    return []
