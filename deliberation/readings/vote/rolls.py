"""Who votes on one matter: the roll as it would be frozen now (from the beginning of the notice),
or as it was frozen; and how the reader stands on it.

Names are masked except of office holders; where the rules publish the list (Organic Law Arts 17,
19) they are whole, with the building, until its days after the close are over. Paged by key, a
fixed number of queries a page.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select

from deliberation.charter.case import Case
from deliberation.charter.owning import OWNERS
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.readings.people.names import masked
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import in_round, same
from deliberation.record.write.answers.vote.electorate import electorate_query
from deliberation.record.write.answers.vote.owners import current_parties

from .own_entry import BEFORE, Mine, mine

__all__ = ["Line", "Mine", "Roll", "mine", "page", "shown", "whole", "whole_until"]

PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `building` only where the list is published whole."""

    person_id: str
    name: str
    role: str
    building: str | None
    recused: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """One page of the roll. `members`: 应到, people, households or owners; `whole_until`: full
    names until then; `frozen_at`: None while it is only shown.
    """

    lines: tuple[Line, ...]
    after: str | None
    members: int
    frozen_at: datetime | None
    whole: bool
    whole_until: datetime | None


def shown(p: Any) -> bool:
    """Whether a roll is to be seen: from the beginning of the notice on, for whoever got so far."""
    return p.notice_at is not None and p.stage not in ("draft", "gather", "take_up", "advise")


def whole_until(case: Case, closes_at: datetime | None) -> datetime | None:
    """When a published list is masked again: the end of its days after the close; None while the
    vote has no closing time.
    """
    return (
        None
        if closes_at is None
        else case.calendar.add_days(closes_at, case.vote.list_days, case.community.timezone).at
    )


def whole(case: Case, closes_at: datetime | None) -> bool:
    """Whether full names are shown now."""
    until = whole_until(case, closes_at)
    return case.vote.list_names and (until is None or case.now < until)


def page(s: Any, case: Case, after: str | None = None) -> Roll:
    """The roll of the present round from a person on."""
    p = case.proposal
    if p.stage in BEFORE:
        full = whole(case, None)
        if case.vote.electorate == OWNERS:
            return _owners_today(s, case, after, full)
        return _today(s, case, after, full)
    rnd = first(
        s,
        tables.vote_round,
        community_id=case.community.id,
        proposal_id=p.proposal_id,
        round_no=p.round_no,
    )
    return _frozen(s, case, rnd, after) if rnd is not None else Roll((), None, 0, None, False, None)


def _frozen(s: Any, case: Case, rnd: Any, after: str | None) -> Roll:
    """As it was frozen when the vote opened."""
    e, p = tables.roll_entry, case.proposal
    base = select(e.c.person_id, e.c.role).where(
        in_round(e, case.community.id, p.proposal_id, p.round_no),
    )
    full = whole(case, rnd.closes_at)
    lines, more = _lines(s, case, base.subquery(), after, full)
    until = whole_until(case, rnd.closes_at) if case.vote.list_names else None
    return Roll(lines, more, rnd.members, rnd.opens_at, full, until)


def _owners_today(s: Any, case: Case, after: str | None, full: bool) -> Roll:
    """Everybody who would cast for owners, were it frozen now."""
    parties = current_parties(s, case.community.id, case.proposal.group_id)
    voters = sorted({v for who, _, _ in parties for v in who})
    start = bisect_right(voters, after) if after else 0
    lines = _owners(s, case, voters[start : start + PAGE], full)
    more = voters[start + PAGE - 1] if len(voters) > start + PAGE else None
    return Roll(lines, more, len(parties), None, full, None)


def _today(s: Any, case: Case, after: str | None, full: bool) -> Roll:
    """Everybody who would be on it, were it frozen now."""
    p, electorate = case.proposal, case.vote.electorate
    may = electorate_query(
        case.community.id, electorate, p.group_id, case.now, case.rulebook
    ).subquery()
    lines, more = _lines(s, case, may, after, full)
    of_homes = electorate == HOUSEHOLDS
    counted = func.count(may.c.dwelling_id.distinct()) if of_homes else func.count()
    members = s.execute(select(counted).select_from(may)).scalar_one()
    return Roll(lines, more, members, None, full, None)


def _named(community: str, proposal: str, now: datetime) -> Any:
    """Columns of a line over `person`: name, building, in office now, recused."""
    p, o, r = tables.person, tables.office, tables.recusal
    held = (o.c.community_id == community, o.c.person_id == p.c.person_id)
    office = exists(select(o.c.office_id).where(*held, o.c.left_at.is_(None), o.c.starts_at <= now))
    aside = (r.c.community_id == community, r.c.proposal_id == proposal)
    stepped = exists(select(r.c.person_id).where(*aside, r.c.person_id == p.c.person_id))
    building = tables.dwelling.c.building
    return p.c.person_id, p.c.name, building, office.label("office"), stepped.label("recused")


def _people() -> Any:
    p, d = tables.person, tables.dwelling
    return p.outerjoin(d, same(p, d, "dwelling_id"))


def _lines(
    s: Any, case: Case, roll: Any, after: str | None, full: bool
) -> tuple[tuple[Line, ...], str | None]:
    p, c = tables.person, case.community.id
    query = (
        select(roll.c.role, *_named(c, case.proposal.proposal_id, case.now))
        .select_from(_people().join(roll, roll.c.person_id == p.c.person_id))
        .where(p.c.community_id == c)
        .order_by(p.c.person_id)
        .limit(PAGE + 1)
    )
    rows = s.execute(query.where(p.c.person_id > after) if after else query).all()
    more = rows[PAGE - 1].person_id if len(rows) > PAGE else None
    return tuple(_line(r, r.role, full) for r in rows[:PAGE]), more


def _owners(s: Any, case: Case, voters: Sequence[str], full: bool) -> tuple[Line, ...]:
    p, c = tables.person, case.community.id
    rows = s.execute(
        select(*_named(c, case.proposal.proposal_id, case.now))
        .select_from(_people())
        .where(p.c.community_id == c, p.c.person_id.in_(voters))
        .order_by(p.c.person_id)
    ).all()
    return tuple(_line(r, "owner", full) for r in rows)


def _line(r: Any, role: str, full: bool) -> Line:
    name = (r.name or "—") if full or r.office else masked(r.name)
    return Line(r.person_id, name, role, r.building if full else None, bool(r.recused))
