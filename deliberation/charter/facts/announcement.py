"""Facts of announcements (公告): shown, corrected, withdrawn; and what residents ask about one."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, text

from .naming import Office, Voice


@dataclass(frozen=True)
class Announced(Fact):
    """An office says something to the community, under a number of its own series (2026-G01).

    `in_name_of`: the office its writer speaks for. `readers`: everybody, or the people of
    `for_group`, or those who hold the office `for_role`. `ends_at`: when it is over; None: it stays
    until somebody ends it. `corrects`: the earlier one it takes the place of.
    """

    kind = "announced"
    by: Office
    in_name_of: str
    readers: str
    for_group: str | None
    for_role: str | None
    pinned: bool
    ends_at: datetime | None
    corrects: str | None
    rulebook: str
    number_year: int
    number: int
    title: str | None = text()
    body: str | None = text()


@dataclass(frozen=True)
class AnnouncementCorrected(Fact):
    """A later one stands in its place; both stay readable."""

    kind = "announcement_corrected"
    by: Office
    corrected_by: str


@dataclass(frozen=True)
class AnnouncementWithdrawn(Fact):
    """It holds no more. The reason stands in its place; its text stays readable."""

    kind = "announcement_withdrawn"
    by: Office
    reasons: str | None = text()


@dataclass(frozen=True)
class AskedAbout(Fact):
    """Somebody asks the office that wrote it; by when it answers stands in the obligation beside
    it.
    """

    kind = "asked_about"
    question: str
    person: Voice
    body: str | None = text()


@dataclass(frozen=True)
class AnsweredAbout(Fact):
    """The office answered, in time or late."""

    kind = "answered_about"
    question: str
    person: Voice
    by: Office
    body: str | None = text()


@dataclass(frozen=True)
class UnansweredAbout(Fact):
    """No answer came in its days: that stands beside the question from now on."""

    kind = "unanswered_about"
    question: str
    person: Voice
