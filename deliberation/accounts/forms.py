"""The forms of signing in, joining and one's account.

What is refused, and in which words, beside which field.

They write no civic facts, so they carry no act id. Called by the *_routes modules of this room.
"""

from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    PasswordField,
    RadioField,
    StringField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from deliberation.accounts.joining.joining import is_like_a_date, read_date
from deliberation.web.forms.civic import Form
from deliberation.web.forms.codes import is_code, not_a_code, six_digits
from deliberation.web.forms.secrets import SealedField, SecretField
from deliberation.web.forms.typed import written

from . import passwords

_NEEDED = InputRequired(_("Please fill this in."))


def _short(most: int) -> Length:
    return Length(max=most, message=_("This is too long."))


def _no_control(form: Form, field: Field) -> None:
    if any(ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF for c in field.data or ""):
        raise ValidationError(_("This contains a character that cannot be used here."))


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


class SignInForm(Form):
    """Login and password. Pasting is welcome."""

    login = StringField(
        _("Phone number or login"),
        [_NEEDED, _short(60), _no_control],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _("Password"), [_NEEDED, _short(1000)], render_kw={"autocomplete": "current-password"}
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
        [_NEEDED, _short(1000)],
        render_kw={"autocomplete": "off"},
    )


class CodeForm(Form):
    """A second factor; `with_password` where a printed code counts only together with the
    password.
    """

    factor_code = SecretField(
        _("The 6 digits on your code card or authenticator (not a text message)"),
        [_NEEDED, _short(40)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    password = PasswordField(
        _("Your password once more"),
        [_NEEDED, _short(1000)],
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


class JoinForm(Form):
    """The code of the letter and the birth date."""

    code = SecretField(
        _("Your code"),
        [_NEEDED, _short(40), _no_control],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    birth_date = StringField(
        _("Your date of birth"),
        [_NEEDED, _short(20)],
        description=_("Like this: 1958-03-07"),
        render_kw={"autocomplete": "bday", "inputmode": "text"},
    )

    def validate_birth_date(self, field: Field) -> None:
        """Only a real date; the field then holds it as typed, `iso` as it is compared."""
        if read_date(field.data) is None and is_like_a_date(field.data):
            raise ValidationError(
                _("There is no such day. Please check the month and the day: 1958-03-07")
            )
        if read_date(field.data) is None:
            raise ValidationError(_("Please write the date like this: 1958-03-07"))

    @property
    def iso(self) -> str:
        """The birth date as YYYY-MM-DD."""
        return read_date(written(self.birth_date)) or ""


class _NewPassword(Form):
    password = PasswordField(
        _("New password"), [_NEEDED, _short(1000)], render_kw={"autocomplete": "new-password"}
    )
    again = PasswordField(
        _("The new password once more"),
        [_NEEDED, _short(1000)],
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
        [_NEEDED, _short(60), _no_control],
        description=_("Your phone number, or any name you like."),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


class ChangePasswordForm(_NewPassword):
    """The old password, and a new one twice."""

    current = PasswordField(
        _("Your password now"),
        [_NEEDED, _short(1000)],
        render_kw={"autocomplete": "current-password"},
    )


class LostPasswordForm(_NewPassword):
    """Login, a code of one's own second factor, and a new password twice.

    kept: the new password as it was typed before, readable by this server only; it counts where the
    two fields were left empty.
    """

    kept = SealedField(validators=[_short(2000)])
    login = StringField(
        _("Phone number or login"),
        [_NEEDED, _short(60), _no_control],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    factor_code = SecretField(
        _("The 6 digits on your code card or authenticator (not a text message)"),
        [_NEEDED, _short(40), six_digits],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    following_code = SecretField(
        _("The code after it"),
        [_short(40), six_digits],
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


class PasskeyForm(Form):
    """What the browser made, and a name to know it by. `label_` because `name` is WTForms' own."""

    credential = SealedField(validators=[_NEEDED, _short(20_000)])
    label_ = StringField(_("A name for it, e.g. “my phone”"), [_NEEDED, _short(40), _no_control])
    password = PasswordField(
        _("Your password once more"), [_short(1000)], render_kw={"autocomplete": "current-password"}
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
        [_NEEDED, _short(20), six_digits],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    password = PasswordField(
        _("Your password once more"),
        [_NEEDED, _short(1000)],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, *args: Any, with_password: bool = False, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if not with_password:
            del self.password


class PreferenceForm(Form):
    """How the pages look to this reader."""

    language = RadioField(
        _("Language"), choices=[SelectChoice("zh_Hans", "中文"), SelectChoice("en", "English")]
    )
    elder = BooleanField(_("Large print (elder mode)"))


class PlainForm(Form):
    """A button alone: only the form token."""
