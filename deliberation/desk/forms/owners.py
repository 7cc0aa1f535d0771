"""Forms of what an owner owns and of who acts for one."""

from wtforms import StringField, TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, TickField, chosen, filled
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.words.owner import GROUNDS

DOCUMENT = {"maxlength": 200}


class OwnershipForm(CivicForm):
    """Which unit, by which document."""

    dwelling_id = ChoiceCards(_l("Which unit?"), [chosen], choices=[], validate_choice=False)
    document = StringField(
        _l("The document it rests on"),
        [filled()],
        description=_l("Property register, or the contract with its number."),
        render_kw=DOCUMENT,
    )


class RepresentativeForm(CivicForm):
    """For which units of one owner, on what ground, by which document."""

    dwellings = TickField(
        _l("Which units? All of one and the same owner."), choices=[], validate_choice=False
    )
    ground = ChoiceCards(_l("On what ground?"), [chosen], choices=list(GROUNDS.items()))
    document = StringField(
        _l("The document it rests on"),
        [filled()],
        description=_l(
            "Birth certificate, letter of authority, agreement of the heirs or co-owners."
        ),
        render_kw=DOCUMENT,
    )


class EndTieForm(CivicForm):
    """Why it ended."""

    reason = TextAreaField(
        _l("Why? What does it rest on?"), [filled()], render_kw={"maxlength": 1000}
    )
