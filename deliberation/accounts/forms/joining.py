"""The form of the letter: its code, and the birth date of whoever it was written to."""

from flask_babel import lazy_gettext as _
from wtforms import Field, StringField, ValidationError

from deliberation.accounts.joining.birth_date import is_like_a_date, read_date
from deliberation.web.forms.civic import Form
from deliberation.web.forms.secrets import SecretField
from deliberation.web.forms.typed import written

from .base import NEEDED, no_control, short


class JoinForm(Form):
    """The code of the letter and the birth date."""

    code = SecretField(
        _("Your code"),
        [NEEDED, short(40), no_control],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    birth_date = StringField(
        _("Your date of birth"),
        [NEEDED, short(20)],
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
