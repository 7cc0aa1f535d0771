"""The forms on which a second factor is set up: a passkey, an authenticator or a card."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, StringField

from deliberation.web.forms.civic import Form
from deliberation.web.forms.codes import six_digits
from deliberation.web.forms.secrets import SealedField, SecretField

from .base import NEEDED, no_control, short


class PasskeyForm(Form):
    """What the browser made, and a name to know it by. `label_` because `name` is WTForms' own."""

    credential = SealedField(validators=[NEEDED, short(20_000)])
    label_ = StringField(_("A name for it, e.g. “my phone”"), [NEEDED, short(40), no_control])
    password = PasswordField(
        _("Your password once more"), [short(1000)], render_kw={"autocomplete": "current-password"}
    )

    def __init__(self, *args: Any, with_password: bool = False, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if not with_password:
            del self.password


class EnrolForm(Form):
    """The first code of a new authenticator or card.

    `sealed` is its secret, readable by this server only.
    """

    sealed = SealedField()
    factor_code = SecretField(
        _("Code"),
        [NEEDED, short(20), six_digits],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    password = PasswordField(
        _("Your password once more"),
        [NEEDED, short(1000)],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, *args: Any, with_password: bool = False, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if not with_password:
            del self.password
