"""The reader's catalogue, looked up once in a request: a page asks it a hundred times, and
Flask-Babel finds it anew each time.

`gettext`, `ngettext` and `lazy_gettext` are used under Flask-Babel's names, so that its extraction
finds every sentence.
"""

from typing import TYPE_CHECKING, Any

from flask import g, has_request_context
from flask_babel import get_translations


def catalogue() -> Any:
    """The translations of this request's language; outside a request, none."""
    if not has_request_context():
        return None
    found = g.get("catalogue")
    if found is None:
        found = g.catalogue = get_translations()
    return found


def gettext(message: str, **values: Any) -> str:
    """The sentence in the reader's language, with its values put in."""
    words = catalogue()
    text = words.ugettext(message) if words is not None else message
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """The same for something counted; `num` may stand in the sentence."""
    words = catalogue()
    text = words.ungettext(one, many, num) if words is not None else (one if num == 1 else many)
    return text % {"num": num, **values}


if TYPE_CHECKING:

    class lazy_gettext(str):
        """For whoever checks types it is what it is shown as: a sentence."""
else:

    class lazy_gettext:  # Flask-Babel's name, for extraction
        """A sentence that is worded when it is shown."""

        __slots__ = ("message",)

        def __init__(self, message: str) -> None:
            self.message = message

        def __str__(self) -> str:
            words = catalogue()
            return words.ugettext(self.message) if words is not None else self.message

        def __html__(self) -> str:
            from markupsafe import escape

            return escape(str(self))

        def __mod__(self, values: Any) -> str:
            return str(self) % values

        def __eq__(self, other: object) -> bool:
            return str(self) == str(other)

        def __hash__(self) -> int:
            return hash(self.message)

        def __repr__(self) -> str:
            return f"lazy_gettext({self.message!r})"
