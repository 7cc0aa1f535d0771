"""Questions about what supervisors ask, find, check and draw, and about results of the city's own
system.
"""

from datetime import date, datetime
from typing import Protocol

from .need import Need


class Objection(Protocol):
    """An objection."""

    subject_id: str
    objection_id: str
    person_id: str
    ground: str | None
    stage: str
    body: str | None
    text_from: str | None
    at: datetime
    state: str | None
    answer: str | None
    answer_from: str | None
    answered_by: str | None
    answered_at: datetime | None
    remedy: str | None
    remedy_reasons: str | None
    remedy_from: str | None
    remedied_by: str | None
    remedied_at: datetime | None


class Asked(Protocol):
    """A supervisors' question."""

    subject_id: str
    question_id: str
    person_id: str
    addressee: str | None
    stage: str
    body: str | None
    text_from: str | None
    at: datetime
    state: str | None
    answer: str | None
    answer_from: str | None
    answered_by: str | None
    answered_at: datetime | None


class Finding(Protocol):
    """What an inspection found wanting."""

    subject_id: str
    finding_id: str
    person_id: str
    body: str | None
    text_from: str | None
    at: datetime
    state: str
    rectified: str | None
    rectified_from: str | None
    rectified_at: datetime | None
    verified: str | None
    verified_from: str | None
    verified_at: datetime | None


class DrawList(Protocol):
    """The list a random check would be drawn from, and whether it was."""

    refs: tuple[str, ...]
    before: object | None


class Official(Protocol):
    """The entry of a result of the city's own system, with its figures {what: (heads, area)}."""

    proposal_id: str
    entry_id: str
    round_no: int
    by: str
    role: str
    ended_on: str
    outcome: str
    chosen: int | None
    evidence: str
    system: str | None
    reference: str | None
    text_from: str
    at: datetime
    state: str
    confirmed_by: str | None
    confirmed_at: datetime | None
    figures: dict[str, tuple[int, int]]


# the list a random check would be drawn from, and whether it was
DRAW_LIST: Need[DrawList] = Need("draw_list")
# items of the checklist I ticked since this stage began
MY_CHECKS: Need[frozenset[str]] = Need("my_checks")
# the grounds I have objected on
MY_GROUNDS: Need[frozenset[str]] = Need("my_grounds")
# the objection the act names
OBJECTION: Need[Objection | None] = Need("objection")
# how often this matter's vote was held anew for an upheld objection
VOTED_ANEW: Need[int] = Need("voted_anew")
# whether an objection to the vote still waits for its answer, or an upheld one for what follows
OBJECTIONS_WAIT: Need[bool] = Need("objections_wait")
# the ground of an upheld objection that waits for what follows, the next due first, and by when
REMEDY_WAITS: Need[tuple[str | None, datetime] | None] = Need("remedy_waits")
# an upheld objection of which nobody has said yet what follows, the first of them
FAULT_STANDS: Need[Objection | None] = Need("fault_stands")
# whether an entry, an office or an option on the ballot was put right since the objection the act
# names was raised
PUT_RIGHT: Need[bool] = Need("put_right")
# the question the act names
QUESTION: Need[Asked | None] = Need("question")
# the finding the act names
FINDING: Need[Finding | None] = Need("finding")
# I accepted the work already
MY_ACCEPTANCE: Need[object | None] = Need("my_acceptance")
# the entry that stands in this round; None where the vote is held here
OFFICIAL: Need[Official | None] = Need("official")
# the last day announced of such a vote in this round
OFFICIAL_VOTE: Need[date | None] = Need("official_vote")
