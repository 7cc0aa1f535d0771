"""What the forms of this room check of any field, and the one that is a button alone."""

from flask_babel import lazy_gettext as _
from wtforms import Field, ValidationError
from wtforms.validators import InputRequired, Length

from deliberation.web.forms.civic import Form

NEEDED = InputRequired(_("Please fill this in."))


def short(most: int) -> Length:
    """At most so many characters."""
    return Length(max=most, message=_("This is too long."))


def no_control(form: Form, field: Field) -> None:
    """No character that is none of a text. Raises ValidationError."""
    if any(ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF for c in field.data or ""):
        raise ValidationError(_("This contains a character that cannot be used here."))


class PlainForm(Form):
    """A button alone: only the form token."""
