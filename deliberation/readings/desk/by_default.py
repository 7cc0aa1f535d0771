"""What lately went on by default, or beside the ordinary way, as lines of the supervisors' desk: of
the one reading, without what stands in a list of its own.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, literal, select, union_all

from deliberation.charter.voting.piles import SILENCES
from deliberation.readings import defaults
from deliberation.readings.people.names import names
from deliberation.readings.vote import left_papers
from deliberation.record import tables

from .supervised import BACK, Item

WHY = {code: why for why, code in SILENCES.items()}
ELSEWHERE = ("returned", "notice_restarted")  # kinds of facts


def lines(s: Any, community: str, now: datetime, start: int, limit: int) -> tuple[list[Item], int]:
    """The newest first from the `start`-th, and how many there are."""
    since = now - BACK
    found, whole = defaults.lately(s, community, since, but=ELSEWHERE, start=start, limit=limit)
    titles = _titles(s, community, sorted({d.subject_id for d in found}))
    who = names(s, community, [person for d in found for _verdict, person in d.signed])
    unread = [d.subject_id for d in found if d.code in WHY]
    papers = left_papers.how_many(s, community, unread) if unread else {}
    return [_item(d, titles, who, papers) for d in found], whole


def _item(
    default: defaults.Default,
    titles: dict[str, tuple[str, str | None]],
    who: Any,
    papers: Mapping[tuple[str, str], int],
) -> Item:
    """papers: of whose matter, and why, how many ballots in hand did not count."""
    number = papers.get((default.subject_id, WHY.get(default.code, "")))
    subject = default.subject_id
    type_, title = titles[subject]
    proposal = subject if type_ == "proposal" else None
    announcement = subject if type_ == "announcement" else None
    return Item(
        default.code,
        default.at,
        proposal,
        title,
        None,
        None,
        figure=f" ({number})" if number else "",
        announcement_id=announcement,
        default=default,
        named=who,
    )


def _titles(s: Any, community: str, subjects: list[str]) -> dict[str, tuple[str, str | None]]:
    """Subject → its type and title. One statement."""
    if not subjects:
        return {}
    p, a = tables.proposal, tables.announcement
    query = union_all(
        select(p.c.proposal_id.label("id"), p.c.title, cast(literal("proposal"), String(16))).where(
            p.c.community_id == community, p.c.proposal_id.in_(subjects)
        ),
        select(a.c.subject_id, a.c.title, cast(literal("announcement"), String(16))).where(
            a.c.community_id == community, a.c.subject_id.in_(subjects)
        ),
    )
    return {ident: (type_, title) for ident, title, type_ in s.execute(query)}
