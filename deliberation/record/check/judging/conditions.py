"""What must hold of a fact beside its act's row: of the kinds that count.

Each takes the view before the fact, the fact and its time, and returns what is wrong, in one plain
line; None where it holds.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from deliberation.charter.facts.vote.resolve import AttendanceRecorded, BallotCast

from .view import View


def a_voters_ballot(view: View, fact: BallotCast, at: datetime) -> str | None:
    """On the roll of this round, before the close, and the next of this voter's ballots."""
    proposal = view.known("proposal", fact.proposal)
    if proposal["round_no"] != fact.round_no or proposal["stage"] != "vote":
        return f"a ballot of round {fact.round_no} where none was voted on"
    if proposal["closes_at"] is not None and at >= proposal["closes_at"]:
        return "a ballot after the close"
    if view.row("roll_entry", fact.proposal, fact.round_no, fact.voter) is None:
        return f"a ballot of {fact.voter}, who is not on the roll"
    before = view.row("ballot", fact.proposal, fact.round_no, fact.voter)
    if fact.revision != (before["revision"] if before else 0) + 1:
        return f"ballot {fact.revision} of {fact.voter} does not follow the one before"
    return None


def a_voter_present(view: View, fact: AttendanceRecorded, at: datetime) -> str | None:
    """Whoever signed in stands on the roll."""
    if view.row("roll_entry", fact.proposal, fact.round_no, fact.voter) is None:
        return f"{fact.voter} signed in and is not on the roll"
    return None


CONDITIONS: dict[type, Callable[[View, Any, datetime], str | None]] = {
    BallotCast: a_voters_ballot,
    AttendanceRecorded: a_voter_present,
}
