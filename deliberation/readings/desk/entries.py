"""What was entered at the desk for somebody (代录): by act and by proposal, with corrections and
the photo of its slip.
"""

from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from deliberation.record import tables
from deliberation.record.tables.joins import of_one, same

PAGE = 30


def of_act(s: Any, community: str, act_id: str) -> tuple[Any, Any]:
    """(first fact of an act: fact_id, position, kind; its desk entry) or (None, None)."""
    f, d, t = tables.fact, tables.act_done, tables.desk_entry
    first = s.execute(
        select(f.c.fact_id, f.c.position, f.c.kind, f.c.subject_id, f.c.at)
        .join(d, same(f, d, "fact_id"))
        .where(d.c.community_id == community, d.c.act_id == act_id)
    ).first()
    if first is None:
        return None, None
    made = s.execute(
        select(t)
        .join(f, same(t, f, "fact_id"))
        .where(t.c.community_id == community, t.c.proposal_id == first.subject_id)
        .where(f.c.act_id == act_id)
    ).first()
    return first, made


def recent(s: Any, community: str, *, person: str | None = None, limit: int = PAGE) -> list[Any]:
    """The newest entries of the desk, or those for one person, with the proposal's title."""
    t, p, f = tables.desk_entry, tables.proposal, tables.fact
    query = (
        select(t, p.c.title, f.c.act_id)
        .select_from(t.join(p, same(t, p, "proposal_id")).join(f, same(t, f, "fact_id")))
        .where(t.c.community_id == community)
    )
    if person:
        query = query.where(t.c.person_id == person)
    return list(s.execute(query.order_by(t.c.at.desc(), t.c.fact_id.desc()).limit(limit)))


def marked(s: Any, community: str, proposal: str, act: str, refs: list[str]) -> frozenset[str]:
    """Which of these comments, objections or people were entered at the desk."""
    t = tables.desk_entry
    if not refs:
        return frozenset()
    return frozenset(
        s.execute(
            select(t.c.ref).where(
                t.c.community_id == community,
                t.c.proposal_id == proposal,
                t.c.act == act,
                t.c.ref.in_(refs),
            )
        ).scalars()
    )


def counts(s: Any, community: str, proposal: str) -> dict[str, int]:
    """How many acts of each name were entered at the desk for this proposal."""
    t = tables.desk_entry
    return dict(
        s.execute(
            select(t.c.act, func.count())
            .where(t.c.community_id == community, t.c.proposal_id == proposal)
            .group_by(t.c.act)
        ).all()
    )


def corrected(s: Any, community: str, proposal: str) -> dict[str, Any]:
    """{the comment or objection that was entered wrongly: its correction, with `right_ref`: the
    right one} of one proposal.
    """
    t, d = tables.entry_correction, tables.desk_entry
    right = and_(same(t, d, "proposal_id"), d.c.fact_id == t.c.right_id)
    rows = s.execute(
        select(t, d.c.ref.label("right_ref"))
        .select_from(t.outerjoin(d, right))
        .where(t.c.community_id == community, t.c.proposal_id == proposal)
        .where(t.c.act.in_(("comment", "object")))
        .limit(200)
    )
    return {r.ref: r for r in rows}


def corrections_of(s: Any, community: str, proposal: str, entry: str) -> tuple[Any, list[Any]]:
    """(the correction of this entry, or None; the wrong entries it puts right), each with the act
    ids of both.
    """
    t, f = tables.entry_correction, tables.fact
    wrong, right = f.alias(), f.alias()
    put_right = same(t, right, fact_id="right_id")
    query = (
        select(t, wrong.c.act_id.label("wrong_act"), right.c.act_id.label("right_act"))
        .select_from(t.join(wrong, same(t, wrong, "fact_id")).outerjoin(right, put_right))
        .where(t.c.community_id == community, t.c.proposal_id == proposal)
        .where(or_(t.c.fact_id == entry, t.c.right_id == entry))
    )
    rows = list(s.execute(query.limit(20)))
    own = next((r for r in rows if r.fact_id == entry), None)
    return own, [r for r in rows if r.fact_id != entry]


def said(s: Any, community: str, proposal: str, act: str, ref: str) -> Any:
    """The words of a comment, objection or rating that was entered: body, and stance, ground or
    score; None for a co-signature.
    """
    table, key = {
        "comment": (tables.comment, "comment_id"),
        "object": (tables.objection, "objection_id"),
        "rate": (tables.rating, "person_id"),
    }.get(act, (None, ""))
    if table is None:
        return None
    return s.execute(
        select(table).where(*of_one(table, community, proposal), table.c[key] == ref)
    ).first()


def photo(s: Any, community: str, act_id: str) -> Any:
    """The photo of the slip an act was entered from: digest, small, media_type; None without
    one.
    """
    t = tables.slip_photo
    return s.execute(
        select(t.c.digest, t.c.small, t.c.media_type).where(
            t.c.community_id == community, t.c.act_id == act_id
        )
    ).first()


_T, _F, _X = tables.desk_entry, tables.fact, tables.slip_photo
_FOR, _BY = tables.person.alias(), tables.person.alias()
_ENTERED = (
    _T.join(_F, same(_T, _F, "fact_id"))
    .join(_FOR, same(_T, _FOR, "person_id"))
    .join(_BY, same(_T, _BY, person_id="by"))
    .outerjoin(_X, and_(same(_F, _X, "act_id"), _X.c.proposal_id == _T.c.proposal_id))
)
_ENTRY = (
    _T.c.fact_id,
    _T.c.act,
    _T.c.at,
    _T.c.slip,
    _F.c.act_id,
    _FOR.c.name,
    _BY.c.name.label("by_name"),
    _X.c.digest,
    _X.c.small,
)


def of_proposal(
    s: Any, community: str, proposal: str, after: str | None = None
) -> tuple[list[Any], str | None]:
    """What was entered for one proposal, newest first: whose act, by whom, from which slip, whether
    corrected, with its photo; and the next key.
    """
    c = tables.entry_correction
    fixed = exists(select(c.c.fact_id).where(same(_T, c, "proposal_id", "fact_id")))
    query = (
        select(*_ENTRY, fixed.label("corrected"))
        .select_from(_ENTERED)
        .where(_T.c.community_id == community, _T.c.proposal_id == proposal)
    )
    if after:
        query = query.where(_T.c.fact_id < after)
    rows = list(s.execute(query.order_by(_T.c.fact_id.desc()).limit(PAGE + 1)))
    return rows[:PAGE], rows[PAGE - 1].fact_id if len(rows) > PAGE else None
