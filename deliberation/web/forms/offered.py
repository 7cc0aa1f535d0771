"""Choices of a form that can be taken, and what stands against the others, said before anybody
writes a word.

Called by what prepares the page of an act; `acting/not_now.html` shows it.
"""

from collections.abc import Mapping
from typing import Any

from deliberation.charter.reasons import Reason
from deliberation.web.words.base import say


def offer(field: Any, shown: dict[str, Any], against: Mapping[str, Reason | None]) -> None:
    """Only choices nothing stands against; what was sent stays, and is judged by the act. Choices
    that are not named lead nowhere here, and are left out without a word. `shown`: what the
    template gets.
    """
    label = dict(field.choices)
    shown["not_now"] = [(label[c], say(r)) for c, r in against.items() if r is not None]
    open_ones = {code for code, reason in against.items() if reason is None} | {field.data}
    field.choices = [choice for choice in field.choices if choice[0] in open_ones]
