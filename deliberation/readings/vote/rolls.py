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

from sqlalchemy import and_, exists, func, select

from deliberation.charter.case import Case
from deliberation.charter.needs.rows import Proposal
from deliberation.charter.owning import OWNERS
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.readings.people.names import masked
from deliberation.record import tables
from deliberation.record.write.answers.owners import current_parties
from deliberation.record.write.answers.people import groups_of
from deliberation.record.write.answers.votes import electorate_query

from . import owners

PAGE = 100
BEFORE = (Stage.notice.value,)


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


@dataclass(frozen=True, slots=True)
class Mine:
    """The reader's own entry, or why there is none.

    `parties`: what each of their votes as an owner weighs; `ties`: what they own or act for today;
    `named`: who votes for their household.
    """

    on: bool
    role: str = ""
    recused: bool = False
    parties: tuple[owners.Party, ...] = ()
    ties: tuple[owners.Tie, ...] = ()
    address: str = ""
    named: str | None = None
    why: str = ""


def shown(p: Any) -> bool:
    """Whether a roll is to be seen: from the beginning of the notice on, for whoever got so far."""
    return p.notice_at is not None and p.stage not in ("draft", "gather", "take_up", "advise")


def _round(s: Any, community: str, p: Proposal) -> Any:
    t = tables.vote_round
    return s.execute(
        select(t).where(
            t.c.community_id == community,
            t.c.proposal_id == p.proposal_id,
            t.c.round_no == p.round_no,
        )
    ).first()


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
    p, rnd = case.proposal, None
    if p.stage not in BEFORE:
        rnd = _round(s, case.community.id, p)
    closes = rnd.closes_at if rnd is not None else None
    full = whole(case, closes)
    if rnd is not None:
        e = tables.roll_entry
        base = select(e.c.person_id, e.c.role).where(
            e.c.community_id == case.community.id,
            e.c.proposal_id == p.proposal_id,
            e.c.round_no == p.round_no,
        )
        lines, more = _lines(s, case, base.subquery(), after, full)
        return Roll(
            lines,
            more,
            rnd.members,
            rnd.opens_at,
            full,
            whole_until(case, closes) if case.vote.list_names else None,
        )
    if p.stage not in BEFORE:
        return Roll((), None, 0, None, False, None)
    if case.vote.electorate == OWNERS:
        parties = current_parties(s, case.community.id, p.group_id)
        voters = sorted({v for who, _, _ in parties for v in who})
        start = bisect_right(voters, after) if after else 0
        lines = _owners(s, case, voters[start : start + PAGE], full)
        return Roll(
            lines,
            voters[start + PAGE - 1] if len(voters) > start + PAGE else None,
            len(parties),
            None,
            full,
            None,
        )
    may = electorate_query(
        case.community.id, case.vote.electorate, p.group_id, case.now, case.rulebook
    ).subquery()
    lines, more = _lines(s, case, may, after, full)
    counted = (
        func.count(may.c.dwelling_id.distinct())
        if case.vote.electorate == HOUSEHOLDS
        else func.count()
    )
    return Roll(
        lines, more, s.execute(select(counted).select_from(may)).scalar_one(), None, full, None
    )


def _named(community: str, proposal: str, now: datetime) -> Any:
    """Columns of a line over `person`: name, building, in office now, recused."""
    p, o, r = tables.person, tables.office, tables.recusal
    office = exists(
        select(o.c.office_id).where(
            o.c.community_id == community,
            o.c.person_id == p.c.person_id,
            o.c.left_at.is_(None),
            o.c.starts_at <= now,
        )
    )
    stepped = exists(
        select(r.c.person_id).where(
            r.c.community_id == community,
            r.c.proposal_id == proposal,
            r.c.person_id == p.c.person_id,
        )
    )
    return (
        p.c.person_id,
        p.c.name,
        tables.dwelling.c.building,
        office.label("office"),
        stepped.label("recused"),
    )


def _people() -> Any:
    p, d = tables.person, tables.dwelling
    return p.outerjoin(
        d, and_(d.c.community_id == p.c.community_id, d.c.dwelling_id == p.c.dwelling_id)
    )


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
    return tuple(_line(r, r.role, full) for r in rows[:PAGE]), rows[PAGE - 1].person_id if len(
        rows
    ) > PAGE else None


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


# --- one's own entry
# ------------------------------------------------------------------------------------


def mine(s: Any, case: Case) -> Mine | None:
    """How the reader stands on the roll; None for a visitor, and where there is no roll."""
    p, me = case.proposal, case.actor.person_id
    if me is None:
        return None
    t, d = tables.person, tables.dwelling
    row = s.execute(
        select(
            t.c.standing,
            t.c.lives_here,
            t.c.tenure,
            t.c.dwelling_id,
            d.c.building,
            d.c.unit,
            d.c.room,
        )
        .select_from(_people())
        .where(t.c.community_id == case.community.id, t.c.person_id == me)
    ).first()
    if row is None:
        return None
    address = "-".join(x or "" for x in (row.building, row.unit, row.room))
    before = p.stage in BEFORE
    role, recused = _entry(s, case, me) if not before else _would_be(s, case, me)
    electorate = case.vote.electorate
    parties: tuple[owners.Party, ...] = ()
    ties: tuple[owners.Tie, ...] = ()
    if electorate == OWNERS:
        parties, _ = owners.mine(s, case.community.id, p, me)
        ties = tuple(t for t in owners.ties(s, case.community.id, me) if t.ended_at is None)
    named = _who_speaks(s, case.community.id, row.dwelling_id) if electorate == HOUSEHOLDS else None
    if role is not None or parties:
        return Mine(True, role or "owner", recused, parties, ties, address, named)
    return Mine(
        False, ties=ties, address=address, named=named, why=_why(s, case, row, me, named, before)
    )


def _entry(s: Any, case: Case, me: str) -> tuple[str | None, bool]:
    e, p = tables.roll_entry, case.proposal
    found = s.execute(
        select(e.c.role, e.c.recused).where(
            e.c.community_id == case.community.id,
            e.c.proposal_id == p.proposal_id,
            e.c.round_no == p.round_no,
            e.c.person_id == me,
        )
    ).first()
    return (found.role, bool(found.recused)) if found else (None, False)


def _would_be(s: Any, case: Case, me: str) -> tuple[str | None, bool]:
    p, r = case.proposal, tables.recusal
    recused = (
        s.execute(
            select(r.c.person_id).where(
                r.c.community_id == case.community.id,
                r.c.proposal_id == p.proposal_id,
                r.c.person_id == me,
            )
        ).first()
        is not None
    )
    if case.vote.electorate == OWNERS:
        return None, recused
    may = electorate_query(
        case.community.id, case.vote.electorate, p.group_id, case.now, case.rulebook
    ).subquery()
    role: str | None = s.execute(select(may.c.role).where(may.c.person_id == me)).scalar()
    return role, recused


def _who_speaks(s: Any, community: str, dwelling: str) -> str | None:
    h, t = tables.household_rep, tables.person
    name: str | None = s.execute(
        select(t.c.name)
        .select_from(
            h.join(t, and_(t.c.community_id == h.c.community_id, t.c.person_id == h.c.person_id))
        )
        .where(
            h.c.community_id == community,
            h.c.dwelling_id == dwelling,
            h.c.ended_at.is_(None),
            t.c.standing == "adult",
            t.c.lives_here.is_(True),
            t.c.dwelling_id == dwelling,
        )
    ).scalar()
    return name


def _why(s: Any, case: Case, row: Any, me: str, named: str | None, before: bool) -> str:
    """The first thing that keeps somebody off this roll."""
    electorate = case.vote.electorate
    if row.standing not in ("adult", "minor"):
        return "has_left"
    if row.standing == "minor":
        return "not_adult"
    if electorate == "reps_meeting":
        return "no_representative"
    if electorate == OWNERS:
        return "no_owner" if row.tenure != "owner" else "represented"
    if not row.lives_here:
        return "lives_elsewhere"
    if case.proposal.group_id and case.proposal.group_id not in groups_of(s, case.community.id, me):
        return "other_group"
    return "household_named" if named else "came_later" if not before else "unknown"
