"""What residents ask about their own entry, answered at the desk."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from deliberation.desk.attempting import attempt, form_page
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import roster as roster_forms
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.people import person_of
from deliberation.readings.people import entry as reading
from deliberation.record.engines import db
from deliberation.roster.acts import asking as asking_acts
from deliberation.web.forms.typed import written


@blueprint.get("/desk/requests")
@clerks_only
def requests() -> Any:
    """What residents ask about their own entry, by due date."""
    return render_template(
        "desk/roster/requests.html", rows=reading.requests(db.session, g.community.id, state="open")
    )


@blueprint.route("/desk/requests/<request_id>", methods=["GET", "POST"])
@clerks_only
def answer_request(request_id: str) -> Any:
    """Done, or not and why."""
    found = reading.request(db.session, g.community.id, request_id) or abort(404)
    row = person_of(found.person_id)
    if not fresh():
        return ask_code()
    form, reasons = roster_forms.AnswerForm(), []
    if request.method == "POST" and form.validate():
        reasons = attempt(_answer(form, request_id))
        if not reasons:
            flash(_("Recorded."), "message")
            return redirect(url_for("desk.requests"), 303)
    shown = {"form": form, "found": found, "row": row, "reasons": reasons}
    return form_page("desk/roster/request.html", **shown)


def _answer(form: roster_forms.AnswerForm, request_id: str) -> asking_acts.AnswerCorrection:
    return asking_acts.AnswerCorrection(
        act_id=form.attempt_id,
        request_id=request_id,
        outcome=form.outcome.data,
        answer=written(form.answer),
    )
