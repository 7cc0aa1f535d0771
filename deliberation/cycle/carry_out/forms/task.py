"""Forms of reviewing and leaving a task."""

from wtforms import TextAreaField

from deliberation.charter.matters.task import CAUSES
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.words import base as words


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
