"""Forms of inspection: verifying what was put right, accepting the work."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.phrases import lazy_gettext as _l


class VerifyForm(CivicForm):
    """Put right or not."""

    ok = ChoiceCards(
        _l("What you saw"),
        [chosen],
        choices=[("yes", _l("It is put right")), ("no", _l("Not yet"))],
    )
    body = TextAreaField(_l("Remark (optional)"))


class AcceptForm(CivicForm):
    """A statement with the acceptance."""

    body = TextAreaField(_l("Remark (optional)"))
