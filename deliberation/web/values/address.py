"""What an address asks for: numbers in its path, numbers and keys behind its question mark.

One rule for all of them.

A number in a path that cannot be is an address that leads nowhere: 404. A number or key behind the
question mark that cannot be counts as not given: the first page, the newest version. A mistyped or
cut link still shows the page it belongs to.
"""

from typing import Any

from flask import Flask, request
from werkzeug.routing import BaseConverter, ValidationError

from deliberation.charter.ids import is_id
from deliberation.charter.numbers import MOST, whole


class NumberConverter(BaseConverter):
    """`<number:name>`, or `<number(most=9999):name>`: ASCII digits, at most ten, at most 2³¹−1.
    Zeros may lead: people write 2026-017.
    """

    regex = "[0-9]{1,10}"

    def __init__(self, map: Any, least: int = 0, most: int = MOST) -> None:
        super().__init__(map)
        self.least, self.most = least, most

    def to_python(self, value: str) -> int:
        """The number; another rule, or 404, where it is out of bounds."""
        found = whole(value, least=self.least, most=self.most)
        if found is None:
            raise ValidationError
        return found

    def to_url(self, value: Any) -> str:
        """As it stands in an address."""
        return str(int(value))


def init_app(app: Flask) -> None:
    """Every rule may name the converter; before any route is added."""
    app.url_map.converters["number"] = NumberConverter


def number(name: str, *, least: int = 0, most: int = MOST) -> int | None:
    """The number given under this name in the query string; None where there is none that can
    be.
    """
    return whole(request.args.get(name), least=least, most=most)


def key(name: str) -> str | None:
    """The id given under this name in the query string, as paging keys are; None where there is
    none.
    """
    text = request.args.get(name)
    return text if is_id(text) else None
