"""What is typed as the code of a second factor: how it is read, and what is none at all.

Half of a code, or words, cannot be right: it is said so beside the field and costs no try. Called
by every form with a code, and by the rooms of signing in before they look at one.
"""

import unicodedata
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from deliberation.web.phrases import gettext as _

DIGITS = 6  # of a card or an authenticator
RECOVERY = 10  # letters and digits of a recovery code


def plain_code(typed: str | None) -> str:
    """A code as it is compared: half-width, lower case, without spaces and hyphens."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed or "").casefold() if c.isalnum())


def is_six_digits(typed: str | None) -> bool:
    """Whether this can be a code of a card or an authenticator."""
    code = plain_code(typed)
    return len(code) == DIGITS and code.isascii() and code.isdigit()


def is_code(typed: str | None) -> bool:
    """Whether this can be a code of any second factor."""
    code = plain_code(typed)
    return is_six_digits(code) or (len(code) == RECOVERY and code.isascii())


def not_a_code(*, recovery: bool = False) -> str:
    """What is said of something that is no code. recovery: where one of those was asked for."""
    if recovery:
        return _("A recovery code has 10 letters and digits. This did not count as a try.")
    return _("A code has 6 digits. This did not count as a try.")


def six_digits(_form: Any, field: Field) -> None:
    """A validator: a code of a card or an authenticator. An empty field is for others to judge."""
    if field.data and not is_six_digits(field.data):
        raise StopValidation(not_a_code())


def any_code(_form: Any, field: Field) -> None:
    """A validator where a recovery code may stand in for the six digits."""
    if field.data and not is_code(field.data):
        raise StopValidation(not_a_code())
