"""Forms of the clerk's desk."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.numbers import DayField
from deliberation.web.words import base as words

ROLES = (
    "deliberator",
    "councillor",
    "representative",
    "committee_member",
    "supervisor",
    "lead_organisation",
    "organisation",
    "clerk",
)


class OfficeForm(CivicForm):
    """Which office, for which term, on which document."""

    role = ChoiceCards(_l("Office"), [chosen], choices=[(r, words.ROLE[r]) for r in ROLES])
    starts_on = DayField(_l("Term begins"))
    ends_on = DayField(_l("Last day of the term"))
    document = StringField(_l("The document it rests on"), [filled()], render_kw={"maxlength": 200})
    organisation = StringField(
        _l("Name of the organisation (only for an organisation in charge)"),
        render_kw={"maxlength": 80},
    )


class LeaveForm(CivicForm):
    """Why an office ended."""

    cause = SelectField(
        _l("Why it ended"),
        [chosen],
        choices=[
            ("resigned", _l("resigned")),
            ("recalled", _l("recalled")),
            ("moved_away", _l("moved away")),
            ("died", _l("died")),
            ("succeeded", _l("successor took office")),
            ("corrected", _l("entered by mistake")),
        ],
    )
    document = StringField(_l("The document it rests on"), render_kw={"maxlength": 200})


class PressForm(CivicForm):
    """Nothing but the press of a button."""
