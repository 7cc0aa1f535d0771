"""罢免: a member is recalled as they were elected (城市居民委员会组织法 Art 20). Demanded by name,
answered by whom it concerns, decided by vote; what passed is done with the vote itself.
"""

from typing import Protocol

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.moves import close
from deliberation.charter.needs.elections import THE_RECALL
from deliberation.charter.rulebook import Kind
from deliberation.charter.subjects.proposal import Ending
from deliberation.counting.threshold import Threshold

from .base import Matter
from .persons import ANOTHER, STRANGE

NEVER = 2**31 - 1  # of representatives, where there are none


class Demand(Protocol):
    """How many a demand needs, as its fact or its row says."""

    @property
    def needed_voters(self) -> int: ...

    @property
    def needed_representatives(self) -> int: ...


def needed(share: Threshold, whole: int) -> int:
    """The least number that reaches the share; one at least."""
    return next((n for n in range(1, whole + 1) if share.met(n, whole)), max(whole, 1))


def enough(row: Demand, voters: int, representatives: int) -> bool:
    """A share of the voters, or of the representatives."""
    return voters >= row.needed_voters or representatives >= row.needed_representatives


def recalls(kind: Kind) -> bool:
    """Whether somebody is recalled by matters of this kind."""
    return bool(kind.recall.role)


class Recall(Matter):
    """Over with the objections: the office ended with the vote."""

    def resolved(self, case: Case, why: str) -> list[Fact]:
        return close(case, Ending.completed, why)


MATTER = Recall(
    name="recall",
    known_by=recalls,
    strange={**STRANGE, A.withdraw: ANOTHER},
    own=dict.fromkeys((A.join_recall, A.defend_recall, A.bring_recall, A.end_defence), ANOTHER),
    reads=frozenset({THE_RECALL}),
    reading="recall",
    page="public/elections/_recall.html",
    on_ballot="_parts/both_sides.html",
)
