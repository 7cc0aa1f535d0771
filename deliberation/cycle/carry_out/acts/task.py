"""事项在册期间: the yearly review, the exit, the end of the period.

Called by `carry_out.routes` and by the clock.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import tasks as f
from deliberation.charter.matters.task import CAUSES, end_of_period, next_review
from deliberation.charter.moves import due_at, enter_inspect, silence, start, stop
from deliberation.charter.needs.money import THE_TASK
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role

from .work import for_desk_or

VERDICTS = ("continue", "exit")


def taken_on(case: Case) -> None:
    """Only a task the community took on has money and reviews."""
    if case.given(THE_TASK).admitted_at is None:
        raise refuse("not_taken_on")


def _in_a_year(case: Case) -> dict[str, Any] | None:
    """The clock of the next review; None where the period is over first."""
    return next_review(case, case.now, end_of_period(case, case.given(THE_TASK).ends_on))


@dataclass(frozen=True, kw_only=True)
class ReviewTask(Act):
    """The yearly review: continue, or exit, with reasons."""

    name = ActName.review_task
    needs = frozenset({THE_TASK, ABLE, RECUSED})
    verdict: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        taken_on(case)
        verdict = one_of(self.verdict, VERDICTS, "verdict")
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        role = Role.committee_member if Role.committee_member in case.roles() else Role.clerk
        clock = _in_a_year(case) if verdict == "continue" else None
        reviewed = f.TaskReviewed(
            by=case.me,
            role=role.value,
            verdict=verdict,
            review_at=due_at(clock) if clock else None,
            reasons=reasons,
            subject=case.about,
        )
        if verdict == "exit":
            ended = f.TaskEnded(by=case.me, cause="review", subject=case.about)
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
        taken_on(case)
        cause = one_of(self.cause, CAUSES, "cause")
        if (
            Role.committee_member not in case.roles()
            and for_desk_or(case, case.given(THE_TASK).organisation_id) is Role.organisation
            and cause != "department_withdraws"
        ):
            raise refuse(
                "bad_choice", field="cause"
            )  # the organisation may only withdraw its own task
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return [
            f.TaskEnded(by=case.me, cause=cause, reasons=reasons, subject=case.about),
            *enter_inspect(case, "task_ended"),
        ]


@dataclass(frozen=True, kw_only=True)
class MarkTaskReview(ClockAct):
    """Nobody reviewed it in the year: shown, and the next one is due a year on."""

    name = ActName.mark_task_review
    needs = frozenset({THE_TASK})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        taken_on(case)
        clock = _in_a_year(case)
        missed = f.TaskReviewMissed(review_at=due_at(clock) if clock else None, subject=case.about)
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
        taken_on(case)
        return [
            f.TaskEnded(by=None, cause="period_over", subject=case.about),
            *enter_inspect(case, "task_ended"),
        ]
