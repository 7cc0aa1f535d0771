"""Sheets of results that hang on the boards and stand no more: voted on anew, back with the
council, or set aside. Whoever hung one takes it down. Called by the desk.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from deliberation.charter.calendar import Calendar
from deliberation.charter.case import Community
from deliberation.charter.subjects.proposal import Ending
from deliberation.readings import defaults
from deliberation.readings.defaults import Default
from deliberation.record import tables
from deliberation.record.tables.joins import same

from .posting import COLUMNS, FURTHEST, MOST, RESULT, Posting, last_day, of_row

_P, _PROOF = tables.proposal, tables.posting_proof
# Only these can be of a result that is gone; which are, `defaults` knows.
_BACK = or_(
    _PROOF.c.round_no < _P.c.round_no,
    _P.c.outcome.is_(None),
    _P.c.ending == Ending.set_aside.value,
)


def lost(s: Any, community: Community, calendar: Calendar, today: date) -> list[Posting]:
    """Those still on the boards when their result was lost, the last lost first, for as many days
    as the rules would have had them hang. One query, five where there are any.
    """
    rows = _posted(s, community.id, today)
    gone = _gone(s, community.id, {r.proposal_id for r in rows}) if rows else {}
    found = []
    for r in rows:
        d = gone.get((r.proposal_id, r.round_no))
        until = last_day(s, community.id, r)
        if d is None or until is None:
            continue
        day = calendar.local_day(d.at, community.timezone)
        hung = until - date.fromisoformat(r.posted_on)
        if day <= until and today <= day + hung:
            found.append(replace(of_row(r), lost_at=d.at, lost_as=d.undoes))
    return sorted(found, key=lambda x: (x.lost_at, x.proposal_id), reverse=True)


def _posted(s: Any, community: str, today: date) -> Any:
    """Results somebody said they had hung, of matters that went another way since."""
    earliest = (today - 2 * FURTHEST + timedelta(days=1)).isoformat()
    own = tuple(c for c in COLUMNS if c.name != "round_no")
    query = (
        select(*own, _PROOF.c.round_no, _PROOF.c.purpose, _PROOF.c.posted_on, _PROOF.c.place)
        .select_from(_P.join(_PROOF, and_(same(_P, _PROOF, "proposal_id"), _BACK)))
        .where(_P.c.community_id == community, _PROOF.c.purpose == RESULT)
        .where(_PROOF.c.posted_on >= earliest)
        .order_by(_PROOF.c.posted_on.desc(), _P.c.proposal_id)
        .limit(MOST)
    )
    return s.execute(query).all()


def _gone(s: Any, community: str, subjects: set[str]) -> dict[tuple[str, int], Default]:
    """(subject, round) → what its result was lost by."""
    found = defaults.of_each(s, community, subjects)
    return {(d.subject_id, d.round_no): d for d in found if d.undoes in defaults.GONE}
