"""The form of an audit of money spent."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.phrases import lazy_gettext as _l


class AuditForm(CivicForm):
    """In order or not."""

    verdict = ChoiceCards(
        _l("What you found"),
        [chosen],
        choices=[
            ("ok", _l("In order: the sum, the document and the resolution agree")),
            ("questioned", _l("Not in order, or not clear")),
        ],
    )
    note = TextAreaField(_l("What is not in order (needed then)"))
