"""The words of delegated tasks (事项准入, 费随事转), merged into `web.words`."""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

ACT: dict[str, tuple[Any, Any]] = {
    "refuse_task": (
        _l("Refuse it: not on the list"),
        _l("The council’s recommendation refuses the task, naming that reason. There is no vote."),
    ),
    "record_task_money": (
        _l("Record money"),
        _l("Money promised, received or given back, with the document. Everybody sees it."),
    ),
    "strike_task_money": (
        _l("Strike an entry made by mistake"),
        _l("It no longer counts; it stays readable with your reason."),
    ),
    "review_task": (
        _l("Record the yearly review"),
        _l(
            "Continue or exit, with reasons. An exit ends the task; the supervisors then "
            "inspect it."
        ),
    ),
    "exit_task": (
        _l("End the task early"),
        _l(
            "With the cause and reasons. The supervisors then inspect what was done and "
            "whether the money came."
        ),
    ),
}
CLOCK_ACT: dict[str, Any] = {
    "mark_task_review": _l("no yearly review: marked, the next is due a year on"),
    "end_task": _l("the period of the task is over"),
}
OFFICE_ACT: dict[str, Any] = {"apply_task": _l("Apply for a task to be taken on")}
SILENCE: dict[str, Any] = {"task_not_reviewed": _l("The yearly review was not made in time.")}
FACT: dict[str, Any] = {
    "task_applied": _l("A department applied for the task"),
    "task_refused": _l("The council refused it: not on the list"),
    "task_admitted": _l("The community took the task on"),
    "task_money_recorded": _l("Money for the task was recorded"),
    "task_money_struck": _l("An entry of money was struck"),
    "task_reviewed": _l("The task was reviewed"),
    "task_review_missed": _l("A yearly review was missed"),
    "task_ended": _l("The task ended"),
}
CODES: dict[str, Any] = {
    "promised": _l("promised"),
    "received": _l("received"),
    "given_back": _l("given back"),
    "continue": _l("Continue"),
    "exit": _l("Exit"),
    "off_list": _l("not on the list"),
    "review": _l("by the yearly review"),
    "period_over": _l("the period is over"),
    "residents_reject": _l("The residents reject it"),
    "no_money": _l("The money did not come"),
    "department_withdraws": _l("The department withdraws it"),
    "no_basis": _l("Its legal basis has ended"),
}
REASON: dict[str, Any] = {
    "no_tasks_here": _l("The rules of this community know no delegated tasks."),
    "not_a_task": _l("This is no delegated task."),
    "on_the_list": _l(
        "This task is on the community’s list, so it goes to the vote. The council may "
        "advise against it."
    ),
    "not_taken_on": _l("The community has not taken this task on."),
    "task_goes_its_way": _l(
        "A delegated task is carried out by the residents’ committee for its whole period. "
        "It ends by its review, by an exit, or with its period."
    ),
    "too_short_lead": _l(
        "An application comes %(days)s working days ahead: the first possible day is %(first)s."
    ),
    "more_than_received": _l("More cannot have been given back than was received."),
}
NUMBER: dict[str, Any] = {
    "advise.working_days": _l("Working days of the council"),
    "tasks.lead_working_days": _l(
        "Working days between an application and the first day of a task"
    ),
    "tasks.review_days": _l("Days between two reviews of a task"),
}
