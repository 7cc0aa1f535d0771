"""Questions about the record itself: entries of the desk, imports, erasures, rulebooks."""

from datetime import datetime
from typing import Protocol

from .need import Need


class DeskEntry(Protocol):
    """An entry of the desk: whose, which act, whether corrected, and the rating that still stands
    by it.
    """

    act: str
    person_id: str
    ref: str
    corrected: bool
    score: int


class Entered(Protocol):
    """An entry of the desk."""

    proposal_id: str
    fact_id: str
    act: str
    person_id: str
    by: str
    ref: str
    how: str
    slip: str | None
    witness_id: str | None
    own_code: bool
    at: datetime


class SaysOfEntry(Protocol):
    """kind: of the fact. whole: where it is the whole entry of somebody as it stands now, every
    fact with a private part that says something of the same entry; else nothing. in_office:
    whether that person holds an office.
    """

    kind: str
    whole: list[str]
    in_office: bool


# the entry of the desk an act names
DESK_ENTRY: Need[DeskEntry | None] = Need("desk_entry")
# the later entry that says it rightly
RIGHT_ENTRY: Need[Entered | None] = Need("right_entry")
# source ids already imported, of those the act names
IMPORTED: Need[set[str]] = Need("imported")
# {part: still there} of the fact an erasure names
FACT_PARTS: Need[dict[str, bool]] = Need("fact_parts")
# what the fact an erasure names says of an entry of the roster
SAYS_OF_ENTRY: Need[SaysOfEntry] = Need("says_of_entry")
# digests already adopted
RULEBOOKS: Need[set[str]] = Need("rulebooks")
