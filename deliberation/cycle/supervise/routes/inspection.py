"""Pages of inspection: findings, what was put right or given up, acceptance."""

from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.finishing import INSPECTS
from deliberation.cycle.supervise.acts import inspection as acts
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.cycle.supervise.forms import inspection as forms
from deliberation.cycle.supervise.forms import words as words_forms
from deliberation.readings.people.left_to import left_to
from deliberation.record.engines import db
from deliberation.web.acting import act_page, at_entry
from deliberation.web.places import Attempt


def _others(form: Any, attempt: Attempt) -> None:
    """Who else has to accept it, beside the reader and whoever has since the last fault."""
    case = attempt.case
    accepted = {x.person_id for x in attempt.view.acceptances if x.stands} - {case.me}
    wanted = case.kind.inspect.inspectors - 1 - len(accepted)
    did = {case.me, *accepted}
    attempt.shown["left_to"] = left_to(db.session, case, [INSPECTS] * wanted, did)


act_page(
    blueprint,
    A.record_finding,
    words_forms.WordsForm,
    lambda f, c: acts.RecordFinding(**c, body=f.body.data),
)
act_page(
    blueprint,
    A.verify_rectified,
    forms.VerifyForm,
    lambda f, c: acts.VerifyRectified(
        **c, finding_id=f.ref, ok=f.ok.data == "yes", body=f.body.data
    ),
    prepare=at_entry,
    template="supervise/at_entry.html",
)
act_page(
    blueprint,
    A.waive_finding,
    words_forms.WordsForm,
    lambda f, c: acts.WaiveFinding(**c, finding_id=f.ref, reasons=f.body.data),
    prepare=at_entry,
    template="supervise/at_entry.html",
)
act_page(
    blueprint,
    A.accept,
    forms.AcceptForm,
    lambda f, c: acts.Accept(**c, statement=f.body.data),
    prepare=_others,
)
