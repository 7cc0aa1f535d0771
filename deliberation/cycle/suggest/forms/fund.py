"""Forms of what the council checks of the fund: a project, a cost."""

from wtforms import SelectField, TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.money import YuanField


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
