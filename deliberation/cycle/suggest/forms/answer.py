"""The form of the author’s answer to the council."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.phrases import lazy_gettext as _l


class AnswerForm(CivicForm):
    """The author's answer."""

    accepted = ChoiceCards(
        _l("Your answer"),
        [chosen],
        choices=[
            ("yes", _l("I take over the council’s text")),
            ("no", _l("I keep my text, with the council’s beside it")),
        ],
    )
    note = TextAreaField(_l("A word on it (optional)"))
