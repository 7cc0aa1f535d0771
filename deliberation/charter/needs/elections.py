"""Questions about elections and recalls."""

from datetime import datetime
from typing import Protocol

from deliberation.charter.needs.people import Term
from deliberation.counting.election import Way

from .need import Need


class Post(Protocol):
    """A post to be filled: its place in the order of posts, seats, and where a count of an earlier
    round left it.
    """

    post: str
    place: int
    seats: int
    open: int | None
    level: int | None


class Election(Protocol):
    """An election with its posts, highest first."""

    proposal_id: str
    role: str
    by_election: bool
    by: str
    at: datetime
    reopened: int
    second_round: int
    woman_missing: bool | None
    confirmed_at: datetime | None
    confirmed_by: str | None
    document: str | None
    document_from: str | None
    posts: tuple[Post, ...]


class Candidacy(Protocol):
    """Somebody proposed, with what the vetting said; `name` and `statement` are None before they
    agreed to stand.
    """

    proposal_id: str
    candidacy_id: str
    person_id: str
    post: str
    source: str
    by: str
    at: datetime
    support: int
    state: str
    woman: bool | None
    answered_at: datetime | None
    office_id: str | None
    option_state: str | None
    refused_for: str | None
    reasons: str | None
    name: str | None
    statement: str | None
    decided_by: str | None


class Standing(Protocol):
    """What a round's count gave a candidate."""

    round_no: int
    candidacy_id: str
    post: str
    state: str
    place: int | None
    votes_for: int


class WrittenIn(Protocol):
    """A name written on ballots, with its votes and what the count made of it."""

    proposal_id: str
    round_no: int
    post: str
    write_in_no: int
    votes: int
    state: str
    place: int | None
    candidacy_id: str | None
    code: str | None
    reasons: str | None
    reasons_from: str | None


class Again(Protocol):
    """Who stands again in a round."""

    proposal_id: str
    round_no: int
    post: str
    candidacy_id: str
    seats: int
    way: Way
    for_women: int


class Held(Protocol):
    """An office a candidate holds."""

    person_id: str
    role: str


class KinOffice(Protocol):
    """An office of a candidate's near relative: `of` is the candidate."""

    of: str
    role: str


class Recall(Protocol):
    """A demand to recall somebody."""

    proposal_id: str
    office_id: str
    person_id: str
    by: str
    demanded_from: str
    needed_voters: int
    needed_representatives: int
    voters: int
    representatives: int
    at: datetime
    reached_at: datetime | None
    vote_by: datetime | None
    defence: str | None
    defence_from: str | None
    defended_at: datetime | None
    ended_at: datetime | None
    passed: bool | None
    barred_until: datetime | None


class RecallTarget(Protocol):
    """The office a demand names: its row, how many may vote on it, what earlier demands leave."""

    office: Term | None
    voters: int
    representatives: int
    elected_by: str | None
    open: bool
    barred_until: datetime | None
    barred_by: str | None


# the election with its posts, highest first; None for any other matter
THE_ELECTION: Need[Election | None] = Need("election")
# everybody proposed in it, with what the vetting said, in the order proposed
CANDIDATES: Need[list[Candidacy]] = Need("candidates")
# the candidacy an act names
CANDIDACY: Need[Candidacy | None] = Need("candidacy")
# the counts of all its rounds, by candidate
STANDINGS: Need[list[Standing]] = Need("standings")
# names written on ballots, of every round
WRITTEN_IN: Need[list[WrittenIn]] = Need("written_in")
# who stands again in this round
AGAIN: Need[list[Again]] = Need("again")
# pairs of its candidates that are near relatives
KIN: Need[list[tuple[str, str]]] = Need("kin")
# whether I nominated the candidate an act names
MY_NOMINATION: Need[bool] = Need("my_nomination")
# households of the group an election names
HOMES_THERE: Need[int] = Need("households")
# who holds the office that is elected, in its group
SITTING: Need[list[Term]] = Need("sitting")
# offices the candidates hold
WINNERS_OFFICES: Need[list[Held]] = Need("winners_offices")
# offices of the candidates' near relatives
WINNERS_KIN: Need[list[KinOffice]] = Need("winners_kin")
# what was filed or handed over after the election
FILINGS: Need[set[str]] = Need("filings")
# the recall; None for any other matter
THE_RECALL: Need[Recall | None] = Need("recall")
# whether I demand it
MY_DEMAND: Need[bool] = Need("my_demand")
# the office a demand names
RECALL_TARGET: Need[RecallTarget] = Need("recall_target")
