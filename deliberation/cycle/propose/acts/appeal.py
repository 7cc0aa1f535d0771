"""Appeal against a passing on: author or co-signer asks the supervisors, who uphold it or refer it
back; their silence grants it.

Called by `propose.routes` and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import take_up
from deliberation.charter.moves import days, enter_take_up, silence, start, stop
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import COSIGNATURE, RECUSED
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Ending, Stage


@dataclass(frozen=True, kw_only=True)
class Appeal(Act):
    """Author or co-signer appeals the passing on to the supervisors, once."""

    name = ActName.appeal
    needs = frozenset({COSIGNATURE})
    grounds: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.ending != Ending.passed_on.value:
            raise refuse("wrong_stage", act=self.name.value, stage=p.stage)
        if p.appeal_state != "none":
            raise refuse("already_appealed")
        if now >= filled(p.appeal_until):
            raise refuse("appeal_over")
        grounds = words(self.grounds, most=case.rulebook.limits.reason_max, what="grounds")
        clock = days(case, case.kind.supervision.answer_days, ActName.reopen_in_silence)
        return [
            take_up.Appealed(by=case.me, grounds=grounds, subject=case.about),
            start(case, clock, headline=True),
        ]


@dataclass(frozen=True, kw_only=True)
class DecideAppeal(Act):
    """A supervisor upholds the passing on, or refers the proposal back to the council."""

    name = ActName.decide_appeal
    needs = frozenset({ABLE, RECUSED})
    outcome: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.appeal_state != "open":
            raise refuse("nothing_to_answer")
        outcome = one_of(self.outcome, ("upheld", "referred_back"), "outcome")
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        decided = take_up.AppealDecided(
            by=case.me, outcome=outcome, reasons=reasons, subject=case.about
        )
        if outcome == "upheld":
            return [decided, stop(case, ActName.reopen_in_silence)]
        return [decided, *enter_take_up(case, "referred_back", Stage.closed)]


@dataclass(frozen=True, kw_only=True)
class ReopenInSilence(ClockAct):
    """The supervisors let their days pass: the appeal counts as granted, for silence buries
    nothing.
    """

    name = ActName.reopen_in_silence
    needs = frozenset({ABLE})
    of_matter = True

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.appeal_state != "open":
            raise refuse("nothing_to_answer")
        decided = take_up.AppealDecided(by=None, outcome="referred_back", subject=case.about)
        return [
            decided,
            silence(case, "appeal_unanswered"),
            *enter_take_up(case, "appeal_unanswered", Stage.closed),
        ]
