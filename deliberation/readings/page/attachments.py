"""Photos and files as pages show them: what hangs on a proposal's text, comments, reports and
proofs, and one file to serve.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from deliberation.record import tables
from deliberation.record.tables.joins import same

MOST = 400


_FILE = tuple(
    tables.attachment.c[name]
    for name in (
        "attachment_id",
        "hangs_on",
        "ref",
        "small",
        "media_type",
        "size",
        "width",
        "height",
        "alt",
        "file_name",
    )
)


def hanging(
    s: Any, community: str, proposal: str, refs: Iterable[str]
) -> dict[str, tuple[Any, ...]]:
    """Files by what they hang on: its id, or "completion" for the report of completion.

    One query, oldest first.
    """
    t = tables.attachment
    rows = s.execute(
        select(*_FILE)
        .where(t.c.community_id == community, t.c.subject_id == proposal)
        .where(t.c.ref.in_([*refs, proposal]), _shown(t))
        .order_by(t.c.at, t.c.attachment_id)
        .limit(MOST)
    )
    found: dict[str, tuple[Any, ...]] = {}
    for r in rows:
        key = "completion" if r.hangs_on == "completion" else r.ref
        found[key] = (*found.get(key, ()), r)
    return found


def one(s: Any, community: str, attachment: str) -> Any:
    """The file, or None; an erased one has no file_name, one of a hidden contribution is not found.
    Whether its proposal is open to the reader, the caller asks.
    """
    t = tables.attachment
    return s.execute(
        select(t).where(t.c.community_id == community, t.c.attachment_id == attachment, _shown(t))
    ).first()


def _shown(t: Any) -> Any:
    """SQL: it does not hang on a contribution that is hidden."""
    m = tables.moderation
    return (
        ~select(m.c.comment_id)
        .where(
            same(t, m, "subject_id", comment_id="ref"),
            m.c.state == "hidden",
        )
        .exists()
    )
