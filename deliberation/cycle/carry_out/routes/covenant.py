"""The page of filing a covenant."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.carry_out.acts import covenant as acts
from deliberation.cycle.carry_out.blueprint import blueprint
from deliberation.cycle.carry_out.forms import covenant as forms
from deliberation.web.acting import act_page

act_page(
    blueprint,
    A.file_covenant,
    forms.FilingForm,
    lambda f, c: acts.FileCovenant(
        **c, filed_on=f.filed_on.data.isoformat(), document=f.document.data
    ),
)
