"""Facts of a vote that the city's own system holds: where and when owners vote there, and its
result, recorded by one person and confirmed by another.

Figures and the digests of the evidence are public, so that anybody can redo the result; names,
numbers and addresses are words.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Office


@dataclass(frozen=True)
class OfficialVoteAnnounced(Fact):
    """Owners vote in this system from one day to another.

    A later announcement of the same round stands instead.
    """

    kind = "official_vote_announced"
    by: Office
    round_no: int
    opens_on: str
    closes_on: str
    system: str | None = text()
    link: str | None = text()


@dataclass(frozen=True)
class OfficialResultRecorded(Fact):
    """What the system says. figures: [what, heads, area in 0.01 m²]; what: entitled, present, for,
    against, abstain, a plan's number, none.

    `evidence`: SHA-256 of the files that prove it; `chosen`: the plan that won, 0 for none of them;
    `replaces`: an earlier entry of this round that nobody confirmed.
    """

    kind = "official_result_recorded"
    entry: str
    by: Office
    role: str
    round_no: int
    ended_on: str
    figures: list[list[Any]]
    outcome: str
    chosen: int | None
    evidence: list[str]
    replaces: str | None
    system: str | None = text()
    reference: str | None = text()


@dataclass(frozen=True)
class OfficialResultConfirmed(Fact):
    """A second person compared it with its evidence; `by` None: nobody did in time. heads, area:
    those entitled, the base of the count that follows.
    """

    kind = "official_result_confirmed"
    entry: str
    by: Office | None
    round_no: int
    heads: int
    area: int
