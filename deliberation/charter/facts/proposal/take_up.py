"""Facts of 列为议题: what the deliberation council did with a proposal, merging it into another,
and the appeal against passing it on.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Office, Voice


@dataclass(frozen=True)
class TakenUp(Fact):
    """The deliberation council made it its own proposal (列为议题)."""

    kind = "taken_up"
    by: Office
    note: str | None = text()


@dataclass(frozen=True)
class PassedOn(Fact):
    """The council passed it on with a reason from the rulebook's list; open to appeal until
    `appeal_until`.
    """

    kind = "passed_on"
    by: Office
    reason: str
    appeal_until: datetime
    explanation: str | None = text()


@dataclass(frozen=True)
class MergeAsked(Fact):
    """The council asks that this be merged into another; author and co-signers decide each for
    themselves.
    """

    kind = "merge_asked"
    by: Office
    into: str
    until: datetime
    note: str | None = text()


@dataclass(frozen=True)
class MergeAgreed(Fact):
    """A supporter agrees that their support moves to the other proposal."""

    kind = "merge_agreed"
    person: Voice
    into: str


@dataclass(frozen=True)
class MergeDeclined(Fact):
    """The author declined; the proposal goes on by itself."""

    kind = "merge_declined"
    by: Voice


@dataclass(frozen=True)
class Merged(Fact):
    """Merged into another proposal; both texts stay readable for ever."""

    kind = "merged"
    into: str


@dataclass(frozen=True)
class Appealed(Fact):
    """Passing on was appealed to the supervisors, who answer within the rulebook's days."""

    kind = "appealed"
    by: Voice
    grounds: str | None = text()


@dataclass(frozen=True)
class AppealDecided(Fact):
    """The supervisors upheld the passing on, or referred the proposal back (also in silence: by is
    None).
    """

    kind = "appeal_decided"
    by: Office | None
    outcome: str
    reasons: str | None = text()
