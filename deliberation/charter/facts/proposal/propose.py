"""Facts of 提议: drafts, texts, support, discussion, and what came from other platforms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.facts.base import Fact, private, text
from deliberation.charter.facts.naming import Acting, Author, Voice
from deliberation.charter.facts.obligations import Obligation


@dataclass(frozen=True)
class ProposalDrafted(Fact):
    """A resident began a proposal; its words are theirs alone until it is submitted."""

    kind = "proposal_drafted"
    author: Acting
    matter: str
    group: str | None
    answers: dict[str, bool]
    obligations: list[Obligation] | None = None
    title: str | None = private()
    body: str | None = private()


@dataclass(frozen=True)
class DraftRevised(Fact):
    """The author changed their unpublished draft."""

    kind = "draft_revised"
    version_no: int
    matter: str
    group: str | None
    answers: dict[str, bool]
    title: str | None = private()
    body: str | None = private()


@dataclass(frozen=True)
class ProposalSubmitted(Fact):
    """The proposal became public under a number, under the rulebook named by digest, which no
    longer changes for it.
    """

    kind = "proposal_submitted"
    author: Acting
    number_year: int
    number: int
    matter: str
    legal_effect: str
    effect_note: str | None
    group: str | None
    rulebook: str
    version_no: int
    title: str | None = text()
    body: str | None = text()


@dataclass(frozen=True)
class ProposalRevised(Fact):
    """A new public version of the text.

    Co-signers may take their name back until `consent_until`. `by` is None where nobody wrote it:
    the list of a budget ballot's winners. reviewed_anew: its lawfulness is looked at once more.
    """

    kind = "proposal_revised"
    by: Voice | None
    version_no: int
    why: str
    consent_until: datetime | None
    reviewed_anew: bool = False
    title: str | None = text()
    body: str | None = text()
    note: str | None = text()


@dataclass(frozen=True)
class ProposalAdopted(Fact):
    """A resident became the author of an imported proposal."""

    kind = "proposal_adopted"
    author: Acting
    obligations: list[Obligation] | None = None


@dataclass(frozen=True)
class AuthorChanged(Fact):
    """A co-signer took the proposal over from an author who withdrew or fell silent."""

    kind = "author_changed"
    author: Acting
    before: Author | None


@dataclass(frozen=True)
class WithdrawalAnnounced(Fact):
    """The author wants to withdraw; co-signers may keep the proposal until `until`."""

    kind = "withdrawal_announced"
    by: Voice
    until: datetime | None
    reasons: str | None = text()


@dataclass(frozen=True)
class Cosigned(Fact):
    """One person supports the text of one version.

    `office` if the signature counts among office holders.
    """

    kind = "cosigned"
    person: Voice
    office: bool
    version_no: int
    again: bool
    via: str | None = None


@dataclass(frozen=True)
class CosignatureTakenBack(Fact):
    """A co-signer took their name back."""

    kind = "cosignature_taken_back"
    person: Voice
    office: bool


@dataclass(frozen=True)
class ThresholdReached(Fact):
    """Enough support: residents or office holders, as the rulebook says."""

    kind = "threshold_reached"
    residents: int
    office_holders: int


@dataclass(frozen=True)
class ThresholdLost(Fact):
    """Support fell below the threshold again."""

    kind = "threshold_lost"
    residents: int
    office_holders: int


@dataclass(frozen=True)
class Commented(Fact):
    """A contribution to the discussion with a stance: for, against or neutral."""

    kind = "commented"
    comment: str
    person: Voice
    stance: str
    parent: str | None
    role: str
    body: str | None = text()


@dataclass(frozen=True)
class ProposalImported(Fact):
    """A proposal from another platform's open data: original date, pseudonym, source and digest.

    A draft, public, no clock.
    """

    kind = "proposal_imported"
    source: str
    source_id: str
    source_digest: str
    original_at: str
    pseudonym: str
    matter: str
    supports: int
    title: str | None = text()
    body: str | None = text()


@dataclass(frozen=True)
class CommentsImported(Fact):
    """Comments from open data, in one fact per batch.

    Entries: id, source id, parent, pseudonym, date, votes; words in text.
    """

    kind = "comments_imported"
    source: str
    source_digest: str
    entries: list[dict[str, Any]]
    bodies: dict[str, str] | None = text()
