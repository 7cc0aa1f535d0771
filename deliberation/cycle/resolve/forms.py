"""Forms of 决议."""

from typing import Any

from wtforms import Field, SelectField
from wtforms.validators import StopValidation

from deliberation.web.forms import ChoiceCards, CivicForm, chosen
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


class AttendanceForm(CivicForm):
    """Who signed in."""

    person_id = SelectField(_l("Who signed in at the meeting?"), [chosen], choices=[], validate_choice=False)
