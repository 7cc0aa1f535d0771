"""What may be entered at the desk, for whom: open matters, residents who have not signed, and the
supervisors who may stand beside.
"""

from typing import Any

from sqlalchemy import exists, select

from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.record import tables
from deliberation.record.residing import resident
from deliberation.record.tables.joins import ROUND, same

from .entries import PAGE

_P = tables.proposal
_MATTER = (
    _P.c.proposal_id,
    _P.c.title,
    _P.c.stage,
    _P.c.number_year,
    _P.c.number,
    _P.c.due_at,
    _P.c.closes_at,
    _P.c.matter,
    _P.c.phase,
    _P.c.group_id,
    _P.c.rulebook,
    _P.c.phase.in_(BUDGET_PHASES).label("round"),
)


def open_matters(
    s: Any, community: str, person: str, after: str | None = None
) -> tuple[list[Any], str | None]:
    """Proposals at which a resident can do something, newest first, whether this person co-signed
    or wrote it, is on its roll, the number of the ballot on paper they hold, and the next key.
    """
    query = select(
        *_MATTER,
        _signed(person).label("signed"),
        (_P.c.author_id == person).label("mine"),
        _on_roll(person).label("on_roll"),
        _on_paper(person).label("paper"),
    ).where(_P.c.community_id == community, _P.c.stage.not_in(("draft", "closed")))
    if after:
        query = query.where(_P.c.proposal_id < after)
    rows = s.execute(query.order_by(_P.c.proposal_id.desc()).limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].proposal_id if len(rows) > PAGE else None


def _signed(person: str) -> Any:
    c = tables.cosignature
    own = (c.c.person_id == person, c.c.taken_back_at.is_(None))
    return exists(select(c.c.person_id).where(same(_P, c, "proposal_id"), *own))


def _on_roll(person: str) -> Any:
    e = tables.roll_entry
    own = (e.c.person_id == person, e.c.recused.is_(False))
    return exists(select(e.c.person_id).where(same(_P, e, *ROUND), *own))


def _on_paper(person: str) -> Any:
    h = tables.paper_holder
    return select(h.c.serial).where(same(_P, h, *ROUND), h.c.person_id == person).scalar_subquery()


def may_sign(
    s: Any, community: str, proposal: str, *, text: str, building: str, limit: int = 60
) -> list[Any]:
    """Adults living here, by building or name, who have not signed this proposal: for entering a
    sheet.
    """
    p, d = tables.person, tables.dwelling
    query = (
        select(p.c.person_id, p.c.name, d.c.building, d.c.unit, d.c.room)
        .select_from(p.join(d, same(p, d, "dwelling_id")))
        .where(p.c.community_id == community, resident(p), ~_has_signed(proposal))
        .where(~_wrote_it(proposal))
    )
    if building:
        query = query.where(d.c.building == building)
    if text:
        query = query.where(p.c.name.startswith(text, autoescape=True))
    by_address = query.order_by(d.c.building, d.c.unit, d.c.room, p.c.person_id)
    return list(s.execute(by_address.limit(limit)))


def _wrote_it(proposal: str) -> Any:
    p = tables.person
    whose = same(p, _P, author_id="person_id")
    return exists(select(_P.c.proposal_id).where(whose, _P.c.proposal_id == proposal)).correlate(p)


def _has_signed(proposal: str) -> Any:
    p, c = tables.person, tables.cosignature
    theirs = (same(p, c, "person_id"), c.c.proposal_id == proposal, c.c.taken_back_at.is_(None))
    return exists(select(c.c.person_id).where(*theirs))


def supervisors(s: Any, community: str, now: Any) -> list[Any]:
    """Supervisors in office: person_id, name."""
    o, p = tables.office, tables.person
    return list(
        s.execute(
            select(p.c.person_id, p.c.name)
            .select_from(o.join(p, same(o, p, "person_id")))
            .where(o.c.community_id == community, o.c.role == "supervisor")
            .where(o.c.left_at.is_(None), o.c.starts_at <= now)
            .order_by(p.c.person_id)
            .distinct()
        )
    )
