"""Forms of 公示."""

from wtforms import DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional

from deliberation.web.files import FilesField
from deliberation.web.forms import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.phrases import lazy_gettext as _l


class ProofForm(CivicForm):
    """Where and since when it hangs."""

    posted_on = DateField(_l("It hangs since"), [chosen], format="%Y-%m-%d")
    place = StringField(_l("Where"), [filled()], description=_l("For example: notice board at the east gate."), render_kw={"maxlength": 200})
    files = FilesField(_l("Photos and files (optional)"))


class ShortenForm(CivicForm):
    """Hours of notice from now, with reasons."""

    hours = IntegerField(_l("Hours from now until the vote opens"), [chosen])
    reasons = TextAreaField(_l("Special circumstances"), [filled()])


class EffectForm(CivicForm):
    """Legal effect with its document."""

    legal_effect = ChoiceCards(_l("Legal effect"), [chosen], choices=[("advisory", _l("Advisory")), ("binding_by_charter", _l("Binding by charter")),
                                                                      ("external_official_system", _l("Official system"))])
    document = StringField(_l("The document it rests on"), [filled()], render_kw={"maxlength": 200})
    meeting_on = DateField(_l("Day of the convened meeting (if any)"), format="%Y-%m-%d", validators=[Optional()])
