"""Pages of reviewing and leaving a task."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.carry_out.acts import task as acts
from deliberation.cycle.carry_out.blueprint import blueprint
from deliberation.cycle.carry_out.forms import task as forms
from deliberation.web.acting import act_page

act_page(
    blueprint,
    A.review_task,
    forms.ReviewForm,
    lambda f, c: acts.ReviewTask(**c, verdict=f.verdict.data, reasons=f.reasons.data),
    anchor="#task",
)
act_page(
    blueprint,
    A.exit_task,
    forms.ExitForm,
    lambda f, c: acts.ExitTask(**c, cause=f.cause.data, reasons=f.reasons.data),
    anchor="#task",
)
