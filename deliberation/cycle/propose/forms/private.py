"""Forms of what only the community office reads."""

from wtforms import StringField, TextAreaField

from deliberation.web.forms.civic import CivicForm, filled
from deliberation.web.phrases import lazy_gettext as _l


class PrivateForm(CivicForm):
    """What only the community office reads."""

    title = StringField(
        _l("In one line: what is it about?"), [filled()], render_kw={"maxlength": 60}
    )
    body = TextAreaField(
        _l("What happened, and what would help?"), [filled()], render_kw={"maxlength": 5000}
    )


class AnswerPrivateForm(CivicForm):
    """The office's answer."""

    answer = TextAreaField(
        _l("Answer"),
        [filled()],
        description=_l("Only its author, the desk and the supervisors can read this."),
        render_kw={"maxlength": 2000},
    )
