"""Forms of the council: an opinion, the recommendation, recusal."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.phrases import lazy_gettext as _l


class OpinionForm(CivicForm):
    """One councillor's opinion."""

    stance = ChoiceCards(
        _l("Your stance"),
        [chosen],
        choices=[("for", _l("for")), ("neutral", _l("neutral")), ("against", _l("against"))],
    )
    body = TextAreaField(_l("Your opinion"), [filled()])


class RecommendForm(CivicForm):
    """The council's recommendation."""

    verdict = ChoiceCards(
        _l("The council"),
        [chosen],
        choices=[
            ("support", _l("Supports it")),
            ("support_with_changes", _l("Supports it with changes")),
            ("oppose", _l("Advises against it")),
        ],
    )
    reasons = TextAreaField(_l("Reasons"), [filled()])
    changes = TextAreaField(
        _l("The whole text as the council would have it (only with changes)"),
        description=_l("The author answers: takes it over, or keeps their own beside it."),
    )


class RecuseForm(CivicForm):
    """Why the member takes no part."""

    reason = ChoiceCards(
        _l("Why"),
        [chosen],
        choices=[
            ("own_interest", _l("It concerns my own interest")),
            ("relative", _l("It concerns a near relative")),
            ("neighbour", _l("It concerns my neighbour")),
            ("other", _l("Another reason")),
        ],
    )
    explanation = TextAreaField(_l("A word on it (optional)"))
