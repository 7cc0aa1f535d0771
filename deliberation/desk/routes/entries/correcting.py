"""What a correction does: the right entry is made, a wrong co-signature taken back, and one act
binds both. Called by the page beside this module.
"""

from dataclasses import dataclass
from typing import Any

from flask import flash, g
from flask_babel import gettext as _

from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.charter.ids import is_id
from deliberation.charter.numbers import whole
from deliberation.charter.reasons import Refused
from deliberation.desk.act_ids import derived
from deliberation.desk.acts.corrections import CorrectEntry
from deliberation.desk.forms.corrections import CorrectionForm
from deliberation.readings.desk import entries as reading
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.web.acting import follow
from deliberation.web.forms.typed import written
from deliberation.web.tenancy import actor
from deliberation.web.words.base import say

from .shared import Slip


@dataclass(frozen=True, slots=True)
class Wrong:
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


def correct(form: CorrectionForm, wrong: Wrong) -> list[str]:
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


def _right(form: CorrectionForm, wrong: Wrong, what: str) -> str | None:
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
        proposal_id=made.proposal_id,
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
    inner = attempt_of(name, act_id=act_id, proposal_id=made.proposal_id, **fields)
    follow(perform(slip.entry(inner), actor(), g.community.id))
