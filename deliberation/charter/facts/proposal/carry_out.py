"""Facts of 行 and 评: assignment, reports, completion, ratings."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Office, Rating, Voice


@dataclass(frozen=True)
class Assigned(Fact):
    """An organisation is in charge, with a last day for the work (`organisation` None: the
    residents' committee).
    """

    kind = "assigned"
    by: Office | None
    organisation: str | None
    finish_at: datetime
    task: str | None = text()


@dataclass(frozen=True)
class LastDayNamed(Fact):
    """Until when a matter is to hold: named by its author with the submission, said again (`by`
    None) where it is sent back to a new notice.
    """

    kind = "last_day_named"
    by: Voice | None
    finish_at: datetime


@dataclass(frozen=True)
class ProgressReported(Fact):
    """A report with percent done (0–100) and evidence."""

    kind = "progress_reported"
    report: str
    by: Office
    percent: int
    body: str | None = text()
    evidence: str | None = text()


@dataclass(frozen=True)
class WorkFinished(Fact):
    """Reported as done, with evidence."""

    kind = "work_finished"
    by: Office
    body: str | None = text()
    evidence: str | None = text()


@dataclass(frozen=True)
class CovenantFiled(Fact):
    """A covenant or charter as passed (`version_no` of its proposal) was filed with the
    sub-district on `filed_on`, and is in force (Art 31).
    """

    kind = "covenant_filed"
    by: Office
    version_no: int
    filed_on: str
    document: str | None = text()


@dataclass(frozen=True)
class NotCarriedOut(Fact):
    """The body that resolved it decided that it is not carried out, with reasons."""

    kind = "not_carried_out"
    by: Office
    decided_on: str
    reasons: str | None = text()
    document: str | None = text()  # came later: a fact without one reads as before


@dataclass(frozen=True)
class Rated(Fact):
    """A resident's rating 1–5; a later one replaces it (`before` is the replaced score, 0 if
    none).
    """

    kind = "rated"
    person: Rating
    score: int
    before: int
    body: str | None = text()


@dataclass(frozen=True)
class EvaluationClosed(Fact):
    """The rating window is over: number of ratings and their sum."""

    kind = "evaluation_closed"
    ratings: int
    total: int
