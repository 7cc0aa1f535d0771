"""Pages of what the deliberation council does with a proposal, and of the appeal against it."""

from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.cycle.propose.acts import appeal as appeal_acts
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.cycle.propose.forms import council as council_forms
from deliberation.web.acting import act_page
from deliberation.web.places import Attempt
from deliberation.web.words.base import CODES


def _reasons_list(form: Any, attempt: Attempt) -> None:
    form.reason.choices = [
        (code, CODES.get(code, code)) for code in attempt.case.rulebook.passing_reasons
    ]


act_page(
    blueprint,
    A.take_up,
    council_forms.NoteForm,
    lambda f, c: council_acts.TakeUp(**c, note=f.note.data),
)
act_page(
    blueprint,
    A.pass_on,
    council_forms.PassOnForm,
    lambda f, c: council_acts.PassOn(**c, reason=f.reason.data, explanation=f.explanation.data),
    prepare=_reasons_list,
)
act_page(
    blueprint,
    A.appeal,
    council_forms.AppealForm,
    lambda f, c: appeal_acts.Appeal(**c, grounds=f.grounds.data),
)
act_page(
    blueprint,
    A.decide_appeal,
    council_forms.DecideAppealForm,
    lambda f, c: appeal_acts.DecideAppeal(**c, outcome=f.outcome.data, reasons=f.reasons.data),
)
