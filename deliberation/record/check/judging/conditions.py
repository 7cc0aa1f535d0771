"""What must hold of a fact beside its act's row: of the kinds that count.

Each condition takes the view before the fact, the fact, what its header says of the act, and its
time; it returns what is wrong, in one plain line, or None where it holds.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts.announcement import (
    Announced,
    AnnouncementCorrected,
    AnnouncementWithdrawn,
    AnsweredAbout,
)
from deliberation.charter.facts.vote.resolve import AttendanceRecorded, BallotCast
from deliberation.charter.subjects import SubjectType
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


def of_its_office(view: View, fact: Any, act: Act, at: datetime) -> str | None:
    """Whoever corrects, withdraws or answers for an announcement holds the office it was written
    in.
    """
    row = view.known("announcement", fact.subject_id)
    held = view.case(None, act["by"], act["role"], at).roles()
    if row["office"] not in {role.value for role in held}:
        return f"{act['by']} does not sit in the office of that announcement"
    return None


def the_next_announcement(view: View, fact: Announced, act: Act, at: datetime) -> str | None:
    """The next of its year's numbers; in the name of an office its writer holds; for the readers of
    the one it corrects, which nothing else has corrected.
    """
    series = view.row("number_series", SubjectType.announcement.value, fact.number_year)
    if fact.number != (series["last"] if series else 0) + 1:
        return f"announcement {fact.number} does not follow the one before"
    if fact.in_name_of not in {
        role.value for role in view.case(None, act["by"], act["role"], at).roles()
    }:
        return f"{act['by']} spoke for the office {fact.in_name_of} and does not hold it"
    if fact.corrects is None:
        return None
    old = view.known("announcement", fact.corrects)
    readers = (old["readers"], old["group_id"], old["role"], old["office"])
    if readers != (fact.readers, fact.for_group, fact.for_role, fact.in_name_of):
        return "a correction for other readers, or of another office"
    return None


def the_askers_question(view: View, fact: AnsweredAbout, act: Act, at: datetime) -> str | None:
    """Answered once, and by somebody else than whoever asked."""
    row = view.row("announcement_question", fact.subject_id, fact.question)
    if row is None or row["state"] not in ("open", "unanswered"):
        return "an answer to what was not asked, or answered already"
    if row["person_id"] == act["by"] or row["person_id"] != fact.person:
        return "an answer to a question of one’s own, or of somebody else"
    return of_its_office(view, fact, act, at)


CONDITIONS: dict[type, Callable[[View, Any, Act, datetime], str | None]] = {
    BallotCast: a_voters_ballot,
    AttendanceRecorded: a_voter_present,
    Announced: the_next_announcement,
    AnnouncementCorrected: of_its_office,
    AnnouncementWithdrawn: of_its_office,
    AnsweredAbout: the_askers_question,
}
