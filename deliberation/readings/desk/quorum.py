"""Votes that close soon without enough voters, and those that failed for want of them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from deliberation.charter.rulebook import Rulebook
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, same
from deliberation.record.write.rules import rulebook_of

from .supervised import BACK, Item

SOON = timedelta(days=3)
MOST = 200

_P, _V = tables.proposal, tables.vote_round
_ROUND = same(_P, _V, *ROUND)
_OPEN = (
    _P.c.proposal_id,
    _P.c.title,
    _P.c.closes_at,
    _P.c.matter,
    _P.c.group_id,
    _P.c.rulebook,
    _V.c.members,
)


def short_of_quorum(s: Any, community: str, now: datetime) -> list[Item]:
    """Votes that close within three days and would not count as they stand; and what failed for
    want of a quorum in these months.
    """
    return _short_now(s, community, now) + _failed(s, community, now)


def _short_now(s: Any, community: str, now: datetime) -> list[Item]:
    open_ = s.execute(
        select(*_OPEN, _present().label("present"))
        .select_from(_P.join(_V, _ROUND))
        .where(_P.c.community_id == community, _P.c.stage == "vote")
        .where(_P.c.closes_at > now, _P.c.closes_at < now + SOON)
        .order_by(_P.c.closes_at)
        .limit(MOST)
    ).all()
    books: dict[str, Rulebook] = {
        digest: rulebook_of(s, community, digest) for digest in {r.rulebook for r in open_}
    }
    return [
        _item("short_now", r.closes_at, r)
        for r in open_
        if not _rule(books[r.rulebook], r).quorum.met(r.present, r.members)
    ]


def _rule(book: Rulebook, row: Any) -> Any:
    return book.kind(row.matter).vote["group" if row.group_id else "community"]


def _present() -> Any:
    """How many of the roll signed in or cast a ballot."""
    e, b = tables.roll_entry, tables.ballot
    theirs = same(e, b, *ROUND, voter_id="person_id")
    return (
        select(func.count())
        .select_from(e.outerjoin(b, theirs))
        .where(
            same(_P, e, *ROUND),
            or_(e.c.attended_at.is_not(None), b.c.voter_id.is_not(None)),
        )
        .scalar_subquery()
    )


def _failed(s: Any, community: str, now: datetime) -> list[Item]:
    failed = s.execute(
        select(_P.c.proposal_id, _P.c.title, _V.c.counted_at, _V.c.present, _V.c.members)
        .select_from(_P.join(_V, _ROUND))
        .where(_P.c.community_id == community, _P.c.outcome == "inquorate")
        .where(_P.c.stage_at > now - BACK)
        .order_by(_V.c.counted_at.desc())
        .limit(MOST)
    )
    return [_item("inquorate", r.counted_at, r) for r in failed]


def _item(code: str, at: datetime | None, row: Any) -> Item:
    figure = f"{row.present}/{row.members}"
    return Item(code, at, row.proposal_id, row.title, None, None, figure)
