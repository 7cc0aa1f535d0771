"""Facts of delegated tasks (事项准入, 费随事转): application, refusal, being in force, money,
review, end. Sums are in fen.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.money import MoneyRecorded, MoneyStruck
from deliberation.charter.facts.naming import Office


@dataclass(frozen=True)
class TaskAppliedFor(Fact):
    """An organisation asks the community to take a task on, from `starts_on` to `ends_on` (local
    days).

    `listed`: the line of the list it stands on, by its id in the proposal's rulebook; None off the
    list. `cost` is the estimate, `promised` what is promised.
    """

    kind = "task_applied"
    by: Office
    organisation: str
    listed: str | None
    starts_on: str
    ends_on: str
    cost: int
    promised: int
    basis: str | None = text()


@dataclass(frozen=True)
class TaskRefused(Fact):
    """The council's recommendation refuses it because it is not on the list; no vote follows.

    The reasons stand in the recommendation.
    """

    kind = "task_refused"
    by: Office
    ground: str


@dataclass(frozen=True)
class TaskAdmitted(Fact):
    """The community takes it on: in force until `ends_at`.

    `review_at`: when the first review is due, None where the period ends before.
    """

    kind = "task_admitted"
    ends_at: datetime
    review_at: datetime | None


@dataclass(frozen=True)
class TaskMoneyRecorded(MoneyRecorded):
    """What the department promised, what was received of it, what was given_back."""

    kind = "task_money_recorded"


@dataclass(frozen=True)
class TaskMoneyStruck(MoneyStruck):
    """An entry of a task's money made by mistake."""

    kind = "task_money_struck"


@dataclass(frozen=True)
class TaskReviewed(Fact):
    """The yearly review: go on, or exit.

    `review_at`: when the next one is due, None where there is none.
    """

    kind = "task_reviewed"
    by: Office
    role: str
    verdict: str
    review_at: datetime | None
    reasons: str | None = text()


@dataclass(frozen=True)
class TaskReviewMissed(Fact):
    """Nobody reviewed it in time. It goes on, marked; `review_at`: when the next one is due."""

    kind = "task_review_missed"
    review_at: datetime | None


@dataclass(frozen=True)
class TaskEnded(Fact):
    """The task ends: its period is over (`by` None), or the community leaves it, for a cause from
    the list and with reasons.
    """

    kind = "task_ended"
    by: Office | None
    cause: str
    reasons: str | None = text()
