"""Facts of owners' votes (Civil Code Art 278): who owns what, who acts for an owner, the parties on
the roll with their area, the count by heads and area.

Areas are in 0.01 m². The parties of a roll are public with their areas, so that anybody can count
again: heads in random order, which name no unit. Which unit is whose, by which certificate, and why
somebody else acts for its owner, is private.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.charter.facts.base import Fact, private
from deliberation.charter.facts.naming import Entry, Sharing


@dataclass(frozen=True)
class OwnershipRecorded(Fact):
    """Somebody owns a unit beside the one of their roster entry."""

    kind = "ownership_recorded"
    ownership: str
    person: Entry
    dwelling: str | None = private()
    document: str | None = private()


@dataclass(frozen=True)
class OwnershipEnded(Fact):
    """That unit is theirs no more. person: None where nobody knows any more whose it was."""

    kind = "ownership_ended"
    ownership: str
    person: Entry | None
    reason: str | None = private()


@dataclass(frozen=True)
class RepresentativeRecorded(Fact):
    """Somebody acts for the owner of so many units. ground: guardian, heirs, company, co_owners."""

    kind = "representative_recorded"
    representation: str
    person: Entry
    units: int
    dwellings: list[str] | None = private()
    ground: str | None = private()
    document: str | None = private()


@dataclass(frozen=True)
class RepresentativeEnded(Fact):
    """The owner acts for themselves again, or somebody else does. person: None where nobody knows
    any more who did.
    """

    kind = "representative_ended"
    representation: str
    person: Entry | None
    units: int
    reason: str | None = private()


@dataclass(frozen=True)
class OwnersRollFrozen(Fact):
    """The parties at opening, in chunks: [number, who may vote for it, units, area], numbered at
    random. A party without a voter still counts in the base.
    """

    kind = "owners_roll_frozen"
    round_no: int
    chunk: int
    parties: Sharing
    area: int


@dataclass(frozen=True)
class OwnersCounted(Fact):
    """The count by both sums. heads, area: [members, took part, for, against, abstained]; silent:
    [heads, area] that followed the majority.
    """

    kind = "owners_counted"
    round_no: int
    rule: str
    rulebook: str
    quorum: list[Any]
    majority: list[Any]
    heads: list[int]
    area: list[int]
    silence_joins: bool
    silent: list[int]
    outcome: str
    recount: bool = False
