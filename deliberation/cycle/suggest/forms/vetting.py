"""The form of vetting a candidate."""

from wtforms import SelectField, TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.phrases import lazy_gettext as _l


class VettingForm(CivicForm):
    """Accepted or refused; a refusal names its ground from the law's list."""

    verdict = ChoiceCards(
        _l("May they stand?"),
        [chosen],
        choices=[("accepted", _l("Yes: on the list")), ("refused", _l("No: refused"))],
    )
    ground = SelectField(_l("Ground (only for a refusal)"), choices=[], validate_choice=False)
    reasons = TextAreaField(_l("Reasons (only for a refusal)"))
