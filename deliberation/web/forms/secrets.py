"""Which posted fields may be written down again: in a page that asks to send them once more, in a
draft, in what is carried over a sign-in.

A field is plain by its declaration. Passwords, codes and sealed secrets are known by the type of
their field, and a name that any form uses for one is one everywhere. What nothing declares is not
repeated.
"""

import re
from collections.abc import Iterator
from functools import cache

from wtforms import HiddenField, PasswordField, StringField
from wtforms.fields.core import UnboundField

from .civic import CodeField, Form

TOKEN = "csrf_token"


class SecretField(StringField):
    """A code that is typed once: of a letter, a card, an authenticator."""


class SealedField(HiddenField):
    """What only this server or this device can make, hidden in a form."""


SECRET_TYPES = (PasswordField, CodeField, SecretField, SealedField)
# What templates draw beside the fields of a form.
BESIDE_SECRET = frozenset({"factor_code", "factor_password", "credential"})
BESIDE = frozenset(
    "act_id building choose_again chosen_files confirmed count days decision how keep kind look "
    "listed more name next on parts person quietly relative_id reset_id sheets slip stage then "
    "unsent version_no".split()
)
# Numbered ones: the questions of a ballot, the lines of a pile and of the papers' sums.
NUMBERED = re.compile(
    r"(?:[a-z]{1,12}\d+-?)?"
    r"(?:q\d+(?:-\d+)?|invalid|choice\d*|serial\d+|decide\d+|rows\d+|votes\d+|name\d+)"
    r"|sum\d+-\w+"
)


def forms(of: type[Form] = Form) -> Iterator[type[Form]]:
    """Every form of the house that has been made so far."""
    for made in of.__subclasses__():
        yield made
        yield from forms(made)


@cache
def declared() -> tuple[frozenset[str], frozenset[str]]:
    """The names of plain and of secret fields in all forms of the house, once all rooms are
    there."""
    plain, secret = set(BESIDE), set(BESIDE_SECRET)
    for form in forms():
        for name in dir(form):
            field = getattr(form, name, None)
            if isinstance(field, UnboundField):
                (secret if issubclass(field.field_class, SECRET_TYPES) else plain).add(name)
    return frozenset(plain - secret), frozenset(secret)


def is_plain(name: str) -> bool:
    """Whether what was typed into this field may be repeated. The token of a form is not."""
    plain, secret = declared()
    if name in secret or name == TOKEN:
        return False
    # A field that holds several is named with a number or a word behind a dash.
    return name in plain or name.partition("-")[0] in plain or bool(NUMBERED.fullmatch(name))
