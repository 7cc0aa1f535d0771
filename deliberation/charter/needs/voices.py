"""Questions about contributions and about what is brought to the office alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from .need import Need


class Comment(Protocol):
    """A contribution, or a question about an announcement: its author; whether, why and by whom it
    was hidden, objected to and decided on. hidden: hidden, shown (it was, and is again), kept
    (reported, and not hidden), or None. asked: the question's state, else None.
    """

    person_id: str
    hidden: str | None
    reason: str | None
    hidden_by: str | None
    objected_at: datetime | None
    decided_at: datetime | None
    asked: str | None


class Reports(Protocol):
    """What the actor reported: here, and how many in the last hour."""

    here: frozenset[str]
    lately: int


class Reported(Protocol):
    """How a contribution, or a question about an announcement, was reported. reasons: of every
    report, the last first. waits: somebody has to look at it; else all of them were looked at.
    """

    reasons: Sequence[str]
    waits: bool


class Supported(Protocol):
    """How often the contribution was supported by the actor."""

    times: int
    taken_back_at: datetime | None
    at: datetime


class Support(Protocol):
    """My support of the contribution, and how often I supported any in the last hour."""

    here: Supported | None
    lately: int


class PrivateMatter(Protocol):
    """What somebody brought to the office alone."""

    matter_id: str
    person_id: str | None
    at: datetime
    due_at: datetime
    state: str
    title: str | None
    body: str | None
    private_from: str | None
    answer: str | None
    answer_from: str | None
    answered_by: str | None
    answered_at: datetime | None


# the comment the act answers stands on this proposal
PARENT: Need[bool] = Need("parent")
# the contribution an act names
COMMENT: Need[Comment | None] = Need("comment")
# what the actor reported: here, and how many in the last hour
MY_REPORTS: Need[Reports] = Need("my_reports")
# how what an act names was reported
REPORTED: Need[Reported] = Need("reported")
# my support of the contribution an act names (its row is locked), and how often I supported any
# in the last hour
MY_SUPPORT: Need[Support] = Need("my_support")
# how many contributions the actor made in the last hour
SAID_LATELY: Need[int] = Need("said_lately")
# how much I brought to the office alone in the last hour
PRIVATE_LATELY: Need[int] = Need("private_lately")
# what was brought to the office alone and the act names
PRIVATE_MATTER: Need[PrivateMatter | None] = Need("private_matter")
