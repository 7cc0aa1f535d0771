"""A desk entry corrected by a later one: the page of the clerk, and the mark beside what was
entered wrongly. Hangs on the desk.

Imported for its routes by create_app.
"""

from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation.charter.acts import ActName as A
from deliberation.desk.acts.corrections import CORRECTABLE
from deliberation.desk.attempting import form_page
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms.corrections import CorrectionForm
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.people import LONGEST, adults
from deliberation.readings import rules
from deliberation.readings.desk import entries as reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people import roster as roster_reading
from deliberation.record.engines import db
from deliberation.web.words.base import ACT
from deliberation.web.words.matter import scores

from .correcting import Wrong, correct


def _corrections(proposal_id: str) -> dict[str, Any]:
    kept: dict[str, dict[str, Any]] = g.setdefault("desk_corrections", {})
    if proposal_id not in kept:
        kept[proposal_id] = reading.corrected(db.session, g.community.id, proposal_id)
    return kept[proposal_id]


@blueprint.app_template_global()
def correction_of(proposal_id: str, ref: str) -> Any:
    """How a comment or objection entered at the desk was corrected, or None.

    Asked once for each proposal of a page.
    """
    return _corrections(proposal_id).get(ref)


@blueprint.route("/desk/entries/<act_id>/correct", methods=["GET", "POST"])
@clerks_only
def correct_entry(act_id: str) -> Any:
    """The wrong entry, what is right, and why.

    The right one is entered, a wrong co-signature taken back, and both are bound together.
    """
    _first, made = reading.of_act(db.session, g.community.id, act_id)
    if made is None or made.act not in CORRECTABLE:
        abort(404)
    if not fresh():
        return ask_code()
    said = reading.said(db.session, g.community.id, made.proposal_id, made.act, made.ref)
    text = request.values.get("q", "").strip()[:LONGEST]
    form, reasons = _form(made, said, text), []
    if request.method == "POST" and form.validate():
        reasons = correct(form, Wrong(made, said))
        if not reasons:
            return _done(act_id)
    shown = {"said": said, "reasons": reasons, "text": text, "act_id": act_id}
    return form_page("desk/entries/correct.html", form=form, **shown, **_beside(made))


def _done(act_id: str) -> Response:
    flash(_("Corrected. Both entries stay, each with the other."), "message")
    return redirect(url_for("desk.receipt", act_id=act_id), 303)


def _beside(made: Any) -> dict[str, Any]:
    """What the page shows of the wrong entry: whose it is, of what, and earlier corrections."""
    s, c, p = db.session, g.community.id, made.proposal_id
    before, _rights = reading.corrections_of(s, c, p, made.fact_id)
    return {
        "made": made,
        "before": before,
        "row": roster_reading.person(s, c, made.person_id),
        "p": proposal_page.row(s, c, p),
        "label": ACT[made.act][0],
    }


def _form(made: Any, said: Any, text: str) -> CorrectionForm:
    """With the fields that fit the act, the words as they stand, and whoever is found by `text`."""
    form = CorrectionForm()
    if made.act == A.cosign.value:
        del form.what
    if made.act not in (A.comment.value, A.object.value):
        del form.body
    elif request.method == "GET" and said is not None and not form.body.data:
        form.body.data = said.body
    if made.act != A.rate.value:
        del form.score
    else:
        p = proposal_page.row(db.session, g.community.id, made.proposal_id)
        form.score.choices = scores(rules.matter_of(db.session, g.community.id, p))
    form.right_person.choices = _who_it_may_have_been(made, text)
    return form


def _who_it_may_have_been(made: Any, text: str) -> list[tuple[str, str]]:
    return [
        ("", _("Nobody: it should not have been entered at all")),
        *(
            (x.person_id, f"{x.name or '—'} · {x.building}-{x.unit}-{x.room}")
            for x in adults(text, but=made.person_id, most=20)
        ),
    ]
