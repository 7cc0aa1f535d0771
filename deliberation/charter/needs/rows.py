"""The row a case is about: the proposal, column by column as the table has it."""

from datetime import datetime
from typing import Protocol, TypeVar

T = TypeVar("T")


def filled(column: T | None) -> T:
    """A column that the stage at which an act is possible has filled: a vote has a close, a
    proposal that was submitted its rulebook. AssertionError where it is empty: a programming error.
    """
    assert column is not None
    return column


class Proposal(Protocol):
    """A proposal. What its stage has not given yet is None."""

    proposal_id: str
    number_year: int | None
    number: int | None
    title: str | None
    body: str | None
    text_from: str | None
    author_id: str | None
    author_from: str | None
    author_in_office: bool
    matter: str | None
    legal_effect: str | None
    effect_note: str | None
    group_id: str | None
    rulebook: str | None
    version_no: int
    uses_common_parts: bool | None
    spends_money: bool | None
    concerns_one_neighbour: bool | None
    stage: str
    reached: str
    stage_at: datetime
    due_at: datetime | None
    ending: str | None
    drafted_at: datetime
    submitted_at: datetime | None
    closed_at: datetime | None
    withdraw_until: datetime | None
    merge_into: str | None
    merge_until: datetime | None
    consent_until: datetime | None
    council_state: str
    verdict: str | None
    author_state: str
    study_state: str
    legality_state: str
    legality_article: str | None
    notice_proved: bool
    notice_extended: bool
    notice_at: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    round_no: int
    repeated: bool
    returned: bool
    outcome: str | None
    certified: str
    suspended_until: datetime | None
    suspended: bool
    organisation_id: str | None
    finish_at: datetime | None
    percent: int
    inspected: str
    passed_reason: str | None
    appeal_until: datetime | None
    appeal_state: str
    source: str | None
    source_id: str | None
    pseudonym: str | None
    original_at: str | None
    supports: int
    phase: str | None
    cost: int | None
