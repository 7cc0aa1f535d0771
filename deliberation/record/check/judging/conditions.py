"""What must hold of a fact beside its act's row: of the kinds that count.

Each condition takes the view before the fact, the fact, what its header says of the act, and its
time; it returns what is wrong, in one plain line, or None where it holds.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts.vote.resolve import AttendanceRecorded, BallotCast
from deliberation.charter.voting.proxies import STANDING

from .view import View

Act = Mapping[str, Any]
# Ballots of people at a screen or at the desk end with the window; those in a pile of paper were
# given before, and are counted while the close waits for them.
WITHIN_THE_WINDOW = {A.cast_ballot.value, A.cast_for.value, A.enter_for.value}


def a_voters_ballot(view: View, fact: BallotCast, act: Act, at: datetime) -> str | None:
    """On the roll of this round, in its window, by whoever may, and the next of this voter's."""
    proposal = view.known("proposal", fact.subject_id)
    if (proposal["stage"], proposal["round_no"]) != ("vote", fact.round_no):
        return f"a ballot of round {fact.round_no} where none was voted on"
    if act["name"] in WITHIN_THE_WINDOW and at >= proposal["closes_at"]:
        return "a ballot after the close"
    if view.row("roll_entry", fact.subject_id, fact.round_no, fact.voter) is None:
        return f"a ballot of {fact.voter}, who is not on the roll"
    if not _theirs(view, fact, act):
        return f"a ballot of {fact.voter}, cast by {act['by']}"
    before = view.row("ballot", fact.subject_id, fact.round_no, fact.voter)
    if fact.revision != (before["revision"] if before else 0) + 1:
        return f"ballot {fact.revision} of {fact.voter} does not follow the one before"
    return None


def _theirs(view: View, fact: BallotCast, act: Act) -> bool:
    """Cast by the voter, or by who holds their proxy; what the desk enters names the voter
    alone.
    """
    if act["name"] == A.cast_ballot.value:
        return bool(act["by"] == fact.voter)
    if act["name"] == A.cast_for.value:
        return any(
            (row["proposal_id"], row["round_no"]) == (fact.subject_id, fact.round_no)
            and row["holder_id"] == act["by"]
            and row["state"] in STANDING
            for row in view.proxies_of(fact.voter)
        )
    return True


def a_voter_present(view: View, fact: AttendanceRecorded, act: Act, at: datetime) -> str | None:
    """Whoever signed in stands on the roll."""
    if view.row("roll_entry", fact.subject_id, fact.round_no, fact.voter) is None:
        return f"{fact.voter} signed in and is not on the roll"
    return None


CONDITIONS: dict[type, Callable[[View, Any, Act, datetime], str | None]] = {
    BallotCast: a_voters_ballot,
    AttendanceRecorded: a_voter_present,
}
