"""Forms of 决议."""

from wtforms import SelectField

from deliberation.web.forms import ChoiceCards, CivicForm, chosen
from deliberation.web.phrases import lazy_gettext as _l


class BallotForm(CivicForm):
    """For, against, abstain."""

    choice = ChoiceCards(_l("Your choice"), [chosen], choices=[("for", _l("For")), ("against", _l("Against")),
                                                               ("abstain", _l("Abstain (counts as present, with the effect of not being for)"))])


class AttendanceForm(CivicForm):
    """Who signed in."""

    person_id = SelectField(_l("Who signed in at the meeting?"), [chosen], choices=[], validate_choice=False)
