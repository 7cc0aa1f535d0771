"""What its author does with the council's changes, and how the text goes on where they are silent
or co-signers have had their days.

Called by `suggest.routes` and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, optional_words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.advice import consent_until, go_on_if_ready
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import propose as pf
from deliberation.charter.facts.proposal import suggest as f
from deliberation.charter.moves import days, silence, start, stop
from deliberation.charter.needs.proposal import COUNTS, RECOMMENDATION
from deliberation.charter.reasons import refuse


@dataclass(frozen=True, kw_only=True)
class AnswerRecommendation(Act):
    """The author takes the council's text (a new version, co-signers may leave it) or keeps their
    own.
    """

    name = ActName.answer_recommendation
    needs = frozenset({COUNTS, RECOMMENDATION})
    versioned = True
    accepted: bool
    note: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.author_state != "awaited":
            raise refuse("nothing_to_answer")
        note = optional_words(self.note, most=case.rulebook.limits.reason_max, what="note")
        answered = f.RecommendationAnswered(
            by=case.me, accepted=self.accepted, note=note, subject=case.about
        )
        facts: list[Fact] = [answered]
        if (
            p.legality_state != "breach"
        ):  # else the author still owes a lawful text, and one clock serves both
            facts.append(stop(case, ActName.go_on_with_own_text))
        changes = case.given(RECOMMENDATION).changes
        if not self.accepted or changes is None:
            return facts + go_on_if_ready(case, "author_answered", author="declined")
        return facts + _with_changes(case, changes, note)


def _with_changes(case: Case, changes: str, note: str | None) -> list[Fact]:
    """The council's text as a new version; those who signed may leave it in their days."""
    p, until = case.proposal, consent_until(case)
    facts: list[Fact] = [
        pf.ProposalRevised(
            by=case.me,
            version_no=p.version_no + 1,
            why="recommendation",
            consent_until=until,
            title=p.title,
            body=changes,
            note=note,
            subject=case.about,
        )
    ]
    if until is not None:
        facts.append(start(case, days(case, case.kind.advise.consent_days, ActName.proceed)))
    return facts + go_on_if_ready(case, "author_answered", author="accepted", consent_until=until)


@dataclass(frozen=True, kw_only=True)
class GoOnWithOwnText(ClockAct):
    """The author let their days pass: their text goes on, the council's changes (or the breach
    named) beside it.
    """

    name = ActName.go_on_with_own_text

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        facts: list[Fact] = []
        ended: dict[str, str] = {}
        if p.legality_state == "breach":
            facts.append(silence(case, "breach_unanswered"))
            ended["legality"] = "unresolved"
        if p.author_state == "awaited":
            facts += [
                f.RecommendationAnswered(by=None, accepted=False, subject=case.about),
                silence(case, "author_silent"),
            ]
            ended["author"] = "silent"
        if p.author_state == "pending":
            facts.append(silence(case, "text_kept"))
            ended["author"] = "silent"
        if not ended:
            raise refuse("nothing_to_answer")
        return [*facts, stop(case, self.name), *go_on_if_ready(case, "author_silent", **ended)]


@dataclass(frozen=True, kw_only=True)
class Proceed(ClockAct):
    """The co-signers' days after a changed text are over."""

    name = ActName.proceed

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return [stop(case, self.name), *go_on_if_ready(case, "consent_over")]
