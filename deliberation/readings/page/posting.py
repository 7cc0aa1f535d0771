"""What must hang on the boards now: notices until the vote closes, results while they are posted;
each with its proof or without.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from deliberation.charter.subjects.proposal import Stage
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, same

MOST = 100
RESULT_DAYS = (
    31  # a result is posted at least 15 days; the proof of a month ago need not stand on this page
)


@dataclass(frozen=True, slots=True)
class Posting:
    """One sheet: a notice or a result, since when it hangs (None: no proof yet), and by when what
    it announces happens.
    """

    proposal_id: str
    number: str
    title: str | None
    stage: str
    purpose: str
    posted_on: date | str | None
    place: str | None
    due_at: datetime | None
    # which notice or result of this proposal it is: a repeated or restarted one is another sheet
    mark: str = ""


_P, _PROOF = tables.proposal, tables.posting_proof
_COLUMNS = (
    _P.c.proposal_id,
    _P.c.number_year,
    _P.c.number,
    _P.c.title,
    _P.c.stage,
    _P.c.due_at,
    _P.c.round_no,
    _P.c.notice_at,
    _PROOF.c.posted_on,
    _PROOF.c.place,
)


def due(s: Any, community: str, now: datetime) -> list[Posting]:
    """Sheets without proof first, then by due date: one query."""
    p, x = tables.proposal, tables.posting_proof
    notice = p.c.stage.in_((Stage.notice.value, Stage.vote.value))
    over = and_(p.c.stage == Stage.vote.value, p.c.closes_at <= now)  # the count waits for paper
    result = and_(
        p.c.outcome.is_not(None),
        p.c.closes_at > now - timedelta(days=RESULT_DAYS),
        p.c.stage.not_in((Stage.notice.value, Stage.vote.value, Stage.draft.value)),
    )
    purpose = or_(and_(notice, x.c.purpose == "notice"), and_(~notice, x.c.purpose == "result"))
    rows = s.execute(
        select(*_COLUMNS)
        .select_from(p.outerjoin(x, and_(same(p, x, *ROUND), purpose)))
        .where(p.c.community_id == community, or_(notice & ~over, result))
        .limit(MOST)
    )
    return sorted(map(_posting, rows), key=_unproved_first)


def _posting(r: Any) -> Posting:
    return Posting(
        r.proposal_id,
        f"{r.number_year}-{r.number:03d}",
        r.title,
        r.stage,
        "notice" if r.stage in ("notice", "vote") else "result",
        r.posted_on,
        r.place,
        r.due_at,
        f"{r.round_no}.{r.notice_at:%m%d%H%M}" if r.notice_at else f"{r.round_no}",
    )


def _unproved_first(sheet: Posting) -> tuple[bool, str]:
    return sheet.posted_on is not None, sheet.due_at.isoformat() if sheet.due_at else "~"
