"""What must hang on the boards now: notices until the vote closes, results while they are posted;
each with its proof or without.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from deliberation.charter.subjects.proposal import Stage
from deliberation.record import tables

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


def due(s: Any, community: str, now: datetime) -> list[Posting]:
    """Sheets without proof first, then by due date: one query."""
    p, x = tables.proposal, tables.posting_proof
    notice = p.c.stage.in_((Stage.notice.value, Stage.vote.value))
    result = and_(
        p.c.outcome.is_not(None),
        p.c.closes_at > now - timedelta(days=RESULT_DAYS),
        p.c.stage.not_in((Stage.notice.value, Stage.vote.value, Stage.draft.value)),
    )
    rows = s.execute(
        select(
            p.c.proposal_id,
            p.c.number_year,
            p.c.number,
            p.c.title,
            p.c.stage,
            p.c.due_at,
            p.c.round_no,
            p.c.notice_at,
            x.c.posted_on,
            x.c.place,
        )
        .select_from(
            p.outerjoin(
                x,
                and_(
                    x.c.community_id == p.c.community_id,
                    x.c.proposal_id == p.c.proposal_id,
                    x.c.round_no == p.c.round_no,
                    or_(
                        and_(notice, x.c.purpose == "notice"),
                        and_(~notice, x.c.purpose == "result"),
                    ),
                ),
            )
        )
        .where(p.c.community_id == community, or_(notice, result))
        .limit(MOST)
    ).all()
    found = [
        Posting(
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
        for r in rows
    ]
    return sorted(
        found, key=lambda f: (f.posted_on is not None, f.due_at.isoformat() if f.due_at else "~")
    )
