"""Lifting a lock: a clerk and a supervisor, each with a code, let a login be tried again at once.

Nothing civic happens and no fact is written; both stand in the audit log. Imported for its
routes by create_app.
"""

from typing import Any

from flask import flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import SelectField

from deliberation import clock
from deliberation.accounts import auditing
from deliberation.accounts.addresses import login_subject
from deliberation.desk import guard as desk_guard
from deliberation.desk import witness
from deliberation.desk.attempting import form_page
from deliberation.desk.blueprint import blueprint
from deliberation.desk.people import person_of
from deliberation.readings.desk import to_enter
from deliberation.record.engines import db
from deliberation.record.private import accounts, attempts
from deliberation.web.forms.civic import CivicForm, CodeField, filled
from deliberation.web.forms.codes import any_code


class LiftForm(CivicForm):
    """Who stands beside the clerk, and their code."""

    witness_id = SelectField(
        _l("Which supervisor stands beside you?"), choices=[], validate_choice=False
    )
    witness_code = CodeField(
        _l("Their code (6 digits)"),
        [filled(), any_code],
        description=_l("Typed by that person, not by you."),
        render_kw={"maxlength": 20, "autocomplete": "off", "inputmode": "numeric"},
    )


@blueprint.route("/desk/people/<person_id>/lift-lock", methods=["GET", "POST"])
@desk_guard.clerks_only
def lift_lock(person_id: str) -> Any:
    """How a login stands, and the two codes that lift what wrong tries have brought on it."""
    row = person_of(person_id)
    account = accounts.of_person(g.community.id, person_id)
    if not desk_guard.fresh():
        return desk_guard.ask_code()
    form, own = LiftForm(), person_id == current_user.person_id
    form.witness_id.choices = _supervisors(but={person_id, current_user.person_id})
    standing = attempts.standing(login_subject(account.login)) if account else None
    # Where nothing is held, no code of the second person is used up.
    if account is not None and standing and standing.held and not own and form.is_submitted():
        if form.validate() and _lifted(form, row, account):
            return redirect(url_for("desk.person", person_id=person_id), 303)
    shown = {"row": row, "standing": standing, "own": own}
    return form_page("desk/access/lift_lock.html", form=form, **shown)


def _supervisors(but: set[str]) -> list[tuple[str, str]]:
    """Who may stand beside the clerk."""
    return [
        (x.person_id, x.name or "—")
        for x in to_enter.supervisors(db.session, g.community.id, clock.now())
        if x.person_id not in but
    ]


def _lifted(form: LiftForm, row: Any, account: accounts.Account) -> bool:
    beside = witness.given(form)
    if beside is None:
        return False
    attempts.lift(login_subject(account.login))
    auditing.note("lock_lifted", about_id=row.person_id)
    auditing.note(
        "lock_lifted",
        account_id=beside.account_id,
        person_id=beside.person_id,
        about_id=row.person_id,
        detail="witness",
    )
    flash(_("Lifted. %(name)s can sign in now.", name=row.name or "—"), "message")
    return True
