"""The page of refusing a task."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.suggest.acts import task as acts
from deliberation.cycle.suggest.blueprint import blueprint
from deliberation.cycle.suggest.forms import task as forms
from deliberation.web.acting import act_page

act_page(
    blueprint,
    A.refuse_task,
    forms.RefuseTaskForm,
    lambda f, c: acts.RefuseTask(**c, reasons=f.reasons.data),
)
