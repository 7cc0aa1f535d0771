"""Forms of 建议."""

from wtforms import SelectField, StringField, TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.numbers import DayField
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.money import YuanField


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


class RefuseTaskForm(CivicForm):
    """Why a task that is not on the list is refused."""

    reasons = TextAreaField(
        _l("Reasons"),
        [filled()],
        description=_l(
            "The task is not on the community’s list. Please say why the community does not "
            "take it on, and where it belongs."
        ),
    )


class CheckProjectForm(CivicForm):
    """A project's checked cost, or the line that excludes it."""

    verdict = ChoiceCards(
        _l("The council"),
        [chosen],
        choices=[
            ("accepted", _l("Accepts it for the ballot")),
            ("refused", _l("Refuses it by the list")),
        ],
    )
    cost = YuanField(_l("What it costs by your check, in yuan"))
    fund_reason = SelectField(
        _l("Why it is refused (only then)"), choices=[], validate_choice=False
    )
    reasons = TextAreaField(
        _l("Reasons: quotes seen, how the sum is made up"),
        description=_l(
            "Needed where the sum changes or the project is refused. Everybody can read them."
        ),
    )


class CheckCostForm(CivicForm):
    """A proposal's checked cost, or the line that excludes it."""

    cost = YuanField(_l("What it costs by your check, in yuan"))
    fund_reason = SelectField(
        _l("Does the fund pay for such a thing?"), choices=[], validate_choice=False
    )
    reasons = TextAreaField(
        _l("Reasons: quotes seen, how the sum is made up"),
        description=_l("Needed where the list excludes it. Everybody can read them."),
    )


class AnswerForm(CivicForm):
    """The author's answer."""

    accepted = ChoiceCards(
        _l("Your answer"),
        [chosen],
        choices=[
            ("yes", _l("I take over the council’s text")),
            ("no", _l("I keep my text, with the council’s beside it")),
        ],
    )
    note = TextAreaField(_l("A word on it (optional)"))


class StudyForm(CivicForm):
    """The lead organisation's study."""

    held_on = DayField(_l("Day of the meeting"))
    result = ChoiceCards(
        _l("Result"),
        [chosen],
        choices=[
            ("agree", _l("Agrees")),
            ("agree_with_remarks", _l("Agrees, with remarks")),
            ("advise_against", _l("Advises against")),
        ],
    )
    opinion = TextAreaField(_l("Opinion"), [filled()])


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


class VettingForm(CivicForm):
    """Accepted or refused; a refusal names its ground from the law's list."""

    verdict = ChoiceCards(
        _l("May they stand?"),
        [chosen],
        choices=[("accepted", _l("Yes: on the list")), ("refused", _l("No: refused"))],
    )
    ground = SelectField(_l("Ground (only for a refusal)"), choices=[], validate_choice=False)
    reasons = TextAreaField(_l("Reasons (only for a refusal)"))
