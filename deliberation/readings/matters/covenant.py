"""The covenant in force and every earlier one: text, since when, filed where.

Read by its page, by a proposal that would change it, and by the form.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberation.charter.articles import Article, articles
from deliberation.record import tables
from deliberation.record.tables.joins import same


@dataclass(frozen=True, slots=True)
class Covenant:
    """One covenant that was passed and filed.

    `until` is None for the one in force; `set_aside` by the assembly or a correction order (Arts
    30, 31).
    """

    proposal_id: str
    title: str | None
    body: str | None
    since: datetime
    filed_on: str
    document: str | None
    until: datetime | None
    set_aside: bool

    @property
    def articles(self) -> list[Article]:
        """The text article by article."""
        return articles(self.body or "")


def history(s: Any, community: str) -> list[Covenant]:
    """Newest first. The one in force, if any, is the first that was not set aside."""
    c, v, p = tables.covenant, tables.proposal_version, tables.proposal
    rows = s.execute(
        select(c, v.c.title, v.c.body, p.c.ending, p.c.closed_at)
        .select_from(
            c.join(v, same(c, v, "proposal_id", "version_no")).join(p, same(c, p, "proposal_id"))
        )
        .where(c.c.community_id == community)
        .order_by(c.c.at.desc(), c.c.proposal_id.desc())
        .limit(200)
    )
    found: list[Covenant] = []
    after: datetime | None = None
    for r in rows:
        aside = r.ending == "set_aside"
        found.append(_covenant(r, until=r.closed_at if aside else after, aside=aside))
        after = after if aside else r.at
    return found


def _covenant(r: Any, *, until: datetime | None, aside: bool) -> Covenant:
    return Covenant(r.proposal_id, r.title, r.body, r.at, r.filed_on, r.document, until, aside)


def in_force(s: Any, community: str) -> Covenant | None:
    """The covenant in force, or None."""
    return next((c for c in history(s, community) if c.until is None and not c.set_aside), None)
