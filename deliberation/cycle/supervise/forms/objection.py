"""Forms of objections, their answers, and what follows from those that are upheld."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.private_pieces import WarnsOfPrivatePieces
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.words.record.consequence import WAY


class ObjectForm(WarnsOfPrivatePieces, CivicForm):
    """Ground and words of an objection."""

    ground = ChoiceCards(
        _l("What is it about?"),
        [chosen],
        choices=[
            ("count", _l("The count")),
            ("roll", _l("The roll")),
            ("procedure", _l("The procedure")),
            ("content", _l("The content")),
        ],
    )
    body = TextAreaField(_l("What is wrong, in your words"), [filled()])


class AnswerObjectionForm(CivicForm):
    """Outcome with reasons."""

    outcome = ChoiceCards(
        _l("Decision"),
        [chosen],
        choices=[
            ("upheld", _l("Upheld")),
            ("partly", _l("Upheld in part")),
            ("rejected", _l("Not upheld")),
        ],
    )
    reasons = TextAreaField(_l("Reasons"), [filled()])


class RemedyForm(CivicForm):
    """What follows from an upheld objection, with words on it."""

    way = ChoiceCards(_l("What follows"), [chosen], choices=list(WAY.items()))
    reasons = TextAreaField(_l("What was done, or why nothing is"), [filled()])
