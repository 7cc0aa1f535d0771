"""Forms of the work: reports, completion, putting findings right, giving it up."""

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from deliberation.web.forms.civic import CivicForm, filled
from deliberation.web.forms.files import FilesField
from deliberation.web.forms.numbers import DayField, NumberField
from deliberation.web.phrases import lazy_gettext as _l


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
