"""The form of refusing a task."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import CivicForm, filled
from deliberation.web.phrases import lazy_gettext as _l


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
