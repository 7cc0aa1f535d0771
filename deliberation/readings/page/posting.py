"""What is on the boards: the sheets whose posting is asked for, out of the table of obligations;
and those that hang and stay, notices until the vote closes, results for the rulebook's days.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, exists, func, null, or_, select

from deliberation.charter.acts import ActName
from deliberation.charter.subjects.proposal import Ending, Stage
from deliberation.readings.desk.lines import open_now
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, same, same_subject
from deliberation.record.write.rules import rulebook_of

MOST = 100
NOTICE, RESULT = "notice", "result"
FURTHEST = timedelta(days=92)  # how far back a result that still hangs is looked for


@dataclass(frozen=True, slots=True)
class Posting:
    """One sheet: a notice or a result, since when it hangs (None: nobody has said so), and by when
    what it announces happens.

    `until`: the last day of a result that hangs; `lost_at`: since when one stands no more, and
    `lost_as` what it is called since.
    """

    proposal_id: str
    number: str
    title: str | None
    stage: str
    purpose: str
    posted_on: str | None
    place: str | None
    due_at: datetime | None
    until: date | None = None
    # which notice or result of this proposal it is: a repeated or restarted one is another sheet
    mark: str = ""
    lost_at: datetime | None = None
    lost_as: str | None = None


_P, _PROOF, _O = tables.proposal, tables.posting_proof, tables.obligation
COLUMNS = (
    _P.c.proposal_id,
    _P.c.number_year,
    _P.c.number,
    _P.c.title,
    _P.c.stage,
    _P.c.matter,
    _P.c.rulebook,
    _P.c.due_at,
    _P.c.round_no,
    _P.c.notice_at,
)
_OF_NOTICE = _P.c.stage.in_((Stage.notice.value, Stage.vote.value))


def asked(s: Any, community: str, now: datetime) -> list[Posting]:
    """Those somebody is asked to post and has not said where, by due date: one query."""
    line = and_(same_subject(_P, _O), _O.c.act == ActName.post_proof.value)
    rows = s.execute(
        select(*COLUMNS, _O.c.ref.label("purpose"), null().label("posted_on"))
        .select_from(_P.join(_O, line))
        .where(_P.c.community_id == community, *open_now(now))
        .order_by(_O.c.due_at, _P.c.proposal_id)
        .limit(MOST)
    )
    return [of_row(r) for r in rows]


def hanging(s: Any, community: str, now: datetime, today: date) -> list[Posting]:
    """Those nobody is asked to post and that hang: notices until the vote closes, results for the
    rulebook's days from the day of their proof. One query.
    """
    purpose = case((_OF_NOTICE, NOTICE), else_=RESULT).label("purpose")
    proof = and_(same(_P, _PROOF, *ROUND), _PROOF.c.purpose == purpose)
    over = and_(_P.c.stage == Stage.vote.value, _P.c.closes_at <= now)  # the count waits for paper
    aside = func.coalesce(_P.c.ending, "") == Ending.set_aside.value  # to be taken down
    posted = and_(~_OF_NOTICE, ~aside, _PROOF.c.posted_on >= (today - FURTHEST).isoformat())
    rows = s.execute(
        select(*COLUMNS, purpose, _PROOF.c.posted_on, _PROOF.c.place)
        .select_from(_P.outerjoin(_PROOF, proof))
        .where(_P.c.community_id == community, or_(and_(_OF_NOTICE, ~over), posted))
        .where(~_line_open(now))
        .order_by(_P.c.due_at.is_(None), _P.c.due_at, _P.c.proposal_id)
        .limit(MOST)
    )
    found = [of_row(r, last_day(s, community, r)) for r in rows]
    return [x for x in found if x.until is None or x.until >= today]


def _line_open(now: datetime) -> Any:
    """SQL: somebody is asked to post what a proposal has to show."""
    line = same_subject(_P, _O), _O.c.act == ActName.post_proof.value
    return exists(select(_O.c.opened_by).where(*line, *open_now(now)).correlate(_P))


def of_row(r: Any, until: date | None = None) -> Posting:
    """A row of COLUMNS with its purpose and proof."""
    return Posting(
        r.proposal_id,
        f"{r.number_year}-{r.number:03d}",
        r.title,
        r.stage,
        r.purpose,
        r.posted_on,
        r.place if r.posted_on else None,
        r.due_at,
        until,
        f"{r.round_no}.{r.notice_at:%m%d%H%M}" if r.notice_at else f"{r.round_no}",
    )


def last_day(s: Any, community: str, r: Any) -> date | None:
    """Of a result: the rulebook's days of posting from the day of its proof."""
    if r.purpose != RESULT:
        return None
    rule = rulebook_of(s, community, r.rulebook).kind(r.matter).publish
    return date.fromisoformat(r.posted_on) + timedelta(days=rule.post_days)
