"""A proposal as somebody dictated it at the desk: read back, begun and submitted for its author."""

from typing import Any

from flask import g, redirect, request, url_for

from deliberation.charter.act import Act
from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.desk.act_ids import derived
from deliberation.desk.attempting import form_page
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import entries as desk_entry_forms
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.people import person_of
from deliberation.readings import rules
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.web.doing import follow
from deliberation.web.forms.files_ready import ready
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _
from deliberation.web.tenancy import actor

from .slips import Slip, told


@blueprint.route("/desk/for/<person_id>/proposal", methods=["GET", "POST"])
@clerks_only
def enter_proposal(person_id: str) -> Any:
    """A proposal as dictated: read back, begun and submitted for its author."""
    row = person_of(person_id)
    if not fresh():
        return ask_code()
    form, reasons = desk_entry_forms.ProposalFor(), []
    form.only_kinds_of(rules.in_force(db.session, g.community.id))
    if request.method == "POST" and form.validate():
        submitted = derived(form.attempt_id, "submit")
        reasons = told(lambda: _begun_and_submitted(form, person_id, submitted))
        if not reasons:
            return redirect(url_for("desk.receipt", act_id=submitted), 303)
    shown = {"row": row, "p": None, "reasons": reasons, "label": _("Propose something")}
    return form_page("desk/entries/enter.html", form=form, name="draft", **shown)


def _begun_and_submitted(
    form: desk_entry_forms.ProposalFor, person_id: str, submitted: str
) -> None:
    """Two acts on one slip; the photo hangs on the second, `submitted`. Raises Refused, NotTaken,
    NoStore.
    """
    slip = Slip(person_id, written(form.slip), written(form.how))
    draft = slip.beginning(_draft(form))
    ready(form, lambda: draft)
    photo = form.photo.one()
    begun = perform(draft, actor(), g.community.id).subject_id
    submit = attempt_of(A.submit, act_id=submitted, subject_id=begun, **form.said())
    follow(perform(slip.entry(submit, photo), actor(), g.community.id))


def _draft(form: desk_entry_forms.ProposalFor) -> Act:
    asked = ("uses_common_parts", "spends_money", "concerns_one_neighbour")
    answers = {q: bool(form[q].data) for q in asked}
    title, body = written(form.title), written(form.body)
    return attempt_of(A.draft, act_id=form.attempt_id, title=title, body=body, answers=answers)
