"""Questions about delegated tasks and the community's fund."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from .need import Need


class Task(Protocol):
    """A delegated task; money in fen."""

    proposal_id: str
    organisation_id: str
    listed: str | None
    starts_on: str
    ends_on: str
    cost: int
    promised: int
    received: int
    given_back: int
    basis: str | None
    text_from: str | None
    at: datetime
    admitted_at: datetime | None
    review_at: datetime | None
    reviewed_at: datetime | None
    verdict: str | None
    review_late: bool
    ended_at: datetime | None
    cause: str | None


class TaskMoney(Protocol):
    """An entry of a task's money, in fen."""

    proposal_id: str
    entry_id: str
    what: str
    amount: int
    happened_on: str
    by: str
    role: str
    document: str | None
    text_from: str | None
    at: datetime
    struck_at: datetime | None
    struck_by: str | None
    reason: str | None
    reason_from: str | None


class Fund(Protocol):
    """A matter of the fund: budget, form and rule of a round, the council's check, what was spent;
    in fen.
    """

    proposal_id: str
    by: str
    at: datetime
    budget: int | None
    form: str | None
    rule: str | None
    most: int
    call_ends_at: datetime | None
    checked_cost: int | None
    check_code: str | None
    checked_by: str | None
    checked_at: datetime | None
    reasons: str | None
    reasons_from: str | None
    spent: int
    given_back: int


class Project(Protocol):
    """A project that won the budget ballot."""

    option_id: str
    title: str | None
    cost: int
    place: int


class Spend(Protocol):
    """An entry of spending, in fen."""

    proposal_id: str
    entry_id: str
    what: str
    amount: int
    happened_on: str
    by: str
    role: str
    document: str | None
    text_from: str | None
    at: datetime
    struck_at: datetime | None
    struck_by: str | None
    reason: str | None
    reason_from: str | None
    audit: str
    audited_by: str | None
    audited_at: datetime | None
    note: str | None
    note_from: str | None
    answer: str | None
    answer_from: str | None
    answered_by: str | None
    answered_at: datetime | None


# the delegated task; None for any other matter
THE_TASK: Need[Task | None] = Need("task")
# the entry of money the act names
TASK_MONEY: Need[TaskMoney | None] = Need("task_money")
# the matter of the fund; None for any other matter
THE_FUND: Need[Fund | None] = Need("fund")
# the projects that won this round's budget ballot, in the order of election; [] in any other
# phase
FUNDED: Need[Sequence[Project]] = Need("funded")
# the entry of spending the act names
SPEND: Need[Spend | None] = Need("spend")
