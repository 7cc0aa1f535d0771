"""Photos and files as pages show them: what hangs on a proposal's text, comments, reports and proofs, and one file to serve."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, select

from deliberation.record import tables

MOST = 400


def hanging(s: Any, community: str, proposal: str, refs: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    """Files by what they hang on: its id, or "completion" for the report of completion. One query, oldest first."""
    t = tables.attachment
    wanted = [*refs, proposal]
    rows = s.execute(select(t.c.attachment_id, t.c.hangs_on, t.c.ref, t.c.small, t.c.media_type, t.c.size, t.c.width, t.c.height, t.c.alt, t.c.file_name).where(
        t.c.community_id == community, t.c.proposal_id == proposal, t.c.ref.in_(wanted)).order_by(t.c.at, t.c.attachment_id).limit(MOST))
    found: dict[str, tuple[Any, ...]] = {}
    for r in rows:
        key = "completion" if r.hangs_on == "completion" else r.ref
        found[key] = (*found.get(key, ()), r)
    return found


def one(s: Any, community: str, attachment: str) -> Any:
    """The file with the stage, author and source of its proposal (for `hidden`), or None: erased ones have no file_name."""
    t, p = tables.attachment, tables.proposal
    return s.execute(select(t, p.c.stage, p.c.source, p.c.author_id).join(
        p, and_(p.c.community_id == t.c.community_id, p.c.proposal_id == t.c.proposal_id)).where(
        t.c.community_id == community, t.c.attachment_id == attachment)).first()
