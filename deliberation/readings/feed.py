"""What is new in a community, for readers of feeds: announcements for everybody, and proposals that
became public.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberation.charter.subjects.announcement import Stage
from deliberation.readings.announcements import lists
from deliberation.readings.proposals.cards import PUBLIC, P

MOST = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the feed. `what`: announcement or proposal; `words`: its text, or the reason that
    stands in its place, None if erased. `became`: corrected, withdrawn, correction or nothing;
    `updated`: when it did; `later`: the id and title of the one in its place.
    """

    what: str
    ident: str
    number: str
    title: str | None
    words: str | None
    at: datetime
    updated: datetime
    became: str = ""
    later: tuple[str, str | None] | None = None


def newest(s: Any, community: str) -> list[Entry]:
    """The newest of both and what was corrected or withdrawn, the last touched first, at most
    MOST.
    """
    found = [_announced(r) for r in lists.for_everybody(s, community, MOST)]
    found += _proposals(s, community)
    return sorted(found, key=lambda e: (e.updated, e.at, e.ident), reverse=True)[:MOST]


def _announced(r: Any) -> Entry:
    withdrawn = r.stage == Stage.withdrawn.value
    became = "withdrawn" if withdrawn else "corrected" if r.corrected_by else ""
    return Entry(
        "announcement",
        r.subject_id,
        lists.number(r),
        r.title,
        r.reasons if withdrawn else r.body,
        r.at,
        max(t for t in (r.at, r.later_at, r.stage_at if withdrawn else None) if t),
        became or ("correction" if r.corrects else ""),
        (r.corrected_by, r.later_title) if r.corrected_by else None,
    )


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
            r.submitted_at,
        )
        for r in rows
    ]
