"""The form of the lead organisation’s study."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.numbers import DayField
from deliberation.web.phrases import lazy_gettext as _l


class StudyForm(CivicForm):
    """The lead organisation's study."""

    held_on = DayField(_l("Day of the meeting"))
    result = ChoiceCards(
        _l("Result"),
        [chosen],
        choices=[
            ("agree", _l("Agrees")),
            ("agree_with_remarks", _l("Agrees, with remarks")),
            ("advise_against", _l("Advises against")),
        ],
    )
    opinion = TextAreaField(_l("Opinion"), [filled()])
