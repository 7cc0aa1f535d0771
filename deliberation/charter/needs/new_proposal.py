"""The row of a proposal that an act makes itself, as its facts will say it once they are applied:
for the moves that follow within the same act.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.subjects.proposal import Stage


@dataclass(kw_only=True)
class NewProposal:
    """A `Proposal` as the table first has it."""

    proposal_id: str
    number_year: int | None = None
    number: int | None = None
    title: str | None = None
    body: str | None = None
    text_from: str | None = None
    author_id: str | None = None
    author_from: str | None = None
    author_in_office: bool = False
    matter: str | None = None
    legal_effect: str | None = None
    effect_note: str | None = None
    group_id: str | None = None
    rulebook: str | None = None
    version_no: int = 1
    uses_common_parts: bool | None = None
    spends_money: bool | None = None
    concerns_one_neighbour: bool | None = None
    stage: str = Stage.draft.value
    reached: str = Stage.draft.value
    stage_at: datetime
    due_at: datetime | None = None
    ending: str | None = None
    drafted_at: datetime
    submitted_at: datetime | None = None
    closed_at: datetime | None = None
    withdraw_until: datetime | None = None
    merge_into: str | None = None
    merge_until: datetime | None = None
    consent_until: datetime | None = None
    council_state: str = "none"
    verdict: str | None = None
    author_state: str = "none"
    study_state: str = "none"
    legality_state: str = "none"
    legality_article: str | None = None
    notice_proved: bool = False
    notice_extended: bool = False
    notice_at: datetime | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    round_no: int = 0
    repeated: bool = False
    returned: bool = False
    outcome: str | None = None
    certified: str = "none"
    suspended_until: datetime | None = None
    suspended: bool = False
    organisation_id: str | None = None
    finish_at: datetime | None = None
    percent: int = 0
    inspected: str = "none"
    passed_reason: str | None = None
    appeal_until: datetime | None = None
    appeal_state: str = "none"
    source: str | None = None
    source_id: str | None = None
    pseudonym: str | None = None
    original_at: str | None = None
    supports: int = 0
    phase: str | None = None
    cost: int | None = None


def new_proposal(proposal: str, matter: str, now: datetime) -> NewProposal:
    """A draft of this kind of matter, made now."""
    return NewProposal(proposal_id=proposal, matter=matter, stage_at=now, drafted_at=now)
