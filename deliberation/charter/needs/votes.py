"""Questions about a vote: the round, the roll, ballots, the certificate."""

from datetime import datetime
from typing import Any, Protocol

from .need import Need


class RollEntry(Protocol):
    """A row on the roll of this round."""

    role: str
    recused: bool
    attended_at: datetime | None
    paper: int | None


class RollTarget(Protocol):
    """The roll row of the person the act names."""

    recused: bool
    attended_at: datetime | None
    role: str


class Round(Protocol):
    """The current round of a vote."""

    proposal_id: str
    round_no: int
    opens_at: datetime
    closes_at: datetime
    members: int
    present: int | None
    votes_for: int | None
    votes_against: int | None
    votes_abstain: int | None
    rule: str | None
    quorum_kind: str | None
    quorum_n: int | None
    quorum_d: int | None
    majority_kind: str | None
    majority_n: int | None
    majority_d: int | None
    outcome: str | None
    recounts: int
    counted_at: datetime | None


class Ballot(Protocol):
    """A voter's last ballot, opened from its sealed part."""

    voter: str
    fact_id: str
    choice: Any
    salt: str
    position: int


class Ballots(Protocol):
    """All last ballots, and how many were present: voted or signed in."""

    last: list[Ballot]
    attended: set[str]
    present: int
    totals: dict[tuple[int, str], int] | None
    valid: int


class RollMember(Protocol):
    """Somebody of the electorate."""

    person: str
    role: str
    recused: bool
    dwelling: str | None


class Certificate(Protocol):
    """What a supervisor certified."""

    verdict: str


# my row on the roll of this round
ROLL_ENTRY: Need[RollEntry | None] = Need("roll_entry")
# revision of my ballot, 0 if none
MY_BALLOT: Need[int] = Need("my_ballot")
# all last ballots with salts, for close and recount
BALLOTS: Need[Ballots] = Need("ballots")
# the vote_round row of the current round
ROUND: Need[Round] = Need("round")
# the roll row of the person the act names
ROLL_TARGET: Need[RollTarget | None] = Need("roll_target")
# the electorate, for opening; of a second round those of the first
ROLL_MEMBERS: Need[list[RollMember]] = Need("roll_members")
# my word on the result of this round
MY_CERTIFICATE: Need[Certificate | None] = Need("my_certificate")
# [code, right | wrong | look, figure] of each check
CERTIFICATE_CHECKS: Need[list[list[Any]]] = Need("certificate_checks")
