"""The form of striking an entry about money."""

from wtforms import StringField

from deliberation.web.forms.civic import CivicForm, filled
from deliberation.web.phrases import lazy_gettext as _l


class StrikeForm(CivicForm):
    """Why an entry is struck."""

    reason = StringField(_l("What was wrong with it"), [filled()], render_kw={"maxlength": 200})
