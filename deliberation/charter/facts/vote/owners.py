"""Facts of owners' votes (Civil Code Art 278): who owns what, who acts for an owner, the parties on
the roll with their area, the count by heads and area.

Areas are in 0.01 m². Ids and areas are public, so that anybody can count again; documents are
words.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.charter.facts.base import Fact, text


@dataclass(frozen=True)
class OwnershipRecorded(Fact):
    """Somebody owns a unit beside the one of their roster entry."""

    kind = "ownership_recorded"
    ownership: str
    person: str
    dwelling: str
    document: str | None = text()


@dataclass(frozen=True)
class OwnershipEnded(Fact):
    """That unit is theirs no more."""

    kind = "ownership_ended"
    ownership: str
    person: str
    reason: str | None = text()


@dataclass(frozen=True)
class RepresentativeRecorded(Fact):
    """Somebody acts for the owner of these units. ground: guardian, heirs, company, co_owners."""

    kind = "representative_recorded"
    representation: str
    person: str
    dwellings: list[str]
    ground: str
    document: str | None = text()


@dataclass(frozen=True)
class RepresentativeEnded(Fact):
    """The owner acts for themselves again, or somebody else does."""

    kind = "representative_ended"
    representation: str
    person: str
    dwellings: list[str]
    reason: str | None = text()


@dataclass(frozen=True)
class OwnersRollFrozen(Fact):
    """The parties at opening, in chunks: [number, who may vote for it, units, area]. A party
    without a voter still counts in the base.
    """

    kind = "owners_roll_frozen"
    round_no: int
    chunk: int
    parties: list[list[Any]]
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
