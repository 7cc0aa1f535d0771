"""Facts of the desk: what a clerk entered for somebody else, and a lost second factor taken away by
two people.
"""

from dataclasses import dataclass

from deliberation.charter.facts.base import Fact, private, text
from deliberation.charter.facts.naming import EnteredFor, EnteredRef, Entry, Office
from deliberation.charter.facts.obligations import Obligation


@dataclass(frozen=True)
class EnteredAtDesk(Fact):
    """The act whose facts stand just before this one was entered by a clerk from a signed slip
    (代录).

    `ref`: the comment or objection it made, the voter of a ballot (of one cast by proxy whoever
    gave it), else the person. `how`: present or visited. A ballot has a `witness` (a supervisor) or
    was confirmed with the voter's own code.
    """

    kind = "entered_at_desk"
    act: str
    person: EnteredFor
    by: Office
    ref: EnteredRef
    how: str
    witness: Office | None
    own_code: bool
    slip: str | None = private()


@dataclass(frozen=True)
class ResetAsked(Fact):
    """A clerk saw the person at the desk and asks that their lost second factor be taken away.

    Nothing changes yet.
    """

    kind = "reset_asked"
    reset: str
    person: Entry
    by: Office
    obligations: list[Obligation] | None = None
    reason: str | None = text()


@dataclass(frozen=True)
class ResetConfirmed(Fact):
    """A supervisor, not the one who asked and not the person, confirmed it: every second factor of
    the person is void.
    """

    kind = "reset_confirmed"
    reset: str
    person: Entry
    by: Office
    asked_by: Office


@dataclass(frozen=True)
class FactorsTakenAway(Fact):
    """The operator took every second factor of the person away in the shell, where nobody at the
    desk could.

    asked: the desk had asked for it (`reset` is that request's). desk_could: two others could have
    done it at the desk, and the operator went on all the same.
    """

    kind = "factors_taken_away"
    reset: str
    person: Entry
    asked: bool
    desk_could: bool


@dataclass(frozen=True)
class ResetDropped(Fact):
    """The request came to nothing; the second factor stays."""

    kind = "reset_dropped"
    reset: str
    person: Entry
    by: Office
