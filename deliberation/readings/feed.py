"""What is new in a community, for readers of feeds: announcements for everybody, and proposals that
became public.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberation.readings.announcements import lists
from deliberation.readings.proposals.cards import PUBLIC, P

MOST = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the feed. `what`: announcement or proposal; `words`: its text, None if erased."""

    what: str
    ident: str
    number: str
    title: str | None
    words: str | None
    at: datetime


def newest(s: Any, community: str) -> list[Entry]:
    """The newest of both, newest first, at most MOST."""
    found = [
        Entry("announcement", r.subject_id, lists.number(r), r.title, r.body, r.at)
        for r in lists.for_everybody(s, community, MOST)
    ]
    found += _proposals(s, community)
    return sorted(found, key=lambda e: (e.at, e.ident), reverse=True)[:MOST]


def _proposals(s: Any, community: str) -> list[Entry]:
    rows = s.execute(
        select(P.c.proposal_id, P.c.number_year, P.c.number, P.c.title, P.c.body, P.c.submitted_at)
        .where(P.c.community_id == community, PUBLIC, P.c.submitted_at.is_not(None))
        .order_by(P.c.submitted_at.desc(), P.c.proposal_id.desc())
        .limit(MOST)
    )
    return [
        Entry(
            "proposal",
            r.proposal_id,
            f"{r.number_year}-{r.number:03d}",
            r.title,
            r.body,
            r.submitted_at,
        )
        for r in rows
    ]
