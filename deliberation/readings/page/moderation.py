"""What was hidden and why: for the pages of proposals, the public log with its counts, and what was
reported and waits.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from deliberation.record import tables
from deliberation.record.tables.joins import same, same_subject

PAGE = 40


def comment(s: Any, community: str, proposal: str, comment_id: str) -> Any:
    """One contribution with its moderation row's state, reason, note and objection; None if there
    is none.
    """
    c, m = tables.comment, tables.moderation
    return s.execute(
        select(c.c.comment_id, c.c.body, c.c.at, m.c.state, m.c.reason, m.c.note, m.c.objection)
        .select_from(c.outerjoin(m, same(c, m, "subject_id", "comment_id")))
        .where(
            c.c.community_id == community, c.c.subject_id == proposal, c.c.comment_id == comment_id
        )
    ).first()


def hidden(s: Any, community: str, proposal: str, ids: Sequence[str]) -> dict[str, Any]:
    """comment id → its moderation row, for those of these contributions that are hidden now."""
    t = tables.moderation
    return (
        {
            r.comment_id: r
            for r in s.execute(
                select(t).where(
                    t.c.community_id == community,
                    t.c.subject_id == proposal,
                    t.c.comment_id.in_(ids),
                    t.c.state == "hidden",
                )
            )
        }
        if ids
        else {}
    )


def log(s: Any, community: str, before: Any = None) -> list[Any]:
    """Every hiding, newest first, with the title of the proposal or the announcement (whose id
    stands in `announcement_id`); also those that were shown again.
    """
    t, p, a = tables.moderation, tables.proposal, tables.announcement
    title = func.coalesce(p.c.title, a.c.title).label("title")
    query = (
        select(t, title, a.c.subject_id.label("announcement_id"))
        .outerjoin(p, same_subject(t, p))
        .outerjoin(a, same_subject(t, a))
        .where(t.c.community_id == community)
    )
    if before:
        query = query.where(t.c.at < before)
    return list(s.execute(query.order_by(t.c.at.desc(), t.c.comment_id).limit(PAGE + 1)))


def counts(s: Any, community: str) -> list[Any]:
    """(reason, state, how many)."""
    t = tables.moderation
    return list(
        s.execute(
            select(t.c.reason, t.c.state, func.count().label("n"))
            .where(t.c.community_id == community)
            .group_by(t.c.reason, t.c.state)
            .order_by(t.c.reason, t.c.state)
        )
    )


def reported(s: Any, community: str) -> list[Any]:
    """Contributions reported and not decided on, most reports first: proposal, comment, its words,
    how many reports.
    """
    r, c, m = tables.comment_report, tables.comment, tables.moderation
    decided = select(m.c.comment_id).where(same(r, m, "subject_id", "comment_id")).exists()
    reports = func.count()
    query = (
        select(r.c.subject_id, r.c.comment_id, c.c.body)
        .add_columns(reports.label("reports"), func.max(r.c.reason).label("reason"))
        .join(c, same(r, c, "subject_id", "comment_id"))
        .where(r.c.community_id == community, ~decided)
        .group_by(r.c.subject_id, r.c.comment_id, c.c.body)
        .order_by(reports.desc(), r.c.comment_id)
    )
    return list(s.execute(query.limit(PAGE)))


def reported_questions(s: Any, community: str) -> list[Any]:
    """Questions about announcements that were reported and not decided on, most reports first."""
    r, q, m = tables.comment_report, tables.announcement_question, tables.moderation
    decided = select(m.c.comment_id).where(same(r, m, "subject_id", "comment_id")).exists()
    reports = func.count()
    query = (
        select(r.c.subject_id, r.c.comment_id, q.c.body)
        .add_columns(reports.label("reports"), func.max(r.c.reason).label("reason"))
        .join(q, same(r, q, "subject_id", question_id="comment_id"))
        .where(r.c.community_id == community, ~decided)
        .group_by(r.c.subject_id, r.c.comment_id, q.c.body)
        .order_by(reports.desc(), r.c.comment_id)
    )
    return list(s.execute(query.limit(PAGE)))


def objections(s: Any, community: str) -> list[Any]:
    """Hidings objected to and not decided, by due date; `announcement_id` as in the log."""
    t, a = tables.moderation, tables.announcement
    return list(
        s.execute(
            select(t, a.c.subject_id.label("announcement_id"))
            .outerjoin(a, same_subject(t, a))
            .where(
                t.c.community_id == community,
                t.c.state == "hidden",
                t.c.objected_at.is_not(None),
                t.c.decided_at.is_(None),
            )
            .order_by(t.c.due_at)
            .limit(PAGE)
        )
    )
