"""Questions about the proposal itself: its counters, co-signatures, clocks, what was said of its
text.
"""

from datetime import datetime
from typing import Protocol

from deliberation.charter.needs.rows import Proposal

from .need import Need


class Counts(Protocol):
    """The proposal's counters, row locked."""

    proposal_id: str
    cosigns: int
    cosigns_office: int
    comments: int
    ballots: int
    attended: int
    ratings: int
    ratings_total: int
    meeting_reps: int
    meeting_residents: int
    objections_open: int
    questions_open: int
    findings_open: int
    certified: int
    refused: int
    accepted: int
    silences: int


class Cosignature(Protocol):
    """My support of the proposal, as a resident or in an office."""

    office: bool
    version_no: int
    at: datetime


class Deadline(Protocol):
    """An open clock of the subject."""

    subject_id: str
    act: str
    ref: str
    due_at: datetime
    start_at: datetime
    days: int
    provisional: bool
    scope: str


class Recommendation(Protocol):
    """What the council recommended."""

    proposal_id: str
    fact_id: str
    by: str
    verdict: str | None
    reasons: str | None
    changes: str | None
    text_from: str | None
    at: datetime
    accepted: bool | None
    answer: str | None
    answer_from: str | None
    answered_at: datetime | None


class MergeConsent(Protocol):
    """Somebody who agreed to move to the other proposal."""

    person: str
    office: bool
    again: bool
    movable: bool


class Requests(Protocol):
    """How often the actor did it on this proposal and in the last hour."""

    here: frozenset[str]
    lately: int


# the proposal's counters, row locked
COUNTS: Need[Counts] = Need("counts")
# my co-signature or None
COSIGNATURE: Need[Cosignature | None] = Need("cosignature")
# I co-signed it once and took it back
SIGNED_BEFORE: Need[bool] = Need("signed_before")
# I have declared an interest
RECUSED: Need[bool] = Need("recused")
# how many of my proposals are gathering
GATHERING: Need[int] = Need("gathering")
# year and next number of it, under the community lock
NUMBER: Need[tuple[int, int]] = Need("number")
# the other proposal's row
MERGE_TARGET: Need[Proposal | None] = Need("merge_target")
# who agreed to move
MERGE_CONSENTS: Need[list[MergeConsent]] = Need("merge_consents")
# whether I agreed to move
MY_CONSENT: Need[bool] = Need("my_consent")
# the proposals I asked to have this one merged into, and how many such requests in the last hour
MY_MERGE_REQUESTS: Need[Requests] = Need("my_merge_requests")
# I asked for a meeting on it
MY_MEETING_REQUEST: Need[object | None] = Need("my_meeting_request")
# a proof of the act's purpose in this round
PROOF: Need[object | None] = Need("proof")
# the council's last word
RECOMMENDATION: Need[Recommendation | None] = Need("recommendation")
# the open clock the act names, or is attempted for
DEADLINE: Need[Deadline | None] = Need("deadline")
# whether the notice that hangs now was shortened in special circumstances
NOTICE_SHORTENED: Need[bool] = Need("notice_shortened")
# how often a notice of this proposal was withdrawn and shown anew
NOTICE_RESTARTS: Need[int] = Need("notice_restarts")
# how many files hang on the proposal, its comments, reports and proofs
FILES: Need[int] = Need("files")
# my score, 0 if none
MY_RATING: Need[int] = Need("my_rating")
