"""Pages of money of a task: entered, struck."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.carry_out.acts import task_money as acts
from deliberation.cycle.carry_out.blueprint import blueprint
from deliberation.cycle.carry_out.forms import strike as strike_forms
from deliberation.cycle.carry_out.forms import task_money as forms
from deliberation.web.acting import act_page, at_entry

act_page(
    blueprint,
    A.record_task_money,
    forms.TaskMoneyForm,
    lambda f, c: acts.RecordTaskMoney(
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
    strike_forms.StrikeForm,
    lambda f, c: acts.StrikeTaskMoney(**c, entry_id=f.ref, reason=f.reason.data),
    prepare=at_entry,
    template="carry_out/strike.html",
    anchor="#task",
)
