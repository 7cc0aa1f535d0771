"""Facts of putting right what was entered at the desk: the wrong entry and the right one both stay,
and each is found from the other.
"""

from dataclasses import dataclass

from deliberation.charter.facts.base import Fact, private, text
from deliberation.charter.facts.naming import EnteredFor, EnteredRef, Office, Rating


@dataclass(frozen=True)
class EntryCorrected(Fact):
    """What was entered at the desk as fact `entry` was wrong in its `person` or its `words`.

    `right`: the later entry that says it rightly, where there is one. `body`: the right words,
    where only they were wrong.
    """

    kind = "entry_corrected"
    entry: str
    act: str
    person: EnteredFor
    ref: EnteredRef
    what: str
    right: str | None
    by: Office
    body: str | None = text()
    reason: str | None = text()
    slip: str | None = private()


@dataclass(frozen=True)
class RatingStruck(Fact):
    """A rating was entered at the desk for somebody who had not given it: it no longer counts."""

    kind = "rating_struck"
    person: Rating
    score: int
