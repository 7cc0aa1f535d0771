"""Facts of 督议: certificate, questions, return, suspension, findings, acceptance."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Acting, Office
from deliberation.charter.facts.obligations import Obligation


@dataclass(frozen=True)
class CertificateSigned(Fact):
    """One supervisor certified (with or without dissent) or refused, in their own name; `ticked` is
    what they checked themselves.
    """

    kind = "certificate_signed"
    person: Office
    round_no: int
    verdict: str
    ticked: list[str]
    platform: list[list[Any]]
    statement: str | None = text()


@dataclass(frozen=True)
class ResultCertified(Fact):
    """Enough supervisors certified the count."""

    kind = "result_certified"
    round_no: int
    certifiers: int


@dataclass(frozen=True)
class QuestionAsked(Fact):
    """A supervisor's formal question (质询); an answer is due."""

    kind = "question_asked"
    question: str
    person: Office
    addressee: str
    stage: str
    body: str | None = text()


@dataclass(frozen=True)
class QuestionAnswered(Fact):
    """The answer."""

    kind = "question_answered"
    question: str
    by: Acting
    body: str | None = text()


@dataclass(frozen=True)
class QuestionUnanswered(Fact):
    """Its days passed without an answer; marked."""

    kind = "question_unanswered"
    question: str


@dataclass(frozen=True)
class Returned(Fact):
    """Returned once: before opening to the council, or after close for a fault of procedure to a
    new notice on the same text.
    """

    kind = "returned"
    by: Office
    to_stage: str
    reasons: str | None = text()


@dataclass(frozen=True)
class StageChecked(Fact):
    """A supervisor looked themselves at items of the rulebook's checklist for this stage."""

    kind = "stage_checked"
    person: Office
    stage: str
    items: list[str]
    note: str | None = text()


@dataclass(frozen=True)
class Suspended(Fact):
    """Execution suspended until at most `until`."""

    kind = "suspended"
    by: Office
    until: datetime
    reasons: str | None = text()


@dataclass(frozen=True)
class Resumed(Fact):
    """The suspension ended."""

    kind = "resumed"
    by: Office | None


@dataclass(frozen=True)
class FindingRecorded(Fact):
    """A fault found at inspection. Nobody is asked to accept the work before it is put right, at
    the latest `until` the clock ends the inspection; whoever accepted it before looks again.
    """

    kind = "finding_recorded"
    finding: str
    person: Office
    until: datetime
    obligations: list[Obligation] | None = None
    body: str | None = text()


@dataclass(frozen=True)
class FindingRectified(Fact):
    """The organisation says it is put right."""

    kind = "finding_rectified"
    finding: str
    by: Office
    obligations: list[Obligation] | None = None
    body: str | None = text()


@dataclass(frozen=True)
class FindingVerified(Fact):
    """A supervisor saw that it is put right (ok) or not yet (reopened). `left`: how many of the
    faults found are still open.
    """

    kind = "finding_verified"
    finding: str
    by: Office
    ok: bool
    left: int
    obligations: list[Obligation] | None = None
    body: str | None = text()


@dataclass(frozen=True)
class FindingWaived(Fact):
    """A fault that was not put right is given up in public, after the inspection: by a supervisor
    who did not find it, or by the residents' committee. `left` as above.
    """

    kind = "finding_waived"
    finding: str
    by: Office
    role: str
    left: int
    reasons: str | None = text()


@dataclass(frozen=True)
class WorkAccepted(Fact):
    """A supervisor without an interest accepted the work; enough of them end the inspection. Where
    a fault is found later, it no longer counts.
    """

    kind = "work_accepted"
    person: Office
    statement: str | None = text()
