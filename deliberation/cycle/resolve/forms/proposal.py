"""Forms of 决议. The ballot itself is `web.ballot.form`."""

from wtforms import SelectField, StringField

from deliberation.web.ballot.proxy import instruction_field, question_field
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.phrases import lazy_gettext as _l


class ProxyForm(CivicForm):
    """Who shall vote, and how."""

    holder_name = StringField(
        _l("Their whole name"),
        [filled()],
        description=_l("Somebody on the same roll, named as on the roster."),
        render_kw={"maxlength": 40, "autocomplete": "off"},
    )
    building = StringField(
        _l("Their building"),
        [filled()],
        description=_l("As it stands in their address, for example 3栋."),
        render_kw={"maxlength": 40, "autocomplete": "off"},
    )
    room = StringField(
        _l("Their room (where two people of that name live there)"),
        render_kw={"maxlength": 20, "autocomplete": "off"},
    )
    question = question_field()
    instruction = instruction_field(_l("How shall they vote for you?"))


class AnswerProxyForm(CivicForm):
    """Yes or no."""

    accepted = ChoiceCards(
        _l("Will you vote for them?"),
        [chosen],
        choices=[("yes", _l("Yes, I vote for them")), ("no", _l("No"))],
    )


class AttendanceForm(CivicForm):
    """Who signed in."""

    person_id = SelectField(
        _l("Who signed in at the meeting?"), [chosen], choices=[], validate_choice=False
    )
