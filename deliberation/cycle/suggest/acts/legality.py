"""合法性审核: a text is looked at for its lawfulness (Art 31 ¶2); a breach goes back to its
author, and silence stops nothing.

Called by `suggest.routes` and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.advice import go_on_if_ready
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import suggest as f
from deliberation.charter.moves import days, silence, start, stop
from deliberation.charter.reasons import refuse
from deliberation.charter.text import is_seen

REVIEW_RESULTS = ("clean", "breach")


@dataclass(frozen=True, kw_only=True)
class ReviewLegality(Act):
    """Legality review (Art 31 ¶2).

    A breach names law and article and returns the text to its author; it never drops it.
    """

    name = ActName.review_legality
    versioned = True
    result: str
    reasons: str | None = None
    law: str | None = None
    article: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if not case.kind.advise.legality_review or p.legality_state not in ("pending", "silent"):
            raise refuse("already_reviewed")
        result = one_of(self.result, REVIEW_RESULTS, "result")
        return self._clean(case) if result == "clean" else self._breach(case)

    def _clean(self, case: Case) -> list[Fact]:
        most = case.rulebook.limits.reason_max
        clean = f.LegalityReviewed(
            by=case.me,
            result="clean",
            law=None,
            article=None,
            reasons=optional_words(self.reasons, most=most, what="reasons"),
            subject=case.about,
        )
        on = go_on_if_ready(case, "reviewed", legality="clean")
        return [clean, stop(case, ActName.pass_legality_by), *on]

    def _breach(self, case: Case) -> list[Fact]:
        if not is_seen(self.law) or not is_seen(self.article):
            raise refuse("breach_needs_article")
        breach = f.LegalityReviewed(
            by=case.me,
            result="breach",
            law=words(self.law, most=120, what="law"),
            article=words(self.article, most=40, what="article"),
            reasons=words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons"),
            subject=case.about,
        )
        clock = days(case, case.kind.advise.author_days, ActName.go_on_with_own_text)
        return [breach, stop(case, ActName.pass_legality_by), start(case, clock, headline=True)]


@dataclass(frozen=True, kw_only=True)
class PassLegalityBy(ClockAct):
    """Nobody reviewed in time: shown as not reviewed, and the matter goes on."""

    name = ActName.pass_legality_by

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.legality_state != "pending":
            raise refuse("already_reviewed")
        return [
            silence(case, "not_reviewed"),
            stop(case, self.name),
            *go_on_if_ready(case, "not_reviewed", legality="silent"),
        ]
