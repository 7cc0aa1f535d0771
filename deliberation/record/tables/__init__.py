"""Every civic table, in SQLAlchemy Core.

Each key begins with community_id and every foreign key carries it.

Rows are made by `record.applying` from facts and by nothing else. Columns named in ERASABLE hold
free or personal words; `<x>_from` is the fact they came from, so that an erasure finds them.
"""

from sqlalchemy import Table

from deliberation.charter.subjects import SubjectType

from .base import metadata
from .desk import (
    correction_request,
    desk_entry,
    entry_correction,
    factor_reset,
    roster_change,
    slip_photo,
)
from .discussion import comment, comment_report, comment_support, moderation, private_matter
from .elections import (
    election,
    election_again,
    election_candidate,
    election_filing,
    election_nominator,
    election_post,
    election_standing,
    election_written_in,
)
from .erasable import ERASABLE, NOT_REPLAYED
from .log import (
    act_done,
    civic_lock,
    clock_seen,
    demo_clock,
    fact,
    fact_body,
    key_seen,
    log_head,
    number_series,
    search_piece,
    tree_node,
)
from .matters import covenant, fund, recall, recall_demander, spend, task, task_money
from .people import (
    community,
    dwelling,
    hand,
    household_rep,
    office,
    organisation,
    person,
    relative,
    residents_group,
    rulebook,
)
from .proposals import proposal, proposal_count, proposal_version, stage_count
from .subject.announcement import announcement, announcement_question
from .subjects import obligation, subject
from .suggest import (
    legality,
    meeting_request,
    opinion,
    posting_proof,
    recommendation,
    recusal,
    study,
)
from .supervise import (
    acceptance,
    certificate,
    draw,
    finding,
    objection,
    question,
    rating,
    remark,
    report,
    stage_check,
)
from .support import attachment, cosignature, merge_consent, merge_request
from .vote.owners import (
    official_figure,
    official_result,
    official_vote,
    owner_party,
    owner_party_voter,
    owner_round,
    ownership,
    representation,
)
from .vote.paper import (
    paper_ballot,
    paper_batch,
    paper_holder,
    paper_round,
    paper_total,
    paper_write_in,
)
from .vote.vote import (
    ballot,
    ballot_option,
    household_voter,
    proxy,
    roll_entry,
    round_option,
    round_question,
    vote_round,
)

# The typed row of each type of subject.
TYPED: dict[SubjectType, Table] = {
    SubjectType.proposal: proposal,
    SubjectType.announcement: announcement,
}

CIVIC: tuple[Table, ...] = tuple(t for t in metadata.sorted_tables if t.name not in NOT_REPLAYED)

__all__ = [
    "CIVIC",
    "ERASABLE",
    "NOT_REPLAYED",
    "TYPED",
    "acceptance",
    "act_done",
    "announcement",
    "announcement_question",
    "attachment",
    "ballot",
    "ballot_option",
    "certificate",
    "civic_lock",
    "clock_seen",
    "comment",
    "comment_report",
    "comment_support",
    "community",
    "correction_request",
    "cosignature",
    "covenant",
    "demo_clock",
    "desk_entry",
    "draw",
    "dwelling",
    "election",
    "election_again",
    "election_candidate",
    "election_filing",
    "election_nominator",
    "election_post",
    "election_standing",
    "election_written_in",
    "entry_correction",
    "fact",
    "fact_body",
    "factor_reset",
    "finding",
    "fund",
    "hand",
    "household_rep",
    "household_voter",
    "key_seen",
    "legality",
    "log_head",
    "meeting_request",
    "merge_consent",
    "merge_request",
    "metadata",
    "moderation",
    "number_series",
    "objection",
    "obligation",
    "office",
    "official_figure",
    "official_result",
    "official_vote",
    "opinion",
    "organisation",
    "owner_party",
    "owner_party_voter",
    "owner_round",
    "ownership",
    "paper_ballot",
    "paper_batch",
    "paper_holder",
    "paper_round",
    "paper_total",
    "paper_write_in",
    "person",
    "posting_proof",
    "private_matter",
    "proposal",
    "proposal_count",
    "proposal_version",
    "proxy",
    "question",
    "rating",
    "recall",
    "recall_demander",
    "recommendation",
    "recusal",
    "relative",
    "remark",
    "report",
    "representation",
    "residents_group",
    "roll_entry",
    "roster_change",
    "round_option",
    "round_question",
    "rulebook",
    "search_piece",
    "slip_photo",
    "spend",
    "stage_check",
    "stage_count",
    "study",
    "subject",
    "task",
    "task_money",
    "tree_node",
    "vote_round",
]
