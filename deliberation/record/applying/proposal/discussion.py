"""Which rows contributions make: those made here, and those imported with their proposal."""

from typing import Any

from deliberation.charter.facts import read_time
from deliberation.charter.facts.proposal import propose
from deliberation.record.applying.base import Header, counted_up, new, on, written
from deliberation.record.applying.changes import Change


@on(propose.Commented)
def _commented(f: propose.Commented, h: Header) -> list[Change]:
    return [
        written(
            "comment",
            f,
            h,
            comment_id=f.comment,
            person_id=f.person,
            stance=f.stance,
            role=f.role,
            parent_id=f.parent,
            body=f.body,
        ),
        counted_up(f, h, comments=1),
    ]


@on(propose.CommentsImported)
def _comments_imported(f: propose.CommentsImported, h: Header) -> list[Change]:
    bodies = f.bodies or {}
    return [
        *(_comment_imported(f, h, e, bodies.get(e["id"])) for e in f.entries),
        counted_up(f, h, comments=len(f.entries)),
    ]


def _comment_imported(
    f: propose.CommentsImported, h: Header, e: dict[str, Any], body: str | None
) -> Change:
    return new(
        "comment",
        f,
        h,
        comment_id=e["id"],
        person_id=None,
        pseudonym=e["pseudonym"],
        stance="neutral",
        role="imported",
        parent_id=e["parent"],
        body=body,
        text_from=h.fact_id,
        at=read_time(e["at"]),
        votes_for=e["votes_for"],
        votes_against=e["votes_against"],
        source_id=e["source_id"],
    )
