"""An author withdraws, and a co-signer keeps the proposal by taking it over; the clock ends a
withdrawal nobody stopped.

Called by `propose.routes` and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, optional_words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import propose as f
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import close, days, due_at, start, stop
from deliberation.charter.needs.papers import OPTIONS
from deliberation.charter.needs.proposal import COSIGNATURE, COUNTS
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Ending, Stage


@dataclass(frozen=True, kw_only=True)
class Withdraw(Act):
    """The author withdraws; where others have signed, they may keep the proposal by taking it over
    in time.
    """

    name = ActName.withdraw
    needs = frozenset({COUNTS, OPTIONS})
    reasons: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.withdraw_until:
            raise refuse("withdrawal_open")
        matters.of_case(case).before_withdrawal(case)
        reasons = optional_words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        if case.stage is Stage.draft or case[COUNTS].cosigns == 0:
            said = f.WithdrawalAnnounced(
                by=case.me, until=None, reasons=reasons, subject=case.about
            )
            return [said, *close(case, Ending.withdrawn, "withdrawn")]
        clock = days(case, case.kind.advise.consent_days, ActName.finish_withdrawal)
        return [
            f.WithdrawalAnnounced(
                by=case.me, until=due_at(clock), reasons=reasons, subject=case.about
            ),
            start(case, clock),
        ]


@dataclass(frozen=True, kw_only=True)
class FinishWithdrawal(ClockAct):
    """Nobody took it over: withdrawn."""

    name = ActName.finish_withdrawal

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.withdraw_until is None:
            raise refuse("no_withdrawal")
        return close(case, Ending.withdrawn, "withdrawn")


@dataclass(frozen=True, kw_only=True)
class TakeOver(Act):
    """A co-signer keeps the proposal of an author who withdraws or has fallen silent."""

    name = ActName.take_over
    needs = frozenset({COSIGNATURE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.author_id == case.me:
            raise refuse("own_proposal")
        if not p.withdraw_until and p.author_state != "silent":
            raise refuse("not_yet")
        facts: list[Fact] = [
            f.AuthorChanged(author=case.me, before=p.author_id, subject=case.about)
        ]
        return facts + ([stop(case, ActName.finish_withdrawal)] if p.withdraw_until else [])
