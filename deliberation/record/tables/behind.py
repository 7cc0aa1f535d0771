"""What for a row names somebody: by which of their handles they go there once nobody knows any more
who they are.

Asked when a hand key ends (`write.cutting`). It has to say what the facts say that make the rows
(`charter.facts.naming`): a test erases people and replays.
"""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Table

from deliberation.charter.facts.naming import (
    entered_as,
    entered_ref,
    nominating,
)
from deliberation.charter.hands import Purpose

# Columns that name somebody for one purpose; every other column of a person, for an office.
_FOR: dict[Purpose, str] = {
    Purpose.voice: """
        announcement_question.person_id comment.person_id comment_report.person_id
        comment_support.person_id cosignature.person_id election_nominator.person_id
        merge_consent.person_id merge_request.person_id moderation.person_id objection.person_id
    """,
    Purpose.roll: """
        ballot.voter_id household_voter.person_id owner_party_voter.person_id
        paper_ballot.voter_id paper_holder.person_id proxy.principal_id proxy.holder_id
        roll_entry.person_id
    """,
    Purpose.rating: "rating.person_id",
    Purpose.named: "ballot_option.person_id election_candidate.person_id recall.person_id",
}
PURPOSES = {column: purpose for purpose, said in _FOR.items() for column in said.split()}
# Those that a row names as the public part of the fact in the first column does, in the second.
ACTING = {
    "attachment.by": ("text_from", "by"),
    "ballot_option.by": ("text_from", "by"),
    "ballot_option.decided_by": ("reasons_from", "by"),
    "meeting_request.person_id": ("asked_from", "person"),
    "posting_proof.by": ("text_from", "by"),
    "proposal.author_id": ("author_from", "author"),
    "proposal_version.by": ("text_from", "by"),
    "question.answered_by": ("answer_from", "by"),
    "recall.by": ("demanded_from", "by"),
    "recall_demander.person_id": ("joined_from", "person"),
    "remark.by": ("fact_id", "by"),
}
# Those where the row itself says it, as its fact does.
SAID: dict[str, Callable[[Any], Purpose | None]] = {
    "desk_entry.person_id": entered_as,
    "desk_entry.ref": entered_ref,
    "election_candidate.by": nominating,
    "fund.by": lambda row: Purpose.voice if row.budget is None else Purpose.office,
    "household_rep.by": lambda row: Purpose.office if row.desk else None,
    "entry_correction.person_id": entered_as,
    "entry_correction.ref": entered_ref,
    "slip_photo.person_id": entered_as,
}
# Of the tables of the roster only whom they name in office: what they say else of somebody is
# erased with the fact that said it, or names an entry of which nothing is left.
_OF_THE_ROSTER = {
    "correction_request": ["answered_by"],
    "factor_reset": ["decided_by"],
    "household_rep": ["by"],
    "ownership": [],
    "person": [],
    "private_matter": ["answered_by"],
    "relative": [],
    "representation": [],
    "roster_change": ["by"],
}
# Renamed in other ways.
OTHERWISE = {"act_done", "hand", "obligation"}
_NAMES = re.compile(
    "(person|author|voter|principal|holder|witness)_id|ref|by|[a-z]+_by|first_by|again_by"
)


def naming_people(table: Table) -> list[str]:
    """Its columns that may name somebody in a subject or in an office."""
    if table.name in OTHERWISE or table.name in _OF_THE_ROSTER:
        return _OF_THE_ROSTER.get(table.name, [])
    named = {c.name for c in table.columns if _NAMES.fullmatch(c.name)}
    return sorted(named - _NOT_PEOPLE.get(table.name, set()))


_NOT_PEOPLE = {
    "announcement": {"corrected_by"},
    "attachment": {"ref"},
    "recall": {"vote_by"},
}
