"""The steps of a proposal that a lay person wants to read, from the log itself."""

from typing import Any

from sqlalchemy import and_, select

from deliberation.charter.facts import build
from deliberation.charter.subjects import the_proposal
from deliberation.record import tables
from deliberation.record.log import canonical
from deliberation.record.tables.joins import newest_first, same

TIMELINE = 200
_QUIET = (
    "commented",
    "merge_requested",
    "comment_supported",
    "support_taken_back",
    "comments_imported",
    "cosigned",
    "cosignature_taken_back",
    "ballot_cast",
    "ballots_disclosed",
    "rated",
    "obligations_set",
    "obligation_ended",
    "date_moved",
    "draft_revised",
    "proposal_drafted",
    "meeting_asked",
    "attendance_recorded",
    "merge_agreed",
    "entered_at_desk",
    "slip_photographed",
    "file_attached",
    "proxy_granted",
    "proxy_answered",
    "proxy_ended",
    "proxy_used",
    "households_frozen",
    "option_offered",
    "option_decided",
    "paper_issued",
    "paper_returned_unused",
    "paper_voided",
    "batch_entered",
    "batch_entered_again",
    "batch_counted",
    "unissued_destroyed",
    "paper_finished",
    "secret_totals",
)


def timeline(s: Any, community: str, proposal: str) -> tuple[dict[str, Any], ...]:
    """The newest steps, oldest first: kind, time, who acted, and the public fields of the fact, in
    which people are handles.
    """
    f, b, d = tables.fact, tables.fact_body, tables.act_done
    public = and_(same(f, b, "position"), b.c.part == "public")
    rows = s.execute(
        select(f.c.position, f.c.kind, f.c.at, f.c.header, b.c.body, d.c.person_id)
        .join(b, public)
        .join(d, same(f, d, "act_id"))
        .where(f.c.community_id == community, f.c.subject_id == proposal, f.c.kind.not_in(_QUIET))
        .order_by(*newest_first(f))
        .limit(TIMELINE)
    ).all()
    return tuple(_step(r, proposal) for r in reversed(rows))


def _step(row: Any, proposal: str) -> dict[str, Any]:
    head = canonical.read(bytes(row.header))
    said = {"public": canonical.read(bytes(row.body))}
    return {
        "position": row.position,
        "kind": row.kind,
        "at": row.at,
        "by": row.person_id,
        "role": head["act"]["role"],
        "fact": build(row.kind, head["version"], the_proposal(proposal), said),
    }
