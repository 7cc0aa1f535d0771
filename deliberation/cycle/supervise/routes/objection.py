"""Pages of objections: what can be objected to now, the answer, and what follows from it."""

from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.objections import against
from deliberation.charter.needs.supervision import MY_GROUNDS
from deliberation.cycle.supervise.acts import objection as acts
from deliberation.cycle.supervise.acts import remedy
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.cycle.supervise.forms import objection as forms
from deliberation.readings.page import remedies
from deliberation.record.engines import db
from deliberation.web.acting import act_page, at_entry
from deliberation.web.forms.offered import offer
from deliberation.web.places import Attempt


def _grounds(form: Any, attempt: Attempt) -> None:
    """Only what can be objected to now, by whom: nobody writes an objection that cannot be made."""
    used = attempt.case.answers.get(MY_GROUNDS)
    if used is not None:  # asked before, unless the gate is against it
        offer(form.ground, attempt.shown, against(attempt.case, used))


act_page(
    blueprint,
    A.object,
    forms.ObjectForm,
    lambda f, c: acts.Object(**c, ground=f.ground.data, body=f.body.data),
    prepare=_grounds,
    template="supervise/object.html",
    straight=True,
)


def _promised(form: Any, attempt: Attempt) -> None:
    """What upholding it leads to here and now."""
    at_entry(form, attempt)
    attempt.shown["promised"] = remedies.promised(db.session, attempt.case, attempt.ref)


act_page(
    blueprint,
    A.answer_objection,
    forms.AnswerObjectionForm,
    lambda f, c: acts.AnswerObjection(
        **c, objection_id=f.ref, outcome=f.outcome.data, reasons=f.reasons.data
    ),
    prepare=_promised,
    template="supervise/at_entry.html",
)


def _open_ways(form: Any, attempt: Attempt) -> None:
    """Only what may follow now, and why not the rest of what an objection like this can lead to."""
    at_entry(form, attempt)
    against = remedies.against(db.session, attempt.case, attempt.ref)
    if against is not None:
        offer(form.way, attempt.shown, against)


act_page(
    blueprint,
    A.remedy,
    forms.RemedyForm,
    lambda f, c: remedy.Remedy(**c, objection_id=f.ref, way=f.way.data, reasons=f.reasons.data),
    prepare=_open_ways,
    template="supervise/at_entry.html",
    anchor="#objections",
)
