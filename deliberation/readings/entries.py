"""What was entered at the desk for somebody (代录), who may be entered for, and requests to take
away a second factor.
"""

from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.record import tables

PAGE = 30


def of_act(s: Any, community: str, act_id: str) -> tuple[Any, Any]:
    """(first fact of an act: fact_id, position, kind; its desk entry) or (None, None)."""
    f, d, t = tables.fact, tables.act_done, tables.desk_entry
    first = s.execute(
        select(f.c.fact_id, f.c.position, f.c.kind, f.c.proposal_id, f.c.at)
        .join(d, and_(d.c.community_id == f.c.community_id, d.c.fact_id == f.c.fact_id))
        .where(d.c.community_id == community, d.c.act_id == act_id)
    ).first()
    if first is None:
        return None, None
    made = s.execute(
        select(t)
        .join(f, and_(f.c.community_id == t.c.community_id, f.c.fact_id == t.c.fact_id))
        .where(
            t.c.community_id == community,
            t.c.proposal_id == first.proposal_id,
            f.c.act_id == act_id,
        )
    ).first()
    return first, made


def recent(s: Any, community: str, *, person: str | None = None, limit: int = PAGE) -> list[Any]:
    """The newest entries of the desk, or those for one person, with the proposal's title."""
    t, p, f = tables.desk_entry, tables.proposal, tables.fact
    query = (
        select(t, p.c.title, f.c.act_id)
        .select_from(
            t.join(
                p, and_(p.c.community_id == t.c.community_id, p.c.proposal_id == t.c.proposal_id)
            ).join(f, and_(f.c.community_id == t.c.community_id, f.c.fact_id == t.c.fact_id))
        )
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
    query = select(t, d.c.ref.label("right_ref")).select_from(
        t.outerjoin(
            d,
            and_(
                d.c.community_id == t.c.community_id,
                d.c.proposal_id == t.c.proposal_id,
                d.c.fact_id == t.c.right_id,
            ),
        )
    )
    return {
        r.ref: r
        for r in s.execute(
            query.where(
                t.c.community_id == community,
                t.c.proposal_id == proposal,
                t.c.act.in_(("comment", "object")),
            ).limit(200)
        )
    }


def corrections_of(s: Any, community: str, proposal: str, entry: str) -> tuple[Any, list[Any]]:
    """(the correction of this entry, or None; the wrong entries it puts right), each with the act
    ids of both.
    """
    t, f = tables.entry_correction, tables.fact
    wrong, right = f.alias(), f.alias()
    query = (
        select(t, wrong.c.act_id.label("wrong_act"), right.c.act_id.label("right_act"))
        .select_from(
            t.join(
                wrong,
                and_(wrong.c.community_id == t.c.community_id, wrong.c.fact_id == t.c.fact_id),
            ).outerjoin(
                right,
                and_(right.c.community_id == t.c.community_id, right.c.fact_id == t.c.right_id),
            )
        )
        .where(
            t.c.community_id == community,
            t.c.proposal_id == proposal,
            or_(t.c.fact_id == entry, t.c.right_id == entry),
        )
    )
    rows = list(s.execute(query.limit(20)))
    return next((r for r in rows if r.fact_id == entry), None), [
        r for r in rows if r.fact_id != entry
    ]


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
        select(table).where(
            table.c.community_id == community, table.c.proposal_id == proposal, table.c[key] == ref
        )
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


def of_proposal(
    s: Any, community: str, proposal: str, after: str | None = None
) -> tuple[list[Any], str | None]:
    """What was entered for one proposal, newest first: whose act, by whom, from which slip, whether
    corrected, with its photo; and the next key.
    """
    t, f, p, x, c = (
        tables.desk_entry,
        tables.fact,
        tables.person,
        tables.slip_photo,
        tables.entry_correction,
    )
    by = p.alias()
    fixed = exists(
        select(c.c.fact_id).where(
            c.c.community_id == t.c.community_id,
            c.c.proposal_id == t.c.proposal_id,
            c.c.fact_id == t.c.fact_id,
        )
    )
    query = (
        select(
            t.c.fact_id,
            t.c.act,
            t.c.at,
            t.c.slip,
            f.c.act_id,
            p.c.name,
            by.c.name.label("by_name"),
            x.c.digest,
            x.c.small,
            fixed.label("corrected"),
        )
        .select_from(
            t.join(f, and_(f.c.community_id == t.c.community_id, f.c.fact_id == t.c.fact_id))
            .join(p, and_(p.c.community_id == t.c.community_id, p.c.person_id == t.c.person_id))
            .join(by, and_(by.c.community_id == t.c.community_id, by.c.person_id == t.c.by))
            .outerjoin(
                x,
                and_(
                    x.c.community_id == f.c.community_id,
                    x.c.act_id == f.c.act_id,
                    x.c.proposal_id == t.c.proposal_id,
                ),
            )
        )
        .where(t.c.community_id == community, t.c.proposal_id == proposal)
    )
    if after:
        query = query.where(t.c.fact_id < after)
    rows = list(s.execute(query.order_by(t.c.fact_id.desc()).limit(PAGE + 1)))
    return rows[:PAGE], rows[PAGE - 1].fact_id if len(rows) > PAGE else None


def open_matters(
    s: Any, community: str, person: str, after: str | None = None
) -> tuple[list[Any], str | None]:
    """Proposals at which a resident can do something, newest first, whether this person co-signed
    or wrote it, is on its roll, and the next key.
    """
    p, c, e = tables.proposal, tables.cosignature, tables.roll_entry
    signed = exists(
        select(c.c.person_id).where(
            c.c.community_id == p.c.community_id,
            c.c.proposal_id == p.c.proposal_id,
            c.c.person_id == person,
            c.c.taken_back_at.is_(None),
        )
    )
    on_roll = exists(
        select(e.c.person_id).where(
            e.c.community_id == p.c.community_id,
            e.c.proposal_id == p.c.proposal_id,
            e.c.round_no == p.c.round_no,
            e.c.person_id == person,
            e.c.recused.is_(False),
        )
    )
    query = select(
        p.c.proposal_id,
        p.c.title,
        p.c.stage,
        p.c.number_year,
        p.c.number,
        p.c.due_at,
        p.c.matter,
        p.c.phase,
        p.c.group_id,
        p.c.rulebook,
        p.c.phase.in_(BUDGET_PHASES).label("round"),
        signed.label("signed"),
        (p.c.author_id == person).label("mine"),
        on_roll.label("on_roll"),
    ).where(p.c.community_id == community, p.c.stage.not_in(("draft", "closed")))
    if after:
        query = query.where(p.c.proposal_id < after)
    rows = s.execute(query.order_by(p.c.proposal_id.desc()).limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].proposal_id if len(rows) > PAGE else None


def may_sign(
    s: Any, community: str, proposal: str, *, text: str, building: str, limit: int = 60
) -> list[Any]:
    """Adults living here, by building or name, who have not signed this proposal: for entering a
    sheet.
    """
    p, d, c = tables.person, tables.dwelling, tables.cosignature
    signed = exists(
        select(c.c.person_id).where(
            c.c.community_id == p.c.community_id,
            c.c.proposal_id == proposal,
            c.c.person_id == p.c.person_id,
            c.c.taken_back_at.is_(None),
        )
    )
    query = (
        select(p.c.person_id, p.c.name, d.c.building, d.c.unit, d.c.room)
        .select_from(
            p.join(
                d, and_(d.c.community_id == p.c.community_id, d.c.dwelling_id == p.c.dwelling_id)
            )
        )
        .where(
            p.c.community_id == community,
            p.c.standing == "adult",
            p.c.lives_here.is_(True),
            ~signed,
        )
    )
    if building:
        query = query.where(d.c.building == building)
    if text:
        query = query.where(p.c.name.startswith(text, autoescape=True))
    return list(
        s.execute(query.order_by(d.c.building, d.c.unit, d.c.room, p.c.person_id).limit(limit))
    )


def supervisors(s: Any, community: str, now: Any) -> list[Any]:
    """Supervisors in office: person_id, name."""
    o, p = tables.office, tables.person
    return list(
        s.execute(
            select(p.c.person_id, p.c.name)
            .select_from(
                o.join(
                    p, and_(p.c.community_id == o.c.community_id, p.c.person_id == o.c.person_id)
                )
            )
            .where(
                o.c.community_id == community,
                o.c.role == "supervisor",
                o.c.left_at.is_(None),
                o.c.starts_at <= now,
            )
            .order_by(p.c.person_id)
            .distinct()
        )
    )


def resets(
    s: Any,
    community: str,
    *,
    person: str | None = None,
    state: str | None = None,
    limit: int = PAGE,
) -> list[Any]:
    """Requests to take away a second factor, newest first, with the names of the three people."""
    t, p = tables.factor_reset, tables.person
    who, asked, decided = p.alias(), p.alias(), p.alias()

    def named(a: Any, column: Any) -> Any:
        return and_(a.c.community_id == t.c.community_id, a.c.person_id == column)

    query = (
        select(
            t,
            who.c.name.label("name"),
            asked.c.name.label("asked_name"),
            decided.c.name.label("decided_name"),
        )
        .select_from(
            t.join(who, named(who, t.c.person_id))
            .join(asked, named(asked, t.c.asked_by))
            .outerjoin(decided, named(decided, t.c.decided_by))
        )
        .where(t.c.community_id == community)
    )
    if person:
        query = query.where(t.c.person_id == person)
    if state:
        query = query.where(t.c.state == state)
    return list(s.execute(query.order_by(t.c.asked_at.desc(), t.c.reset_id.desc()).limit(limit)))
