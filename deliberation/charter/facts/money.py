"""Money that moved, as every kind of matter records it: an entry with its document, and an entry
struck. Sums are in fen.

The kinds of these facts stand with their matters: funds.py, tasks.py.
"""

from dataclasses import dataclass

from .base import Fact, text
from .naming import Office


@dataclass(frozen=True)
class MoneyRecorded(Fact):
    """`amount` of the money `what` on a day, with the document it stands in.

    `role`: who recorded it, the desk or the organisation.
    """

    entry: str
    by: Office
    role: str
    what: str
    amount: int
    happened_on: str
    document: str | None = text()


@dataclass(frozen=True)
class MoneyStruck(Fact):
    """An entry made by mistake no longer counts; it stays readable."""

    entry: str
    by: Office
    what: str
    amount: int
    reason: str | None = text()
