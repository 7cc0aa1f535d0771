"""A delegated task from the vote on: when it is in force, when it is reviewed, when it ends. Pure.

Called by the acts of tasks, and by the clock when a task passed.
"""

from datetime import date, datetime, timedelta
from typing import Any

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, deadline
from deliberation.charter.facts.matters.tasks import TaskAdmitted
from deliberation.charter.moves import days, due_at, move
from deliberation.charter.needs.money import THE_TASK
from deliberation.charter.reasons import Reason
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage

from .base import Matter

TASK = "task"
GOES_ITS_WAY = Reason("task_goes_its_way")
NOT_A_TASK = Reason("not_a_task")
MONEY = ("promised", "received", "given_back")
CAUSES = ("residents_reject", "no_money", "department_withdraws", "no_basis")


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
    review = next_review(case, max(case.now, _beginning(case, task.starts_on)), ends)
    left = max((ends - case.now).days, 0)  # 0: due at once
    clocks = [
        deadline(ActName.end_task.value, max(ends, case.now), start_at=case.now, days=left),
        *([review] if review else []),
    ]
    return [
        TaskAdmitted(
            ends_at=ends,
            review_at=due_at(review) if review else None,
            subject=case.about,
        ),
        move(case, Stage.carry_out, why, clocks=clocks, headline=ends),
    ]


def _beginning(case: Case, starts_on: str) -> datetime:
    """0:00 of the first day, as the end of the day before."""
    before = date.fromisoformat(starts_on) - timedelta(days=1)
    return case.calendar.end_of_day(before, case.community.timezone)


def _its_people(case: Case) -> bool:
    return not case.roles().isdisjoint({Role.clerk, Role.committee_member, Role.author})


class Task(Matter):
    """A task a department wants the community to take on."""

    def resolved(self, case: Case, why: str) -> list[Fact]:
        return admit(case, why)


MATTER = Task(
    name=TASK,
    strange={ActName.assign: GOES_ITS_WAY, ActName.finish: GOES_ITS_WAY},
    own=dict.fromkeys(
        (
            ActName.refuse_task,
            ActName.record_task_money,
            ActName.strike_task_money,
            ActName.review_task,
            ActName.exit_task,
            ActName.mark_task_review,
            ActName.end_task,
        ),
        NOT_A_TASK,
    ),
    fits={
        ActName.refuse_task: lambda case: case.proposal.council_state == "pending",
        ActName.record_task_money: lambda case: (
            case.proposal.finish_at is not None
            and not case.roles().isdisjoint({Role.clerk, Role.author})
        ),
        ActName.exit_task: _its_people,
    },
    reads=frozenset({THE_TASK}),
    needs={ActName.end_objections: frozenset({THE_TASK})},
    reading="task",
    page="public/tasks/_task.html",
)
