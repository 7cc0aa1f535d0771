"""The form of what asks for words alone: an answer, a finding, reasons."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import CivicForm, filled
from deliberation.web.phrases import lazy_gettext as _l


class WordsForm(CivicForm):
    """An answer, a finding, reasons."""

    body = TextAreaField(_l("In your words"), [filled()])
