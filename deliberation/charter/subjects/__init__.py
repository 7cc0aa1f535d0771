"""What has a life of its own in the record. The stages of each type stand in the file of its name.

Called by facts and acts, which name the subject they are about by its type and id.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class SubjectType(StrEnum):
    """The types there are, as headers and the table of subjects write them."""

    proposal = "proposal"
    announcement = "announcement"


class Subject(NamedTuple):
    """One of them: its type, and its id (26 characters)."""

    type: SubjectType
    id: str

    def plain(self) -> dict[str, str]:
        """As a header has it."""
        return {"type": self.type.value, "id": self.id}


def the_proposal(ident: str) -> Subject:
    """The subject a proposal's id names."""
    return Subject(SubjectType.proposal, ident)


def read_subject(said: Mapping[str, str] | None) -> Subject | None:
    """What a header says it is about. ValueError for a type that is not known."""
    return Subject(SubjectType(said["type"]), said["id"]) if said else None
