"""Which rows these make. Facts of keeping the discussion decent: what was reported, hidden with a
reason, objected to, and decided. The words themselves stay.
"""

from typing import Any

from deliberation.charter.facts.proposal import decency
from deliberation.record.applying.base import Header, hanging, new, on, written
from deliberation.record.applying.changes import Change, Put, Set


@on(decency.CommentReported)
def _comment_reported(f: decency.CommentReported, h: Header) -> list[Change]:
    return [
        new("comment_report", f, h, comment_id=f.comment, person_id=f.by, reason=f.reason, at=h.at)
    ]


@on(decency.CommentHidden)
def _comment_hidden(f: decency.CommentHidden, h: Header) -> list[Change]:
    return [_looked_at(f, h, "hidden")]


@on(decency.CommentKept)
def _comment_kept(f: decency.CommentKept, h: Header) -> list[Change]:
    return [_looked_at(f, h, "kept")]


def _looked_at(f: decency.CommentHidden | decency.CommentKept, h: Header, state: str) -> Change:
    """Instead of what was found when it was looked at before, if it was."""
    found = written(
        "moderation",
        f,
        h,
        comment_id=f.comment,
        person_id=f.person,
        state=state,
        reason=f.reason,
        by=f.by,
        note=f.note,
        objection=None,
        objection_from=None,
        objected_at=None,
        due_at=None,
        decided_by=None,
        decided_at=None,
        decision=None,
        decision_from=None,
    )
    return Put(found.table, found.row)


def _moderation(f: Any, h: Header, **values: Any) -> list[Change]:
    return [
        Set(
            "moderation",
            hanging(f, h, comment_id=f.comment),
            values,
        )
    ]


@on(decency.HidingObjected)
def _hiding_objected(f: decency.HidingObjected, h: Header) -> list[Change]:
    return _moderation(
        f, h, objection=f.body, objection_from=h.fact_id, objected_at=h.at, due_at=f.due_at
    )


@on(decency.HidingDecided)
def _hiding_decided(f: decency.HidingDecided, h: Header) -> list[Change]:
    return _moderation(
        f,
        h,
        state="hidden" if f.outcome == "upheld" else "shown",
        decided_by=f.by,
        decided_at=h.at,
        decision=f.reasons,
        decision_from=h.fact_id,
    )
