"""理事会建议: opinions, the recommendation, recusal, and the council passed by.

The council may never block: its days pass, and the proposal goes on. Called by `suggest.routes` and
the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.advice import go_on_if_ready
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.offers import left_to_bar
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import suggest as f
from deliberation.charter.moves import days, of_author, silence, start, stop
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.votes import MY_BALLOT, ROLL_ENTRY
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.recusal import leaves_base

STANCES = ("for", "against", "neutral")
VERDICTS = ("support", "support_with_changes", "oppose")
INTERESTS = ("own_interest", "relative", "neighbour", "other")


@dataclass(frozen=True, kw_only=True)
class GiveOpinion(Act):
    """One councillor's own opinion."""

    name = ActName.give_opinion
    needs = frozenset({RECUSED})
    stance: str
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        return [
            f.OpinionGiven(
                opinion=case.new_id(),
                person=case.me,
                stance=one_of(self.stance, STANCES, "stance"),
                body=body,
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class Recommend(Act):
    """The council's recommendation, with reasons; proposed changes go to the author for an
    answer.
    """

    name = ActName.recommend
    needs = frozenset({RECUSED})
    versioned = True
    verdict: str
    reasons: str
    changes: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, limits = case.proposal, case.rulebook.limits
        if p.council_state != "pending":
            raise refuse("already_decided")
        verdict = one_of(self.verdict, VERDICTS, "verdict")
        reasons = words(self.reasons, most=limits.reason_max, what="reasons")
        changes = self._changes(case)
        recommended = f.Recommended(
            by=case.me,
            verdict=verdict,
            reasons=reasons,
            changes=changes,
            subject=case.about,
        )
        said: list[Fact] = [recommended, stop(case, ActName.pass_council_by)]
        if changes is None:
            return said + go_on_if_ready(case, "recommended", council="given")
        clock = days(case, case.kind.advise.author_days, ActName.go_on_with_own_text)
        owed = [of_author(case, ActName.answer_recommendation, before=clock)]
        if p.legality_state == "breach":  # one clock serves both
            owed.append(of_author(case, ActName.revise, before=clock))
        return [*said, start(case, clock, *owed, headline=True)]

    def _changes(self, case: Case) -> str | None:
        """The council's own text, where it supports with changes."""
        with_changes, most = self.verdict == "support_with_changes", case.rulebook.limits.text_max
        changes = words(self.changes, most=most, what="changes") if with_changes else None
        if changes == case.proposal.body:
            raise refuse("same_text")
        return changes


@dataclass(frozen=True, kw_only=True)
class Recuse(Act):
    """与我有关，我不参加: bars the member from acting on this matter in any office, and is
    shown.
    """

    name = ActName.recuse
    needs = frozenset({RECUSED, MY_BALLOT, ROLL_ENTRY})
    beforehand_needs = frozenset({RECUSED, MY_BALLOT})
    reason: str
    explanation: str | None = None

    def beforehand(self, case: Case) -> None:
        """Once, before one's ballot, and where it keeps from anything still."""
        if case[RECUSED]:
            raise refuse("already_recused")
        if not left_to_bar(case):
            raise refuse("nothing_left_to_bar")
        if case.stage is Stage.vote and case[MY_BALLOT]:
            raise refuse("ballot_in_record")

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        entry = case[ROLL_ENTRY] if case.stage is Stage.vote else None
        if entry is not None and entry.paper is not None:
            raise refuse("paper_issued", serial=entry.paper)
        explanation = optional_words(
            self.explanation, most=case.rulebook.limits.reason_max, what="explanation"
        )
        return [
            f.Recused(
                person=case.me,
                reason=one_of(self.reason, INTERESTS, "reason"),
                statutory_base=not case.vote.recusal_leaves_base,
                round_no=case.proposal.round_no if entry is not None else None,
                left=int(leaves_base(case, entry)),
                explanation=explanation,
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class PassCouncilBy(ClockAct):
    """未提建议: the council let its days pass, does not exist, or nobody in it can act."""

    name = ActName.pass_council_by
    needs = frozenset({ABLE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.council_state != "pending":
            raise refuse("already_decided")
        able = sum(n for role, n in case[ABLE].items() if role == "councillor")
        return [
            silence(case, "council_silent", able),
            stop(case, self.name),
            *go_on_if_ready(case, "council_silent", council="silent"),
        ]
