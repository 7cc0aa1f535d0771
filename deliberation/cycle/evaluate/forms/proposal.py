"""Forms of 评."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.phrases import lazy_gettext as _l


class RateForm(CivicForm):
    """1 to 5, and a word."""

    score = ChoiceCards(
        _l("How well was it done?"),
        [chosen],
        choices=[
            ("5", _l("5 – very well")),
            ("4", _l("4 – well")),
            ("3", _l("3 – so so")),
            ("2", _l("2 – badly")),
            ("1", _l("1 – very badly")),
        ],
    )
    body = TextAreaField(_l("A word on it (optional)"))
