"""Forms of 行."""

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from deliberation.charter.matters.task import CAUSES
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.files import FilesField
from deliberation.web.forms.numbers import DayField, NumberField
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.money import YuanField
from deliberation.web.words import base as words


class AssignForm(CivicForm):
    """Who, until when, what."""

    organisation_id = SelectField(
        _l("Who is in charge"), [chosen], choices=[], validate_choice=False
    )
    finish_on = DayField(_l("Last day of the work"))
    task = TextAreaField(_l("The task"), [filled()])


class ProgressForm(CivicForm):
    """Percent, words, evidence."""

    percent = NumberField(
        _l("How far it is, in percent"),
        [InputRequired(_l("Please write something here."))],
        most=100,
    )
    body = TextAreaField(_l("What was done"), [filled()])
    evidence = TextAreaField(_l("Evidence: what can be seen, and where (optional)"))
    files = FilesField(_l("Photos and files (optional)"))


class FilingForm(CivicForm):
    """When and under what receipt."""

    filed_on = DayField(_l("Filed with the sub-district on"))
    document = StringField(
        _l("Receipt or number of the filing"), [filled()], render_kw={"maxlength": 200}
    )


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


class StrikeForm(CivicForm):
    """Why an entry is struck."""

    reason = StringField(_l("What was wrong with it"), [filled()], render_kw={"maxlength": 200})


class ReviewForm(CivicForm):
    """Continue or exit."""

    verdict = ChoiceCards(
        _l("The task should"), [chosen], choices=[("continue", _l("go on")), ("exit", _l("end"))]
    )
    reasons = TextAreaField(
        _l("Reasons: what it did for residents, whether the money came"), [filled()]
    )


class ExitForm(CivicForm):
    """The cause and reasons."""

    cause = ChoiceCards(_l("Cause"), [chosen], choices=[(c, words.CODES[c]) for c in CAUSES])
    reasons = TextAreaField(_l("Reasons"), [filled()])


class FinishForm(CivicForm):
    """Completion with evidence."""

    body = TextAreaField(_l("What was done"), [filled()])
    evidence = TextAreaField(_l("Evidence: what can be seen, and where"), [filled()])
    files = FilesField(_l("Photos and files (optional)"))


class RectifyForm(CivicForm):
    """How it was put right."""

    body = TextAreaField(_l("How it was put right"), [filled()])


class GiveUpForm(CivicForm):
    """When it was decided, and why."""

    decided_on = DayField(_l("Day of the decision"))
    document = StringField(
        _l("The document it rests on"),
        [filled()],
        description=_l("Minutes or resolution of the body that had resolved it."),
        render_kw={"maxlength": 200},
    )
    reasons = TextAreaField(_l("Reasons"), [filled()])
