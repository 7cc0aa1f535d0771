"""Facts of 建议: opinions, the recommendation and its answer, study, legality, recusal."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Acting, Office, Voice


@dataclass(frozen=True)
class OpinionGiven(Fact):
    """One councillor's opinion with a stance."""

    kind = "opinion_given"
    opinion: str
    person: Office
    stance: str
    body: str | None = text()


@dataclass(frozen=True)
class Recommended(Fact):
    """The council's recommendation: support, support_with_changes or oppose, with reasons.

    It never blocks.
    """

    kind = "recommended"
    by: Office
    verdict: str
    reasons: str | None = text()
    changes: str | None = text()


@dataclass(frozen=True)
class RecommendationAnswered(Fact):
    """The author accepted or declined the proposed changes (by None: silent, own text goes on with
    the changes beside it).
    """

    kind = "recommendation_answered"
    by: Voice | None
    accepted: bool
    note: str | None = text()


@dataclass(frozen=True)
class StudyRecorded(Fact):
    """The lead organisation's study before the vote (Organic Law of Residents' Committees Art 30
    ¶4).
    """

    kind = "study_recorded"
    by: Office
    held_on: str
    result: str
    opinion: str | None = text()


@dataclass(frozen=True)
class LegalityReviewed(Fact):
    """Legality review (Art 31).

    A breach names the article and returns the text; it never drops it.
    """

    kind = "legality_reviewed"
    by: Office
    result: str
    law: str | None
    article: str | None
    reasons: str | None = text()


@dataclass(frozen=True)
class AdvisoryChosen(Fact):
    """The author chose an advisory vote rather than wait longer for the study."""

    kind = "advisory_chosen"
    by: Voice


@dataclass(frozen=True)
class Recused(Fact):
    """A member declared an interest and takes no part in this matter in any office. While its vote
    is open: `round_no`, and by how many heads its base is smaller from then on (`left`).
    """

    kind = "recused"
    person: Office
    reason: str
    statutory_base: bool
    round_no: int | None = None
    left: int = 0
    explanation: str | None = text()


@dataclass(frozen=True)
class EffectDeclared(Fact):
    """The vote's legal effect was set, with the document it rests on."""

    kind = "effect_declared"
    by: Office
    legal_effect: str
    meeting_on: str | None
    document: str | None = text()


@dataclass(frozen=True)
class NoticeShortened(Fact):
    """The residents' committee shortened the notice with reasons (Art 26: special circumstances).

    Quorum and majority stay.
    """

    kind = "notice_shortened"
    by: Office
    opens_at: datetime
    reasons: str | None = text()


@dataclass(frozen=True)
class ProofPosted(Fact):
    """Proof that a notice or result hangs on the board: where and since when."""

    kind = "proof_posted"
    proof: str
    by: Acting
    role: str
    purpose: str
    posted_on: str
    round_no: int
    place: str | None = text()


@dataclass(frozen=True)
class MeetingAsked(Fact):
    """Somebody asks that a meeting be called; at 1/5 of representatives (Art 28) or 1/10 of adult
    residents (Art 26) it must be.
    """

    kind = "meeting_asked"
    person: Acting
    representative: bool


@dataclass(frozen=True)
class NoticeExtended(Fact):
    """No proof of posting: extended once, then the vote opens, marked."""

    kind = "notice_extended"
    opens_at: datetime
