"""Near relatives: declared at the desk, or by whoever holds an office that they may not hold beside
one another.
"""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from deliberation.accounts.landing import to_sign_in
from deliberation.charter.roles import Role
from deliberation.desk.attempting import attempt
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms.desk import PressForm
from deliberation.desk.guard import ask_code, case_here, clerks_only, fresh
from deliberation.desk.people import found, person_of, searched
from deliberation.readings.people import roster as reading
from deliberation.record.engines import db
from deliberation.roster.acts import people as acts


@blueprint.route("/desk/people/<person_id>/relatives", methods=["GET", "POST"])
@clerks_only
def relatives(person_id: str) -> Any:
    """Near relatives of a person, as declared at the desk (Art 36: they are no supervisors beside
    committee members).
    """
    row = person_of(person_id)
    return _relatives(row, back=url_for("desk.person", person_id=person_id), clerk=True)


@blueprint.route("/my-relatives", methods=["GET", "POST"])
def my_relatives() -> Any:
    """Supervisors and committee members declare their own near relatives."""
    if not current_user.is_authenticated:
        return to_sign_in()
    if not {Role.supervisor, Role.committee_member} & case_here().roles():
        abort(403)
    row = reading.person(db.session, g.community.id, current_user.person_id)
    return _relatives(row, back=url_for("accounts.me"), clerk=False)


def _relatives(row: Any, back: str, *, clerk: bool) -> Any:
    """`clerk`: may look into the roster; others name their relative in full and see no address."""
    if not fresh():
        return ask_code()
    form, reasons = PressForm(), []
    if request.method == "POST":
        reasons = _declared(form, row, request.form.get("relative_id", ""))
        if not reasons:
            flash(_("Recorded."), "message")
            return redirect(request.path, 303)
    text = searched()
    known = reading.relatives_of(db.session, g.community.id, row.person_id)
    shown = {"form": form, "reasons": reasons, "back": back, "known": known}
    them = _possible(row, text, clerk=clerk)
    return render_template(
        "desk/roster/relatives.html", clerk=clerk, row=row, text=text, found=them, **shown
    ), 422 if reasons else 200


def _declared(form: PressForm, row: Any, other: str) -> list[str]:
    """The reasons against, in words, or nothing."""
    if not form.validate():
        return [_("The form had been open too long. Please press again.")]
    if not other:
        return [_("Please choose one.")]
    return attempt(
        acts.DeclareRelative(act_id=form.attempt_id, person_id=row.person_id, relative_id=other)
    )


def _possible(row: Any, text: str, *, clerk: bool) -> list[Any]:
    return [
        p
        for p in found(text, most=20)
        if p.person_id != row.person_id and (clerk or p.name == text)
    ]
