"""The form of money of the fund spent or given back."""

from wtforms import StringField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.numbers import DayField
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.money import YuanField


class SpendForm(CivicForm):
    """Spent or given back, how much, when, by which document."""

    what = ChoiceCards(
        _l("Which money"),
        [chosen],
        choices=[
            ("spent", _l("Money spent")),
            ("given_back", _l("Unspent money given back to the fund")),
        ],
    )
    amount = YuanField(_l("Sum in yuan"))
    happened_on = DayField(_l("Day"))
    document = StringField(
        _l("Document: invoice, contract or bank slip, with its number"),
        [filled()],
        render_kw={"maxlength": 200},
    )
