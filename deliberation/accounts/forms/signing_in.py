"""The forms of signing in: login and password, a second factor, the tablet taken back."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, PasswordField, StringField, ValidationError

from deliberation.web.forms.civic import Form
from deliberation.web.forms.codes import is_code, not_a_code
from deliberation.web.forms.secrets import SecretField

from .base import NEEDED, no_control, short


class SignInForm(Form):
    """Login and password. Pasting is welcome."""

    login = StringField(
        _("Phone number or login"),
        [NEEDED, short(60), no_control],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _("Password"), [NEEDED, short(1000)], render_kw={"autocomplete": "current-password"}
    )
    own_phone = BooleanField(
        _("This is my own phone"),
        description=_(
            "You stay signed in here for 90 days. Voting and acting in an office still ask "
            "for a code. Do not tick this on a shared device."
        ),
    )


class TakeBackForm(Form):
    """The clerk's password, to take the tablet back."""

    password = PasswordField(
        _("Password of the desk’s clerk"),
        [NEEDED, short(1000)],
        render_kw={"autocomplete": "off"},
    )


class CodeForm(Form):
    """A second factor; `with_password` where a printed code counts only together with the
    password.
    """

    factor_code = SecretField(
        _("The 6 digits on your code card or authenticator (not a text message)"),
        [NEEDED, short(40)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    password = PasswordField(
        _("Your password once more"),
        [NEEDED, short(1000)],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(
        self, *args: Any, with_password: bool = False, recovery: bool = False, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.recovery = recovery
        if not with_password:
            del self.password
        if recovery:
            self.factor_code.label.text = _("Recovery code")
            self.factor_code.render_kw = {
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }

    def validate_factor_code(self, field: Field) -> None:
        """Half a code is none, and costs no try."""
        if not is_code(field.data):
            raise ValidationError(not_a_code(recovery=self.recovery))
