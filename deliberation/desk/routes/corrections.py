"""A desk entry corrected by a later one: the page of the clerk, and the mark beside what was
entered wrongly. Hangs on the desk.

Imported for its routes by create_app.
"""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField

from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.charter.ids import is_id
from deliberation.charter.numbers import whole
from deliberation.charter.reasons import Refused
from deliberation.desk.act_ids import derived
from deliberation.desk.acts import entries as desk_acts
from deliberation.desk.acts.corrections import CORRECTABLE, CorrectEntry
from deliberation.desk.blueprint import blueprint
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.readings import rules
from deliberation.readings.desk import entries as reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people import roster as roster_reading
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.web.acting import follow
from deliberation.web.forms.civic import ChoiceCards, CivicForm, filled
from deliberation.web.forms.typed import written
from deliberation.web.tenancy import actor
from deliberation.web.words.base import ACT, say
from deliberation.web.words.matter import scores


class CorrectionForm(CivicForm):
    """What was wrong, and what is right. Fields that do not fit the act are taken out."""

    what = ChoiceCards(
        _l("What was wrong?"),
        choices=[
            ("words", _l("What was entered (the person is right)")),
            ("person", _l("The person it was entered for")),
        ],
        validate_choice=False,
    )
    body = TextAreaField(_l("The right words"))
    score = ChoiceCards(_l("The right score"), choices=[], validate_choice=False)
    right_person = RadioField(_l("Who was it?"), choices=[], validate_choice=False)
    slip = StringField(_l("Number of the signed slip"), [filled()], render_kw={"maxlength": 40})
    reason = TextAreaField(_l("How did it happen? (shown)"), [filled()])


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
    before, _rights = reading.corrections_of(
        db.session, g.community.id, made.proposal_id, made.fact_id
    )
    row, said = (
        roster_reading.person(db.session, g.community.id, made.person_id),
        reading.said(db.session, g.community.id, made.proposal_id, made.act, made.ref),
    )
    form, reasons, text = _form(made), [], request.values.get("q", "").strip()[:40]
    found = (
        [
            x
            for x in roster_reading.people(db.session, g.community.id, text=text, limit=20)[0]
            if x.standing == "adult" and x.person_id != made.person_id
        ]
        if text
        else []
    )
    form.right_person.choices = [
        ("", _("Nobody: it should not have been entered at all")),
        *((x.person_id, f"{x.name or '—'} · {x.building}-{x.unit}-{x.room}") for x in found),
    ]
    if request.method == "GET" and said is not None and "body" in form and not form.body.data:
        form.body.data = said.body
    if request.method == "POST" and form.validate():
        reasons = _correct(form, made, said)
        if not reasons:
            flash(_("Corrected. Both entries stay, each with the other."), "message")
            return redirect(url_for("desk.receipt", act_id=act_id), 303)
    return render_template(
        "desk/entries/correct.html",
        form=form,
        made=made,
        row=row,
        said=said,
        before=before,
        reasons=reasons,
        text=text,
        act_id=act_id,
        p=proposal_page.row(db.session, g.community.id, made.proposal_id),
        label=ACT[made.act][0],
    ), 422 if request.method == "POST" else 200


def _form(made: Any) -> CorrectionForm:
    form = CorrectionForm()
    if made.act == A.cosign.value:
        del form.what
    if made.act not in (A.comment.value, A.object.value):
        del form.body
    if made.act != A.rate.value:
        del form.score
    else:
        p = proposal_page.row(db.session, g.community.id, made.proposal_id)
        form.score.choices = scores(rules.matter_of(db.session, g.community.id, p))
    return form


def _correct(form: CorrectionForm, made: Any, said: Any) -> list[str]:
    what = form.what.data if "what" in form else "person"
    if what not in ("person", "words"):
        form.what.errors = [_("Please choose one.")]
        return [_("Please say what was wrong.")]
    right = made.person_id if what == "words" else form.right_person.data or ""
    right_act, reasons = "", []
    try:
        if made.act == A.cosign.value:
            _take_back(form, made)
        if is_id(right) and not (what == "words" and made.act != A.rate.value):
            right_act = derived(form.attempt_id, f"right {right} {written(form.slip)}")
            _enter(right_act, A(made.act), made, right, form, _fields(form, made, said, what))
        later = reading.of_act(db.session, g.community.id, right_act)[1] if right_act else None
        follow(
            perform(
                CorrectEntry(
                    act_id=form.attempt_id,
                    proposal_id=made.proposal_id,
                    entry_id=made.fact_id,
                    what=what,
                    slip=written(form.slip),
                    reason=written(form.reason),
                    body=form.body.data if what == "words" and "body" in form else None,
                    right_id=later.fact_id if later is not None else None,
                ),
                actor(),
                g.community.id,
            )
        )
    except Refused as refused:
        reasons = [say(r) for r in refused.reasons]
    return reasons


def _take_back(form: CorrectionForm, made: Any) -> None:
    """The name of whoever did not sign goes, where that is still possible; a step already taken on
    it stays, and the record says why.
    """
    try:
        _enter(
            derived(form.attempt_id, f"undo {written(form.slip)}"),
            A.take_back,
            made,
            made.person_id,
            form,
            {},
        )
    except Refused:
        flash(
            _("The wrong name could not be taken back any more; the correction stands beside it."),
            "message",
        )


def _fields(form: CorrectionForm, made: Any, said: Any, what: str) -> dict[str, Any]:
    if made.act == A.comment.value:
        return {
            "body": form.body.data or (said.body if said is not None else ""),
            "stance": said.stance if said is not None else "neutral",
        }
    if made.act == A.object.value:
        return {
            "body": form.body.data or (said.body if said is not None else ""),
            "ground": said.ground if said is not None else "",
        }
    if made.act == A.rate.value:
        typed = whole(form.score.data)
        kept = said.score if said is not None and what == "person" else 0
        return {"score": kept if typed is None else typed}
    return {}


def _enter(
    act_id: str, name: A, made: Any, person_id: str, form: CorrectionForm, fields: dict[str, Any]
) -> None:
    follow(
        perform(
            desk_acts.EnterFor(
                act_id=act_id,
                proposal_id=made.proposal_id,
                person_id=person_id,
                slip=written(form.slip),
                how=made.how,
                inner=attempt_of(name, act_id=act_id, proposal_id=made.proposal_id, **fields),
            ),
            actor(),
            g.community.id,
        )
    )
