"""Pages of inspection: findings, what was put right or given up, acceptance."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.supervise.acts import inspection as acts
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.cycle.supervise.forms import inspection as forms
from deliberation.cycle.supervise.forms import words as words_forms
from deliberation.web.acting import act_page, at_entry

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
)
