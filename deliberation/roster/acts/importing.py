"""Acts of the operator that bring open data of another platform into the record: proposals as
public drafts, and their comments.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.act import Act, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, write_time
from deliberation.charter.facts.proposal import propose as f
from deliberation.charter.needs.log import IMPORTED
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects import the_proposal


@dataclass(frozen=True, slots=True)
class SourceProposal:
    """One proposal as its source has it."""

    source_id: str
    title: str
    body: str
    original_at: str
    pseudonym: str
    supports: int


@dataclass(frozen=True, slots=True)
class SourceComment:
    """One comment as its source has it; `parent_source_id` None where it hangs on the proposal."""

    source_id: str
    parent_source_id: str | None
    body: str
    at: datetime
    pseudonym: str
    votes_for: int
    votes_against: int


@dataclass(frozen=True, kw_only=True)
class ImportProposals(Act):
    """A batch; what is already there changes nothing."""

    name = ActName.import_proposals
    lock = "community"
    needs = frozenset({IMPORTED})
    source: str
    source_digest: str
    entries: tuple[SourceProposal, ...]

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        fresh = [e for e in self.entries if e.source_id not in case[IMPORTED]]
        if not fresh:
            raise refuse("already_in")
        return [
            f.ProposalImported(
                source=self.source,
                source_id=e.source_id,
                source_digest=self.source_digest,
                original_at=e.original_at,
                pseudonym=e.pseudonym,
                matter="ordinary",
                supports=e.supports,
                title=words(e.title, most=400, what="title"),
                body=words(e.body, most=60_000, what="body"),
                subject=the_proposal(case.new_id()),
            )
            for e in fresh
        ]


@dataclass(frozen=True, kw_only=True)
class ImportComments(Act):
    """A batch of one proposal's comments, parents before replies.

    Ids follow from the source, so that a reply finds its parent.
    """

    name = ActName.import_comments
    lock = "shared"
    needs = frozenset({IMPORTED})
    source: str
    source_digest: str
    entries: tuple[SourceComment, ...]
    ids: dict[str, str]

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        fresh = [e for e in self.entries if e.source_id not in case[IMPORTED]]
        if not fresh:
            raise refuse("already_in")
        return [
            f.CommentsImported(
                source=self.source,
                source_digest=self.source_digest,
                entries=[self._row(e) for e in fresh],
                bodies={self.ids[e.source_id]: e.body for e in fresh},
                subject=case.about,
            )
        ]

    def _row(self, e: SourceComment) -> dict[str, Any]:
        """What is public of it."""
        return {
            "id": self.ids[e.source_id],
            "source_id": e.source_id,
            "parent": self.ids.get(e.parent_source_id or ""),
            "at": write_time(e.at),
            "pseudonym": e.pseudonym,
            "votes_for": e.votes_for,
            "votes_against": e.votes_against,
        }
