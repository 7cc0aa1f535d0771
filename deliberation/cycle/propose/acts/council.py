"""What the residents' deliberation council does with a proposal that has its support: take it up,
or pass it on.

Passing on is open to appeal; a council that stays silent has adopted the proposal.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import take_up
from deliberation.charter.moves import close, enter_advise, silence
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.subjects.proposal import Ending, Stage


@dataclass(frozen=True, kw_only=True)
class TakeUp(Act):
    """列为议题: the council adopts it as its own proposal."""

    name = ActName.take_up
    needs = frozenset({ABLE, RECUSED})
    note: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        note = optional_words(self.note, most=case.rulebook.limits.reason_max, what="note")
        taken = take_up.TakenUp(by=case.me, note=note, subject=case.about)
        return [taken, *enter_advise(case, "taken_up", Stage.take_up)]


@dataclass(frozen=True, kw_only=True)
class AdoptInSilence(ClockAct):
    """The council let its days pass: the proposal counts as adopted."""

    name = ActName.adopt_in_silence
    needs = frozenset({ABLE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return [
            silence(case, "adopted_in_silence"),
            *enter_advise(case, "adopted_in_silence", Stage.take_up),
        ]


@dataclass(frozen=True, kw_only=True)
class PassOn(Act):
    """Pass it on with a reason from the rulebook's list and an explanation; open to appeal."""

    name = ActName.pass_on
    needs = frozenset({RECUSED})
    reason: str
    explanation: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        limits = case.rulebook.limits
        reason = one_of(self.reason, case.rulebook.passing_reasons, "reason")
        explanation = words(self.explanation, most=limits.reason_max, what="explanation")
        until = case.calendar.add_days(
            now, case.kind.take_up.appeal_days, case.community.timezone
        ).at
        passed = take_up.PassedOn(
            by=case.me,
            reason=reason,
            appeal_until=until,
            explanation=explanation,
            subject=case.about,
        )
        return [passed, *close(case, Ending.passed_on, "passed_on")]
