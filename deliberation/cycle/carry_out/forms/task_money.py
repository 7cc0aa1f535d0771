"""The form of money of a task."""

from wtforms import StringField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.numbers import DayField
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.money import YuanField


class TaskMoneyForm(CivicForm):
    """Which money, how much, when, by which document."""

    what = ChoiceCards(
        _l("Which money"),
        [chosen],
        choices=[
            ("received", _l("Money that came")),
            ("promised", _l("A further promise")),
            ("given_back", _l("Money given back")),
        ],
    )
    amount = YuanField(_l("Sum in yuan"))
    happened_on = DayField(_l("Day"))
    document = StringField(
        _l("Document: bank slip, letter or number"), [filled()], render_kw={"maxlength": 200}
    )
