"""Facts of households: who votes for one, and the households on the roll of a vote.

Which home it is and by which paper is private; a roll numbers its households anew.
"""

from dataclasses import dataclass

from deliberation.charter.facts.base import Fact, private
from deliberation.charter.facts.naming import Acting, AtDesk, Entry, Sharing


@dataclass(frozen=True)
class HouseholdRepNamed(Fact):
    """From now on this adult votes where each household has one vote.

    `desk`: recorded by the clerk from a paper, otherwise named by an adult of the household.
    """

    kind = "household_rep_named"
    naming: str
    person: Entry
    by: AtDesk
    desk: bool
    dwelling: str | None = private()
    document: str | None = private()


@dataclass(frozen=True)
class HouseholdRepEnded(Fact):
    """Another one was named, or nobody: then any of its adults speaks again.

    `person`: the one who did.
    """

    kind = "household_rep_ended"
    naming: str
    person: Entry
    by: Acting


@dataclass(frozen=True)
class HouseholdsFrozen(Fact):
    """The households at opening, in chunks: [number, who may vote for it], numbered at random."""

    kind = "households_frozen"
    round_no: int
    chunk: int
    households: Sharing
