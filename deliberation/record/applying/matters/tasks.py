"""Which rows these make. Facts of delegated tasks (事项准入, 费随事转): application, refusal, being
in force, money, review, end. Sums are in fen.
"""

from typing import Any

from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import tasks
from deliberation.record.applying.base import Header, keyed, of_proposal, on, remark, written
from deliberation.record.applying.changes import Change, Increment, Set


def _task(f: Fact, h: Header, **values: Any) -> Set:
    return Set("task", keyed(f, h), values)


@on(tasks.TaskAppliedFor)
def _task_applied(f: tasks.TaskAppliedFor, h: Header) -> list[Change]:
    return [
        written(
            "task",
            f,
            h,
            organisation_id=f.organisation,
            listed=f.listed,
            starts_on=f.starts_on,
            ends_on=f.ends_on,
            cost=f.cost,
            promised=f.promised,
            received=0,
            given_back=0,
            basis=f.basis,
        )
    ]


@on(tasks.TaskRefused)
def _task_refused(f: tasks.TaskRefused, h: Header) -> list[Change]:
    return [_task(f, h, cause=f.ground)]


@on(tasks.TaskAdmitted)
def _task_admitted(f: tasks.TaskAdmitted, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, finish_at=f.ends_at),
        _task(f, h, admitted_at=h.at, review_at=f.review_at),
    ]


@on(tasks.TaskMoneyRecorded)
def _task_money(f: tasks.TaskMoneyRecorded, h: Header) -> list[Change]:
    return [
        written(
            "task_money",
            f,
            h,
            entry_id=f.entry,
            what=f.what,
            amount=f.amount,
            happened_on=f.happened_on,
            by=f.by,
            role=f.role,
            document=f.document,
        ),
        Increment("task", keyed(f, h), {f.what: f.amount}),
    ]


@on(tasks.TaskMoneyStruck)
def _task_struck(f: tasks.TaskMoneyStruck, h: Header) -> list[Change]:
    return [
        Set(
            "task_money",
            keyed(f, h, entry_id=f.entry),
            {"struck_at": h.at, "struck_by": f.by, "reason": f.reason, "reason_from": h.fact_id},
        ),
        Increment("task", keyed(f, h), {f.what: -f.amount}),
    ]


@on(tasks.TaskReviewed)
def _task_reviewed(f: tasks.TaskReviewed, h: Header) -> list[Change]:
    return [
        _task(f, h, reviewed_at=h.at, review_at=f.review_at, verdict=f.verdict, review_late=False),
        remark(f, h, "task_reviewed", by=f.by, code=f.verdict, body=f.reasons),
    ]


@on(tasks.TaskReviewMissed)
def _task_review_missed(f: tasks.TaskReviewMissed, h: Header) -> list[Change]:
    return [_task(f, h, review_at=f.review_at, review_late=True)]


@on(tasks.TaskEnded)
def _task_ended(f: tasks.TaskEnded, h: Header) -> list[Change]:
    return [
        _task(f, h, ended_at=h.at, review_at=None, cause=f.cause),
        *([remark(f, h, "task_ended", by=f.by, code=f.cause, body=f.reasons)] if f.by else []),
    ]
