"""Forms of questions of the supervisors."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.phrases import lazy_gettext as _l


class QuestionForm(CivicForm):
    """To whom and what."""

    addressee = ChoiceCards(
        _l("To whom"),
        [chosen],
        choices=[
            ("author", _l("the author")),
            ("deliberation_council", _l("the deliberation council")),
            ("council", _l("the council")),
            ("residents_committee", _l("the residents’ committee")),
            ("clerk", _l("the desk")),
            ("organisation", _l("the organisation in charge")),
            ("lead_organisation", _l("the lead organisation")),
        ],
    )
    body = TextAreaField(_l("The question"), [filled()])
