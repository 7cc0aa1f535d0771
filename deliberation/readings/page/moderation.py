"""What was hidden and why, and what was not: for the pages of proposals, the public log with its
counts, and what was reported and waits.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, select

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.decency import LOOKING
from deliberation.record import tables
from deliberation.record.tables.joins import same, same_subject

PAGE = 40


def comment(s: Any, community: str, proposal: str, comment_id: str) -> Any:
    """One contribution with its moderation row's state, reason, note and objection, and whether
    it waits to be looked at; None if there is none.
    """
    c, m = tables.comment, tables.moderation
    return s.execute(
        select(c.c.comment_id, c.c.body, c.c.at, m.c.state, m.c.reason, m.c.note, m.c.objection)
        .add_columns(waits(c, c.c.comment_id))
        .select_from(c.outerjoin(m, same(c, m, "subject_id", "comment_id")))
        .where(
            c.c.community_id == community, c.c.subject_id == proposal, c.c.comment_id == comment_id
        )
    ).first()


def reports(s: Any, community: str, subject: str, ref: str) -> list[Any]:
    """(reason, how many) of what was reported at an entry, the most often first; by whom is
    nobody's to see.
    """
    t, n = tables.comment_report, func.count().label("n")
    here = t.c.community_id == community, t.c.subject_id == subject, t.c.comment_id == ref
    query = select(t.c.reason, n).where(*here).group_by(t.c.reason)
    return list(s.execute(query.order_by(n.desc(), t.c.reason)))


def of_these(s: Any, community: str, proposal: str, ids: Sequence[str]) -> dict[str, Any]:
    """comment id → its moderation row, for those of these contributions that are hidden now, or
    were and are shown again for good.
    """
    t = tables.moderation
    return (
        {
            r.comment_id: r
            for r in s.execute(
                select(t).where(
                    t.c.community_id == community,
                    t.c.subject_id == proposal,
                    t.c.comment_id.in_(ids),
                    t.c.state.in_(("hidden", "shown")),
                )
            )
        }
        if ids
        else {}
    )


def log(s: Any, community: str, before: Any = None) -> list[Any]:
    """Whatever was looked at, newest first, with the title of the proposal or the announcement
    (whose id stands in `announcement_id`); also what was shown again, or never hidden.
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


def reported(s: Any, case: Case) -> list[Any]:
    """Contributions that wait to be looked at, the next due first, but the reader's own: proposal,
    comment, its words, by when, how many reports, and for what the last one was.
    """
    return _waiting(s, case, ActName.hide_comment, tables.comment, tables.comment.c.comment_id)


def reported_questions(s: Any, case: Case) -> list[Any]:
    """The same of questions about announcements."""
    q = tables.announcement_question
    return _waiting(s, case, ActName.hide_about, q, q.c.question_id)


def _waiting(s: Any, case: Case, act: ActName, t: Any, ident: Any) -> list[Any]:
    o, r = tables.obligation, tables.comment_report
    its = same(o, r, "subject_id", comment_id="ref")
    last = select(r.c.reason).where(its).order_by(r.c.at.desc(), r.c.person_id).limit(1)
    reports = select(func.count()).select_from(r).where(its)
    said = last.scalar_subquery().label("reason"), reports.scalar_subquery().label("reports")
    query = (
        select(o.c.subject_id, ident.label("comment_id"), t.c.body, o.c.due_at, *said)
        .join(t, and_(same(o, t, "subject_id"), ident == o.c.ref))
        .where(o.c.community_id == case.community.id, o.c.act == act.value)
        .where(o.c.ended_at.is_(None), t.c.person_id.is_distinct_from(case.actor.person_id))
    )
    return list(s.execute(query.order_by(o.c.due_at, o.c.ref).limit(PAGE)))


def waits(t: Any, ident: Any) -> Any:
    """SQL: an entry of this table was reported, and somebody has to look at it."""
    o = tables.obligation.alias()
    here = same(o, t, "subject_id"), o.c.ref == ident, o.c.ended_at.is_(None)
    return select(o.c.ref).where(*here, o.c.act.in_(LOOKING)).exists().label("waits")


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
