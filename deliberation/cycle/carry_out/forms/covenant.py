"""The form of filing a covenant."""

from wtforms import StringField

from deliberation.web.forms.civic import CivicForm, filled
from deliberation.web.forms.numbers import DayField
from deliberation.web.phrases import lazy_gettext as _l


class FilingForm(CivicForm):
    """When and under what receipt."""

    filed_on = DayField(_l("Filed with the sub-district on"))
    document = StringField(
        _l("Receipt or number of the filing"), [filled()], render_kw={"maxlength": 200}
    )
