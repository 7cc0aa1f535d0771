"""Forms of the deliberation council, of merging, and of the appeal."""

from wtforms import StringField, TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.phrases import lazy_gettext as _l


class NoteForm(CivicForm):
    """An optional remark."""

    note = TextAreaField(_l("Remark (optional)"))


class PassOnForm(CivicForm):
    """A reason from the list and an explanation."""

    reason = ChoiceCards(_l("Reason"), [chosen], choices=[], validate_choice=False)
    explanation = TextAreaField(_l("Explanation for the author and everybody"), [filled()])


class MergeForm(CivicForm):
    """Into which proposal, by the number people read."""

    into = StringField(_l("Number of the other proposal, e.g. 2026-017"), [filled()])
    note = TextAreaField(_l("Remark (optional)"))


class AppealForm(CivicForm):
    """Grounds of an appeal."""

    grounds = TextAreaField(_l("Why should it not have been passed on?"), [filled()])


class DecideAppealForm(CivicForm):
    """Outcome and reasons."""

    outcome = ChoiceCards(
        _l("Decision"),
        [chosen],
        choices=[
            ("referred_back", _l("Refer back to the council")),
            ("upheld", _l("Uphold the passing on")),
        ],
    )
    reasons = TextAreaField(_l("Reasons"), [filled()])
