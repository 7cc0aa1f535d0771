"""A delegated task from the vote on: when it is in force, when it is reviewed, when it ends. Pure.

Called by `supervise.acts` when a task passed, and by `carry_out.task_acts`.
"""

from datetime import date, datetime, timedelta
from typing import Any

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, deadline
from deliberation.charter.facts.matters.tasks import TaskAdmitted
from deliberation.charter.moves import days, due_at, move
from deliberation.charter.needs.money import THE_TASK
from deliberation.charter.subjects.proposal import Stage

TASK = "task"
MONEY = ("promised", "received", "given_back")
CAUSES = ("residents_reject", "no_money", "department_withdraws", "no_basis")


def is_task(case: Case) -> bool:
    """Whether the proposal is a delegated task."""
    return case.proposal.matter == TASK


def earliest_start(case: Case) -> date:
    """The first day a task applied for now may begin: the rulebook's working days come before
    it.
    """
    due = case.calendar.add_working_days(
        case.now, case.rulebook.tasks.lead_working_days, case.community.timezone
    )
    return case.calendar.local_day(
        due.at, case.community.timezone
    )  # the end of a day is the beginning of the next


def end_of_period(case: Case, ends_on: str) -> datetime:
    """24:00 of the last day."""
    return case.calendar.end_of_day(date.fromisoformat(ends_on), case.community.timezone)


def next_review(case: Case, start: datetime, ends: datetime) -> dict[str, Any] | None:
    """The clock of the next review, counted from `start`; None where the period ends before it
    would be due.
    """
    clock = days(case, case.rulebook.tasks.review_days, ActName.mark_task_review, start=start)
    return clock if due_at(clock) < ends else None


def admit(case: Case, why: str) -> list[Fact]:
    """In force: carried out for its whole period, reviewed once a year."""
    task = case.given(THE_TASK)
    ends = end_of_period(case, task.ends_on)
    begins = case.calendar.end_of_day(
        date.fromisoformat(task.starts_on) - timedelta(days=1), case.community.timezone
    )
    review = next_review(case, max(case.now, begins), ends)
    left = max((ends - case.now).days, 0)  # 0: due at once
    clocks = [
        deadline(ActName.end_task.value, max(ends, case.now), start_at=case.now, days=left),
        *([review] if review else []),
    ]
    return [
        TaskAdmitted(
            ends_at=ends,
            review_at=due_at(review) if review else None,
            proposal=case.proposal.proposal_id,
        ),
        move(case, Stage.carry_out, why, clocks=clocks, headline=ends),
    ]
