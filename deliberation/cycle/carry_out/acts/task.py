"""事项在册期间: money promised and received (费随事转), the yearly review, the exit, the end of the
period.

Called by `carry_out.routes` and by the clock.
"""

from dataclasses import dataclass
from datetime import date, datetime

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import tasks as f
from deliberation.charter.matters.task import CAUSES, MONEY, end_of_period, next_review
from deliberation.charter.moves import due_at, enter_inspect, silence, start, stop
from deliberation.charter.needs.money import TASK_MONEY, THE_TASK
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role

MOST_FEN = 10**13
VERDICTS = ("continue", "exit")


def _taken_on(case: Case) -> None:
    """Only a task the community took on has money and reviews."""
    if case.given(THE_TASK).admitted_at is None:
        raise refuse("not_taken_on")


def _for(case: Case) -> Role:
    """The desk, or the organisation that asked for the task; another organisation is neither."""
    if Role.clerk in case.roles():
        return Role.clerk
    wanted = case.given(THE_TASK).organisation_id
    if not any(
        o.role is Role.organisation
        and o.organisation_id == wanted
        and o.holds(case.now, case.rulebook)
        for o in case.offices
    ):
        raise refuse("not_in_charge")
    return Role.organisation


@dataclass(frozen=True, kw_only=True)
class RecordTaskMoney(Act):
    """A sum in fen that was promised, received or given back, on a day, and the document that shows
    it.
    """

    name = ActName.record_task_money
    needs = frozenset({THE_TASK})
    what: str
    amount: int
    happened_on: str
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _taken_on(case)
        role, what = _for(case), one_of(self.what, MONEY, "what")
        if not 1 <= self.amount <= MOST_FEN:
            raise refuse("bad_number", field="amount", least=1, most=MOST_FEN)
        task = case.given(THE_TASK)
        if what == "given_back" and self.amount > task.received - task.given_back:
            raise refuse("more_than_received")
        try:
            day = date.fromisoformat(self.happened_on)
        except ValueError as error:
            raise refuse("bad_date", field="happened_on") from error
        if day > case.calendar.local_day(now, case.community.timezone):
            raise refuse("bad_date", field="happened_on")
        document = words(self.document, most=200, what="document")
        return [
            f.TaskMoneyRecorded(
                entry=case.new_id(),
                by=case.me,
                role=role.value,
                what=what,
                amount=self.amount,
                happened_on=day.isoformat(),
                document=document,
                proposal=case.proposal.proposal_id,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class StrikeTaskMoney(Act):
    """An entry made by mistake no longer counts; it stays readable, with the reason."""

    name = ActName.strike_task_money
    needs = frozenset({THE_TASK, TASK_MONEY})
    entry_id: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _taken_on(case)
        entry, task = case[TASK_MONEY], case.given(THE_TASK)
        if entry is None:
            raise refuse("unknown_reference")
        if entry.struck_at is not None:
            raise refuse("already_corrected")
        if entry.what == "received" and task.received - entry.amount < task.given_back:
            raise refuse("more_than_received")
        reason = words(self.reason, most=200, what="reason")
        return [
            f.TaskMoneyStruck(
                entry=self.entry_id,
                by=case.me,
                what=entry.what,
                amount=entry.amount,
                reason=reason,
                proposal=case.proposal.proposal_id,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class ReviewTask(Act):
    """The yearly review: continue, or exit, with reasons."""

    name = ActName.review_task
    needs = frozenset({THE_TASK, ABLE, RECUSED})
    verdict: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _taken_on(case)
        verdict = one_of(self.verdict, VERDICTS, "verdict")
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        role = Role.committee_member if Role.committee_member in case.roles() else Role.clerk
        clock = (
            next_review(case, now, end_of_period(case, case.given(THE_TASK).ends_on))
            if verdict == "continue"
            else None
        )
        reviewed = f.TaskReviewed(
            by=case.me,
            role=role.value,
            verdict=verdict,
            review_at=due_at(clock) if clock else None,
            reasons=reasons,
            proposal=case.proposal.proposal_id,
        )
        if verdict == "exit":
            ended = f.TaskEnded(by=case.me, cause="review", proposal=case.proposal.proposal_id)
            return [reviewed, ended, *enter_inspect(case, "task_ended")]
        return [reviewed, start(case, clock) if clock else stop(case, ActName.mark_task_review)]


@dataclass(frozen=True, kw_only=True)
class ExitTask(Act):
    """The community leaves the task before its period is over, for a cause from the list and with
    reasons.
    """

    name = ActName.exit_task
    needs = frozenset({THE_TASK, ABLE, RECUSED})
    cause: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _taken_on(case)
        cause = one_of(self.cause, CAUSES, "cause")
        if (
            Role.committee_member not in case.roles()
            and _for(case) is Role.organisation
            and cause != "department_withdraws"
        ):
            raise refuse(
                "bad_choice", field="cause"
            )  # the organisation may only withdraw its own task
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return [
            f.TaskEnded(
                by=case.me, cause=cause, reasons=reasons, proposal=case.proposal.proposal_id
            ),
            *enter_inspect(case, "task_ended"),
        ]


@dataclass(frozen=True, kw_only=True)
class MarkTaskReview(ClockAct):
    """Nobody reviewed it in the year: shown, and the next one is due a year on."""

    name = ActName.mark_task_review
    needs = frozenset({THE_TASK})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _taken_on(case)
        clock = next_review(case, now, end_of_period(case, case.given(THE_TASK).ends_on))
        missed = f.TaskReviewMissed(
            review_at=due_at(clock) if clock else None, proposal=case.proposal.proposal_id
        )
        return [
            missed,
            silence(case, "task_not_reviewed"),
            start(case, clock) if clock else stop(case, self.name),
        ]


@dataclass(frozen=True, kw_only=True)
class EndTask(ClockAct):
    """The period is over: supervisors look at what was done and whether the money came."""

    name = ActName.end_task
    needs = frozenset({THE_TASK, ABLE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _taken_on(case)
        return [
            f.TaskEnded(by=None, cause="period_over", proposal=case.proposal.proposal_id),
            *enter_inspect(case, "task_ended"),
        ]
