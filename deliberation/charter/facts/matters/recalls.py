"""Facts of recalls: the demand, who joins it, the defence, what a failed recall bars."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Acting, Named
from deliberation.charter.facts.obligations import Obligation


@dataclass(frozen=True)
class RecallDemanded(Fact):
    """Somebody demands that `person` be recalled from an office. needed_*: how many must demand it,
    of voters or of representatives.

    `after`: an earlier demand that failed and bars the same facts and reasons; whoever demands says
    that these are others.
    """

    kind = "recall_demanded"
    by: Acting
    office: str
    person: Named
    needed_voters: int
    needed_representatives: int
    after: str | None
    obligations: list[Obligation] | None = None


@dataclass(frozen=True)
class RecallJoined(Fact):
    """One more demands it, by name."""

    kind = "recall_joined"
    person: Acting
    representative: bool


@dataclass(frozen=True)
class RecallReached(Fact):
    """Enough demand it: it is put to the vote by `vote_by`."""

    kind = "recall_reached"
    voters: int
    representatives: int
    vote_by: datetime


@dataclass(frozen=True)
class RecallDefended(Fact):
    """The answer of whom it concerns, shown beside the demand and read out before the vote."""

    kind = "recall_defended"
    by: Named
    statement: str | None = text()


@dataclass(frozen=True)
class RecallEnded(Fact):
    """Passed: the office ends (see office_left).

    Failed: the same facts and reasons are barred until `barred_until`, None where nothing is.
    """

    kind = "recall_ended"
    passed: bool
    barred_until: datetime | None
