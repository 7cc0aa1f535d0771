"""A desk entry corrected by a later one: the page of the clerk, and the mark beside what was
entered wrongly. Hangs on the desk.

The right entry is made, a wrong co-signature taken back, and one act binds both. Imported for its
routes by create_app.
"""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.charter.ids import is_id
from deliberation.charter.numbers import whole
from deliberation.charter.reasons import Refused
from deliberation.desk.act_ids import derived
from deliberation.desk.acts.corrections import CORRECTABLE, CorrectEntry
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
from deliberation.record.write.perform import perform
from deliberation.web.doing import follow
from deliberation.web.forms.typed import written
from deliberation.web.tenancy import actor
from deliberation.web.words.base import ACT, say
from deliberation.web.words.matter import scores

from .slips import Slip


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
        reasons = _correct(form, _Wrong(made, said))
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


@dataclass(frozen=True, slots=True)
class _Wrong:
    """The entry as it was made, and what was said in it (None of a co-signature, or erased)."""

    made: Any
    said: Any

    @property
    def spoken(self) -> bool:
        """Whether it is in words: a comment or an objection."""
        return self.made.act in (A.comment.value, A.object.value)

    def words(self, form: CorrectionForm) -> dict[str, Any]:
        """A comment or objection once more: the right words, the rest as it was."""
        body = form.body.data or (self.said.body if self.said is not None else "")
        if self.made.act == A.comment.value:
            return {
                "body": body,
                "stance": self.said.stance if self.said is not None else "neutral",
            }
        return {"body": body, "ground": self.said.ground if self.said is not None else ""}

    def score(self, form: CorrectionForm, what: str) -> dict[str, Any]:
        """A rating once more: the score typed, else the one given where only the person was
        wrong.
        """
        typed = whole(form.score.data)
        kept = self.said.score if self.said is not None and what == "person" else 0
        return {"score": kept if typed is None else typed}

    def fields(self, form: CorrectionForm, what: str) -> dict[str, Any]:
        """What the right entry says."""
        if self.spoken:
            return self.words(form)
        return self.score(form, what) if self.made.act == A.rate.value else {}


def _correct(form: CorrectionForm, wrong: _Wrong) -> list[str]:
    """→ the reasons against, in words, or nothing."""
    what = form.what.data if "what" in form else "person"
    if what not in ("person", "words"):
        form.what.errors = [_("Please choose one.")]
        return [_("Please say what was wrong.")]
    try:
        if wrong.made.act == A.cosign.value:
            _take_back(form, wrong.made)
        _bind(form, wrong.made, what, _right(form, wrong, what))
    except Refused as refused:
        return [say(r) for r in refused.reasons]
    return []


def _take_back(form: CorrectionForm, made: Any) -> None:
    """The name of whoever did not sign goes, where that is still possible; a step already taken on
    it stays, and the record says why.
    """
    at = derived(form.attempt_id, f"undo {written(form.slip)}")
    try:
        _enter(at, A.take_back, made, _slip(form, made, made.person_id), {})
    except Refused:
        flash(
            _("The wrong name could not be taken back any more; the correction stands beside it."),
            "message",
        )


def _right(form: CorrectionForm, wrong: _Wrong, what: str) -> str | None:
    """The fact of the right entry, made now; None where there is none. Words alone are put right by
    the correction itself. Raises Refused.
    """
    made = wrong.made
    person_id = made.person_id if what == "words" else form.right_person.data or ""
    if not is_id(person_id) or (what == "words" and made.act != A.rate.value):
        return None
    at = derived(form.attempt_id, f"right {person_id} {written(form.slip)}")
    slip = _slip(form, made, person_id)
    _enter(at, A(made.act), made, slip, wrong.fields(form, what))
    later = reading.of_act(db.session, g.community.id, at)[1]
    return later.fact_id if later is not None else None


def _bind(form: CorrectionForm, made: Any, what: str, right_id: str | None) -> None:
    """Both entries belong together from now, and why. Raises Refused."""
    act = CorrectEntry(
        act_id=form.attempt_id,
        subject_id=made.proposal_id,
        entry_id=made.fact_id,
        what=what,
        slip=written(form.slip),
        reason=written(form.reason),
        body=form.body.data if what == "words" and "body" in form else None,
        right_id=right_id,
    )
    follow(perform(act, actor(), g.community.id))


def _slip(form: CorrectionForm, made: Any, person_id: str) -> Slip:
    return Slip(person_id, written(form.slip), made.how)


def _enter(act_id: str, name: A, made: Any, slip: Slip, fields: dict[str, Any]) -> None:
    inner = attempt_of(name, act_id=act_id, subject_id=made.proposal_id, **fields)
    follow(perform(slip.entry(inner), actor(), g.community.id))
