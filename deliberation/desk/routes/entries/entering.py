"""窗口代录: the clerk enters one act for somebody who is at the desk or was visited, from a signed
slip. Ballots and proxies, and the sheet many have signed, have modules of their own.
"""

from typing import Any

from flask import abort, g, redirect, request, url_for

from deliberation.charter.act import Act
from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle import objections
from deliberation.charter.needs.supervision import MY_GROUNDS
from deliberation.charter.numbers import whole
from deliberation.desk.acts.entries import EnterFor
from deliberation.desk.attempting import form_page
from deliberation.desk.blueprint import blueprint
from deliberation.desk.cannot import cannot, case_of
from deliberation.desk.forms import entries as desk_entry_forms
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.people import person_of
from deliberation.readings import rules
from deliberation.readings.people.beforehand import against, blank
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.web.doing import follow
from deliberation.web.forms.files_ready import ready
from deliberation.web.forms.offered import offer
from deliberation.web.tenancy import actor
from deliberation.web.words.base import ACT

from .slips import KINDS, Slip, matter_of, told

ASKED = ("title", "stance", "body", "ground", "score")  # of one act or another


@blueprint.route("/desk/for/<person_id>/<kind>/<proposal_id>", methods=["GET", "POST"])
@clerks_only
def enter(person_id: str, kind: str, proposal_id: str) -> Any:
    """One form per act: what they want, and the slip.

    Ballots and proxies have pages of their own.
    """
    name, row, p = _with_form(kind), person_of(person_id), matter_of(proposal_id)
    if said := cannot(name, row, p):
        return said
    if not fresh():
        return ask_code()
    form, reasons = _form(name, p), []
    not_now: dict[str, Any] = {}
    if name is A.object:
        _grounds(form, row, p, not_now)
    if request.method == "POST" and form.validate():
        reasons = told(lambda: _entered(form, person_id, _inner(name, form, proposal_id)))
        if not reasons:
            return redirect(url_for("desk.receipt", act_id=form.act_id.data), 303)
    shown = {"row": row, "p": p, "reasons": reasons, "label": ACT[name.value][0], "kind": kind}
    shown |= not_now
    return form_page("desk/entries/enter.html", form=form, name=name.value, **shown)


def _with_form(kind: str) -> A:
    """The act of this kind, or 404 where it is not entered on this page."""
    name = KINDS.get(kind)
    return name if name in desk_entry_forms.FORMS else abort(404)


def _form(name: A, p: Any) -> Any:
    form: Any = desk_entry_forms.FORMS[name]()
    if name is A.rate:
        form.ask(rules.matter_of(db.session, g.community.id, p))
    return form


def _grounds(form: Any, row: Any, p: Any, shown: dict[str, Any]) -> None:
    """Only grounds they can still object on."""
    case = case_of(row, p)
    if not against(db.session, case, blank(A.object, p.proposal_id)):
        offer(form.ground, shown, objections.against(case, case[MY_GROUNDS]))


def _inner(name: A, form: Any, proposal_id: str) -> Act:
    """Their act as the form says it; what was left empty is not said."""
    said = {f: form[f].data for f in ASKED if f in form and form[f].data not in (None, "")}
    if name is A.rate:
        said["score"] = whole(said["score"]) or 0
    if name is A.propose_project:
        said["cost"] = form.cost.fen
    return attempt_of(name, act_id=form.act_id.data, subject_id=proposal_id, **said)


def _entered(form: Any, person_id: str, inner: Act) -> None:
    """Raises Refused, NotTaken, NoStore."""
    slip = Slip(person_id, form.slip.data, form.how.data)

    def entry() -> EnterFor:  # asked twice: until the act may be done the photo is only promised
        return slip.entry(inner, form.photo.one())

    ready(form, entry)
    follow(perform(entry(), actor(), g.community.id))
