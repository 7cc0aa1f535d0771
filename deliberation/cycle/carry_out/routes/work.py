"""Pages of the work: reports, completion, putting findings right, giving it up."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.carry_out.acts import work as acts
from deliberation.cycle.carry_out.blueprint import blueprint
from deliberation.cycle.carry_out.forms import work as forms
from deliberation.web.acting import act_page, at_entry

act_page(
    blueprint,
    A.report_progress,
    forms.ProgressForm,
    lambda f, c: acts.ReportProgress(
        **c,
        percent=f.percent.data,
        body=f.body.data,
        evidence=f.evidence.data,
        files=f.files.keep(),
    ),
)
act_page(
    blueprint,
    A.finish,
    forms.FinishForm,
    lambda f, c: acts.Finish(**c, body=f.body.data, evidence=f.evidence.data, files=f.files.keep()),
)
act_page(
    blueprint,
    A.rectify,
    forms.RectifyForm,
    lambda f, c: acts.Rectify(**c, finding_id=f.ref, body=f.body.data),
    prepare=at_entry,
    template="supervise/at_entry.html",
)
act_page(
    blueprint,
    A.not_carried_out,
    forms.GiveUpForm,
    lambda f, c: acts.GiveUp(
        **c,
        decided_on=f.decided_on.data.isoformat(),
        reasons=f.reasons.data,
        document=f.document.data,
    ),
)
