"""Forms of 决议."""

from typing import Any

from wtforms import Field, SelectField, StringField
from wtforms.validators import StopValidation

from deliberation.web.forms import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l


def _answered(form: Any, field: Field) -> None:
    """A motion: one of three. A paper: every question, and nothing it does not allow."""
    if form.sheet is None:
        chosen(form, field)
        return
    several, field.data = len(form.sheet.questions) > 1, form.sheet.text
    for q in form.sheet.wrong:
        text = " ".join([*q.errors, *q.beside.values()])
        field.errors.append(_("Question %(n)s: %(wrong)s", n=q.asked.number, wrong=text) if several else text)
    if form.sheet.wrong:
        raise StopValidation


class BallotForm(CivicForm):
    """For, against, abstain; or the answers of a paper, whose fields stand in `sheet`. What is cast is judged by the act."""

    paper: Any = None
    sheet: Any = None
    choice = ChoiceCards(_l("Your choice"), [_answered], validate_choice=False, choices=[("for", _l("For")), ("against", _l("Against")),
                                                               ("abstain", _l("Abstain (counts as present, with the effect of not being for)"))])


class ProxyForm(CivicForm):
    """Who shall vote, and how."""

    holder_name = StringField(_l("Their whole name"), [filled()], description=_l("Somebody on the same roll, named as on the roster."), render_kw={"maxlength": 40, "autocomplete": "off"})
    building = StringField(_l("Their building"), [filled()], description=_l("As it stands in their address, for example 3栋."), render_kw={"maxlength": 40, "autocomplete": "off"})
    room = StringField(_l("Their room (where two people of that name live there)"), render_kw={"maxlength": 20, "autocomplete": "off"})
    instruction = ChoiceCards(_l("How shall they vote for you?"), [chosen], choices=[("free", _l("As they think best")), ("for", _l("For")), ("against", _l("Against")), ("abstain", _l("Abstain"))],
                              default="free")


class AnswerProxyForm(CivicForm):
    """Yes or no."""

    accepted = ChoiceCards(_l("Will you vote for them?"), [chosen], choices=[("yes", _l("Yes, I vote for them")), ("no", _l("No"))])


class AttendanceForm(CivicForm):
    """Who signed in."""

    person_id = SelectField(_l("Who signed in at the meeting?"), [chosen], choices=[], validate_choice=False)
