"""The forms on which a password is chosen: with a new account, changed, or lost."""

from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field, PasswordField, StringField, ValidationError

from deliberation.accounts import passwords
from deliberation.web.forms.civic import Form
from deliberation.web.forms.codes import six_digits
from deliberation.web.forms.secrets import SealedField, SecretField

from .base import NEEDED, no_control, short

PASSWORD_REFUSED = {
    "too_short_resident": _(
        "Please use at least 8 characters. Several words in a row are easy to remember."
    ),
    "too_short_office": _(
        "You hold an office: please use at least 12 characters. Several words in a row are "
        "easy to remember."
    ),
    "too_long": _("Please use at most 128 characters."),
    "known": _(
        "This can be guessed by anyone who knows you. Please do not use your login, name, "
        "phone number or birth date."
    ),
    "common": _("This password is among those that are guessed first. Please choose another."),
}


class _NewPassword(Form):
    password = PasswordField(
        _("New password"), [NEEDED, short(1000)], render_kw={"autocomplete": "new-password"}
    )
    again = PasswordField(
        _("The new password once more"),
        [NEEDED, short(1000)],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(
        self, *args: Any, office: bool = False, known: tuple[str | None, ...] = (), **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.office, self.known = office, known
        least = passwords.LEAST_OFFICE if office else passwords.LEAST_RESIDENT
        self.password.description = _(
            "At least %(least)s characters. Longer is safer than complicated.", least=least
        )

    def validate_password(self, field: Field) -> None:
        """Refuses what is short or guessed first."""
        login = getattr(self, "login", None)
        why = passwords.weakness(
            field.data, office=self.office, known=(*self.known, login.data if login else None)
        )
        if why == "too_short":
            why += "_office" if self.office else "_resident"
        if why:
            raise ValidationError(PASSWORD_REFUSED[why])

    def validate_again(self, field: Field) -> None:
        """Typed twice, because nobody can see it."""
        if field.data != self.password.data:
            raise ValidationError(_("The two passwords are not the same."))


class JoinAccountForm(_NewPassword):
    """The login and password of a new account (or the new password of an old one)."""

    login = StringField(
        _("Login"),
        [NEEDED, short(60), no_control],
        description=_("Your phone number, or any name you like."),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


class ChangePasswordForm(_NewPassword):
    """The old password, and a new one twice."""

    current = PasswordField(
        _("Your password now"),
        [NEEDED, short(1000)],
        render_kw={"autocomplete": "current-password"},
    )


class LostPasswordForm(_NewPassword):
    """Login, a code of one's own second factor, and a new password twice.

    kept: the new password as it was typed before, readable by this server only; it counts where the
    two fields were left empty.
    """

    kept = SealedField(validators=[short(2000)])
    login = StringField(
        _("Phone number or login"),
        [NEEDED, short(60), no_control],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    factor_code = SecretField(
        _("The 6 digits on your code card or authenticator (not a text message)"),
        [NEEDED, short(40), six_digits],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    following_code = SecretField(
        _("The code after it"),
        [short(40), six_digits],
        description=_(
            "There were many wrong tries on this login, so two codes in a row are needed: "
            "the next number of the card, or the next six digits after half a minute."
        ),
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )

    def take_up(self, password: str) -> None:
        """The new password typed before stands in both fields, unless another was typed now."""
        if self.password.data or self.again.data:
            return
        for field in (self.password, self.again):
            field.process(MultiDict({field.name: password}))

    def keep(self, sealed: str) -> None:
        """The page shows that the password is kept, and asks for none."""
        self.kept.data = sealed
        for field in (self.password, self.again):
            field.flags.required = False
        self.password.description = _(
            "The new password you typed is kept. Leave both fields empty, unless you want another."
        )
