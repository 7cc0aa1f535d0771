"""Questions about owners and households: the parties of a vote, units and ties an act names."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from .need import Need


class Ownership(Protocol):
    """That somebody owns a unit."""

    ownership_id: str
    person_id: str | None
    dwelling_id: str | None
    document: str | None
    private_from: str | None
    at: datetime
    ended_at: datetime | None
    end_reason: str | None
    ended_from: str | None


class Representation(Protocol):
    """Who acts for the owner of a unit."""

    representation_id: str
    unit_no: int
    dwelling_id: str | None
    person_id: str | None
    ground: str | None
    document: str | None
    private_from: str | None
    at: datetime
    ended_at: datetime | None
    end_reason: str | None
    ended_from: str | None


# [(voters, units, area)] of the owners in the group or community, for opening an owners' vote;
# area in 0.01 m²
OWNER_PARTIES: Need[list[tuple[list[str], int, int]] | None] = Need("owner_parties")
# {number: (area, voters)} of this round's roll of owners; {number: voters} of a roll of
# households
FROZEN_PARTIES: Need[Any] = Need("frozen_parties")
# the units an act names: {dwelling: who acts for its owner now, or None}
UNIT_NAMED: Need[dict[str, str | None]] = Need("unit_named")
# the ownership the act names
OWNERSHIP: Need[Ownership | None] = Need("ownership")
# whether a document says already that the person an act names owns the unit it names
OWNS_UNIT: Need[bool] = Need("owns_unit")
# the rows of the representation the act names
REPRESENTATION: Need[Sequence[Representation]] = Need("representation")
