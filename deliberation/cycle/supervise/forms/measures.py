"""Forms of suspending the work and setting a matter aside."""

from wtforms import StringField, TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.numbers import NumberField
from deliberation.web.phrases import lazy_gettext as _l


class SuspendForm(CivicForm):
    """Days and reasons."""

    days = NumberField(_l("For how many days"), least=1, most=366)
    body = TextAreaField(_l("Reasons"), [filled()])


class AsideForm(CivicForm):
    """Ground, document, reasons."""

    ground = ChoiceCards(
        _l("On what ground"),
        [chosen],
        choices=[
            ("assembly", _l("Resolution of the residents’ assembly (Art 30)")),
            ("correction_order", _l("Correction order (Art 31)")),
        ],
    )
    document = StringField(_l("Document"), [filled()], render_kw={"maxlength": 200})
    body = TextAreaField(_l("Reasons"), [filled()])
