"""Pages of 行: who is in charge, reports, completion."""

from typing import Any

from flask import g

from deliberation.charter.acts import ActName as A
from deliberation.cycle.carry_out.acts import assigning as assigning_acts
from deliberation.cycle.carry_out.acts import covenant as covenant_acts
from deliberation.cycle.carry_out.acts import fund as fund_acts
from deliberation.cycle.carry_out.acts import proposal as acts
from deliberation.cycle.carry_out.acts import task as task_acts
from deliberation.cycle.carry_out.acts import task_money as task_money_acts
from deliberation.cycle.carry_out.blueprint import blueprint
from deliberation.cycle.carry_out.forms import proposal as forms
from deliberation.readings.people import organisations
from deliberation.record.engines import db
from deliberation.web.acting import Attempt, act_page
from deliberation.web.phrases import gettext as _


def _organisations(form: Any, attempt: Attempt) -> None:
    form.organisation_id.choices = [("", _("Please choose"))] + organisations.listed(
        db.session, g.community.id
    )


def _entry(form: Any, attempt: Attempt) -> None:
    form.ref = attempt.ref


act_page(
    blueprint,
    A.assign,
    forms.AssignForm,
    lambda f, c: assigning_acts.Assign(
        **c,
        organisation_id=f.organisation_id.data,
        finish_on=f.finish_on.data.isoformat(),
        task=f.task.data,
    ),
    prepare=_organisations,
)
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
    A.file_covenant,
    forms.FilingForm,
    lambda f, c: covenant_acts.FileCovenant(
        **c, filed_on=f.filed_on.data.isoformat(), document=f.document.data
    ),
)
act_page(
    blueprint,
    A.record_task_money,
    forms.TaskMoneyForm,
    lambda f, c: task_money_acts.RecordTaskMoney(
        **c,
        what=f.what.data,
        amount=f.amount.fen,
        happened_on=f.happened_on.data.isoformat(),
        document=f.document.data,
    ),
    anchor="#task",
)
act_page(
    blueprint,
    A.strike_task_money,
    forms.StrikeForm,
    lambda f, c: task_money_acts.StrikeTaskMoney(**c, entry_id=f.ref, reason=f.reason.data),
    prepare=_entry,
    template="carry_out/strike.html",
    anchor="#task",
)
act_page(
    blueprint,
    A.record_spend,
    forms.SpendForm,
    lambda f, c: fund_acts.RecordSpend(
        **c,
        what=f.what.data,
        amount=f.amount.fen,
        happened_on=f.happened_on.data.isoformat(),
        document=f.document.data,
    ),
    anchor="#spending",
)
act_page(
    blueprint,
    A.strike_spend,
    forms.StrikeForm,
    lambda f, c: fund_acts.StrikeSpend(**c, entry_id=f.ref, reason=f.reason.data),
    prepare=_entry,
    template="carry_out/strike_spend.html",
    anchor="#spending",
)
act_page(
    blueprint,
    A.review_task,
    forms.ReviewForm,
    lambda f, c: task_acts.ReviewTask(**c, verdict=f.verdict.data, reasons=f.reasons.data),
    anchor="#task",
)
act_page(
    blueprint,
    A.exit_task,
    forms.ExitForm,
    lambda f, c: task_acts.ExitTask(**c, cause=f.cause.data, reasons=f.reasons.data),
    anchor="#task",
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
    prepare=_entry,
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
