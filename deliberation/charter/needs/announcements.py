"""Questions about an announcement: what somebody asks about it."""

from datetime import datetime
from typing import Protocol

from .need import Need


class Announcement(Protocol):
    """An announcement's row."""

    subject_id: str
    number_year: int
    number: int
    title: str | None
    body: str | None
    text_from: str | None
    by: str
    office: str
    readers: str
    group_id: str | None
    role: str | None
    pinned: bool
    stage: str
    stage_at: datetime
    at: datetime
    ends_at: datetime | None
    rulebook: str
    corrects: str | None
    corrected_by: str | None
    withdrawn_by: str | None
    reasons: str | None
    reasons_from: str | None


class AskedAboutIt(Protocol):
    """What a resident asks about one. state: open, unanswered, answered. hidden: hidden, shown (it
    was, and is again), kept (reported, and not hidden), or None.
    """

    subject_id: str
    question_id: str
    person_id: str
    state: str
    answered_at: datetime | None
    hidden: str | None


# the question about it that an act names
ASKED_ABOUT: Need[AskedAboutIt | None] = Need("asked_about")
# how much the actor asked about announcements in the last hour
ASKED_LATELY: Need[int] = Need("asked_lately")
