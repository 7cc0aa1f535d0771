"""The form of who is in charge."""

from wtforms import SelectField, TextAreaField

from deliberation.web.forms.civic import CivicForm, chosen, filled
from deliberation.web.forms.numbers import DayField
from deliberation.web.phrases import lazy_gettext as _l


class AssignForm(CivicForm):
    """Who, until when, what."""

    organisation_id = SelectField(
        _l("Who is in charge"), [chosen], choices=[], validate_choice=False
    )
    finish_on = DayField(_l("Last day of the work"))
    task = TextAreaField(_l("The task"), [filled()])
