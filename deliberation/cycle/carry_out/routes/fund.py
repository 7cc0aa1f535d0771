"""Pages of money of the fund: spent, given back, struck."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.carry_out.acts import fund as acts
from deliberation.cycle.carry_out.blueprint import blueprint
from deliberation.cycle.carry_out.forms import fund as forms
from deliberation.cycle.carry_out.forms import strike as strike_forms
from deliberation.web.acting import act_page, at_entry

act_page(
    blueprint,
    A.record_spend,
    forms.SpendForm,
    lambda f, c: acts.RecordSpend(
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
    strike_forms.StrikeForm,
    lambda f, c: acts.StrikeSpend(**c, entry_id=f.ref, reason=f.reason.data),
    prepare=at_entry,
    template="carry_out/strike_spend.html",
    anchor="#spending",
)
