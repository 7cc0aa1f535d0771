"""The form of the legality review."""

from wtforms import StringField, TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.phrases import lazy_gettext as _l


class LegalityForm(CivicForm):
    """The legality review."""

    result = ChoiceCards(
        _l("Result"),
        [chosen],
        choices=[("clean", _l("No breach found")), ("breach", _l("Breach found"))],
    )
    law = StringField(_l("Law (only for a breach)"))
    article = StringField(_l("Article (only for a breach)"))
    reasons = TextAreaField(_l("Reasons"))
