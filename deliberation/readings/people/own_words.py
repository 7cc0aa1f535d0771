"""The words somebody wrote for themselves and where they still stand: what the desk erases at their
request (个人信息保护法 Art 47).

A text that was put to the vote and what was written in office belong to the community's record; the
desk erases those one by one, if at all.
"""

from typing import Any

from sqlalchemy import and_, or_, select, union_all

from deliberation.record import tables
from deliberation.record.tables.joins import same, same_subject

DRAFTS = ("proposal_drafted", "draft_revised")
OWN_REMARKS = ("withdrawal", "appealed", "recommendation_answered")


def erasable(s: Any, community: str, person: str) -> list[tuple[str, str]]:
    """(fact id, part) of every text of the person that still stands, oldest first.

    The roster entry itself is not in it.
    """
    f, b = tables.fact, tables.fact_body
    shown = and_(f.c.fact_id.in_(_written(community, person)), b.c.part == "text")
    drafted = and_(f.c.kind.in_(DRAFTS), f.c.subject_id.in_(_drafted(community, person)))
    office_only = f.c.fact_id.in_(_office_only(community, person))
    on_slips = f.c.fact_id.in_(_slips(community, person))
    unshown = and_(or_(office_only, drafted, on_slips), b.c.part == "private")
    rows = s.execute(
        select(f.c.fact_id, b.c.part)
        .join(b, same(f, b, "position"))
        .where(f.c.community_id == community, b.c.body.is_not(None), or_(shown, unshown))
        .order_by(f.c.position)
    )
    return [tuple(r) for r in rows]


def _written(community: str, person: str) -> Any:
    """Facts with words of theirs that everybody may read."""
    return union_all(
        *(
            select(table.c.text_from).where(table.c.community_id == community, *where)
            for table, where in _texts(person)
        )
    )


def _office_only(community: str, person: str) -> Any:
    """Facts with words that only an office reads: what they brought to it, and its answers."""
    m = tables.private_matter
    return union_all(
        *(
            select(c).where(m.c.community_id == community, m.c.person_id == person)
            for c in (m.c.private_from, m.c.answer_from)
        )
    )


def _texts(person: str) -> list[tuple[Any, tuple[Any, ...]]]:
    v, a, r = tables.proposal_version, tables.attachment, tables.remark
    own = [
        (t, (t.c.person_id == person,))
        for t in (tables.comment, tables.objection, tables.rating, tables.entry_correction)
    ]
    return [
        *own,
        (v, (v.c.by == person, _not_voted_on(v))),
        (r, (r.c.by == person, r.c.kind.in_(OWN_REMARKS))),
        (
            a,
            (
                a.c.by == person,
                or_(a.c.hangs_on == "comment", and_(a.c.hangs_on == "proposal", _not_voted_on(a))),
            ),
        ),
    ]


def _not_voted_on(table: Any) -> Any:
    p = tables.proposal
    return (
        ~select(p.c.proposal_id)
        .where(
            same_subject(table, p),
            p.c.notice_at.is_not(None),
        )
        .exists()
    )


def _slips(community: str, person: str) -> Any:
    t = tables.slip_photo
    return select(t.c.fact_id).where(t.c.community_id == community, t.c.person_id == person)


def _drafted(community: str, person: str) -> Any:
    """Proposals whose drafts are this person's: submitted by them, or still theirs alone."""
    p, v = tables.proposal, tables.proposal_version
    return union_all(
        select(v.c.proposal_id).where(
            v.c.community_id == community, v.c.by == person, v.c.why == "submitted"
        ),
        select(p.c.proposal_id).where(
            p.c.community_id == community, p.c.author_id == person, p.c.submitted_at.is_(None)
        ),
    )
