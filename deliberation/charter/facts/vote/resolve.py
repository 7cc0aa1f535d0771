"""Facts of 决议: the roll, ballots, attendance, disclosure and count."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.facts.base import Fact, sealed
from deliberation.charter.facts.naming import Acting, Ballots, Office, Roll, RollEntries


@dataclass(frozen=True)
class RollFrozen(Fact):
    """The roll at opening, in chunks: [person, role, recused]. `members` is 应到 after the whole
    roll.
    """

    kind = "roll_frozen"
    round_no: int
    chunk: int
    entries: RollEntries
    members: int
    closes_at: datetime


@dataclass(frozen=True)
class WindowMoved(Fact):
    """The year of the last day was announced meanwhile, and the vote stays open longer than was
    provisionally said. Never shorter.
    """

    kind = "window_moved"
    round_no: int
    closes_at: datetime


@dataclass(frozen=True)
class BallotCast(Fact):
    """A named ballot; the choice is sealed until close.

    `revision` counts changes, the last one counts.
    """

    kind = "ballot_cast"
    round_no: int
    voter: Roll
    revision: int
    first: bool
    choice: str | None = sealed()


@dataclass(frozen=True)
class AttendanceRecorded(Fact):
    """Somebody on the roll signed in at the meeting (counts as present, as an abstention if no
    ballot follows).
    """

    kind = "attendance_recorded"
    round_no: int
    voter: Roll
    by: Office


@dataclass(frozen=True)
class BallotsDisclosed(Fact):
    """After close: the last ballot of each voter, opened: {fact, voter, choice, salt}; the salt
    proves the sealed digest.
    """

    kind = "ballots_disclosed"
    round_no: int
    ballots: Ballots


@dataclass(frozen=True)
class VoteCounted(Fact):
    """The count with its rule and version: everything needed to redo the sum by hand."""

    kind = "vote_counted"
    round_no: int
    rule: str
    rulebook: str
    quorum: list[Any]
    majority: list[Any]
    members: int
    present: int
    votes_for: int
    votes_against: int
    votes_abstain: int
    outcome: str
    recount: bool = False


@dataclass(frozen=True)
class VoteRepeated(Fact):
    """An inquorate vote is repeated once, without new co-signing."""

    kind = "vote_repeated"
    by: Acting
    round_no: int
