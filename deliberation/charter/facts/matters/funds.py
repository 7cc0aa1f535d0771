"""Facts of the community's fund (社区保障资金): a budget round, the council's check, the list put
to the vote, what was spent. Sums are in fen.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.money import MoneyRecorded, MoneyStruck
from deliberation.charter.facts.naming import Office, Voice


@dataclass(frozen=True)
class CostNamed(Fact):
    """What a proposal costs by its author's estimate, named when it is submitted."""

    kind = "cost_named"
    by: Voice
    cost: int


@dataclass(frozen=True)
class BudgetRoundOpened(Fact):
    """A call for projects until `call_ends_at`, over `budget`.

    `form`, `rule` and `most` are the ballot's: how it is answered, counted, and points or options
    at most (0: no limit).
    """

    kind = "budget_round_opened"
    by: Office
    role: str
    budget: int
    form: str
    rule: str
    most: int
    call_ends_at: datetime


@dataclass(frozen=True)
class CostChecked(Fact):
    """The council's check of one proposal: what it costs, or the line of the negative list it meets
    (then it is passed on, open to appeal).
    """

    kind = "cost_checked"
    by: Office
    cost: int
    code: str | None
    reasons: str | None = text()


@dataclass(frozen=True)
class ListPutToVote(Fact):
    """The budget ballot is over: its winners, in the order of election, and their sum go to a
    formal vote. `legal_effect` and `effect_note` are that vote's.
    """

    kind = "list_put_to_vote"
    projects: list[str]
    cost: int
    legal_effect: str
    effect_note: str | None


@dataclass(frozen=True)
class SpendRecorded(MoneyRecorded):
    """What was spent, or given_back to the fund."""

    kind = "spend_recorded"


@dataclass(frozen=True)
class SpendStruck(MoneyStruck):
    """An entry of spending made by mistake."""

    kind = "spend_struck"


@dataclass(frozen=True)
class SpendAudited(Fact):
    """A supervisor looked at a payment (审核): in order, or questioned with a note. What is
    questioned waits for an answer.
    """

    kind = "spend_audited"
    entry: str
    by: Office
    verdict: str
    note: str | None = text()


@dataclass(frozen=True)
class SpendExplained(Fact):
    """The desk or the committee answered what a supervisor questioned; a supervisor looks again."""

    kind = "spend_explained"
    entry: str
    by: Office
    role: str
    body: str | None = text()


@dataclass(frozen=True)
class SpendUnaudited(Fact):
    """No supervisor looked at the payment within the days; noted, and it stands."""

    kind = "spend_unaudited"
    entry: str
