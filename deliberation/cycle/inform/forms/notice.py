"""Forms of 公示."""

from wtforms import StringField, TextAreaField
from wtforms.validators import Optional

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.files import FilesField
from deliberation.web.forms.numbers import DayField, NumberField
from deliberation.web.phrases import lazy_gettext as _l


class ProofForm(CivicForm):
    """Where and since when it hangs."""

    posted_on = DayField(_l("It hangs since"))
    place = StringField(
        _l("Where"),
        [filled()],
        description=_l("For example: notice board at the east gate."),
        render_kw={"maxlength": 200},
    )
    files = FilesField(_l("Photos and files (optional)"))


class ShortenForm(CivicForm):
    """Hours of notice from now, with reasons."""

    hours = NumberField(_l("Hours from now until the vote opens"), least=1, most=8784)
    reasons = TextAreaField(_l("Special circumstances"), [filled()])


class RestartForm(CivicForm):
    """What was wrong with the notice, and how."""

    fault = ChoiceCards(
        _l("What was wrong?"),
        [chosen],
        choices=[
            ("date", _l("A date on the paper was wrong")),
            ("text", _l("The text on the paper was not the final one")),
            ("place", _l("It did not hang where or as long as it should")),
            ("other", _l("Another reason")),
        ],
    )
    reasons = TextAreaField(_l("What stood there, and what is right?"), [filled()])


class DelegationForm(CivicForm):
    """The assembly's decision: its day and document."""

    decided_on = DayField(_l("Day of the residents’ assembly"))
    document = StringField(
        _l("Its decision: title or number"), [filled()], render_kw={"maxlength": 200}
    )


class EffectForm(CivicForm):
    """Legal effect with its document."""

    legal_effect = ChoiceCards(
        _l("Legal effect"),
        [chosen],
        choices=[
            ("advisory", _l("Advisory")),
            ("binding_by_charter", _l("Binding by charter")),
            ("external_official_system", _l("Official system")),
        ],
    )
    document = StringField(_l("The document it rests on"), [filled()], render_kw={"maxlength": 200})
    meeting_on = DayField(_l("Day of the convened meeting (if any)"), validators=[Optional()])
