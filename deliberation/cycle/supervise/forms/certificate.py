"""Forms of the certificate: what a supervisor checked, a dissent, a refusal."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import CivicForm, TickField, filled
from deliberation.web.phrases import lazy_gettext as _l

TICKS = [
    ("posting_seen", _l("I saw the notice on the board")),
    ("text_compared", _l("I compared the text with the notice")),
    ("roll_compared", _l("I compared the roll")),
    ("codes_asked", _l("I asked about second factors")),
    ("count_redone", _l("I redid the sum by hand")),
]


class CertifyForm(CivicForm):
    """What the supervisor checked, and a dissent."""

    ticked = TickField(_l("What I checked myself"), choices=TICKS)
    statement = TextAreaField(_l("Dissent or remark (optional, printed with the result)"))


class RefuseForm(CivicForm):
    """Reasons of a refusal."""

    ticked = TickField(_l("What I checked myself"), choices=TICKS)
    statement = TextAreaField(_l("Why I do not certify"), [filled()])
