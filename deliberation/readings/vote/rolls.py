"""Who votes on one matter: the roll as it would be frozen now (from the beginning of the notice),
or as it was frozen; and how the reader stands on it.

The people in office are everybody's to see. Of any other roll a visitor sees how many come from
each group; the names are for who stands on it themselves, masked, and where the rules publish the
list (Organic Law Arts 17, 19) in full with the building, until its days after the close are over.
A fixed number of queries a page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import exists, func, select

from deliberation.charter.case import Case
from deliberation.charter.owning import OWNERS
from deliberation.charter.rulebook.community import PUBLIC, ROLL
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.readings import community as community_reading
from deliberation.readings.people import listing
from deliberation.readings.people.names import masked
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import in_round
from deliberation.record.write.answers.vote.electorate import electorate_query
from deliberation.record.write.answers.vote.owners import current_parties

from .own_entry import BEFORE, Mine, mine

__all__ = ["Line", "Mine", "Roll", "may_read", "mine", "page", "shown", "whole", "whole_until"]

PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `building` only where the list is published whole."""

    name: str
    role: str
    building: str | None
    recused: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """One page of the roll. `members`: 应到, people, households or owners; `groups`: how many from
    each group, of a roll that is not for this reader; `last`: whoever ends the page, where there is
    more, for `sealed` keys only; `whole_until`: full names until then; `frozen_at`: None while it
    is only shown.
    """

    lines: tuple[Line, ...]
    last: str | None
    members: int
    frozen_at: datetime | None
    whole: bool = False
    whole_until: datetime | None = None
    groups: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which lines: none of a roll that is not for the reader; `most` of them from a person on."""

    lines: bool
    full: bool
    after: str | None
    most: int


def shown(p: Any) -> bool:
    """Whether a roll is to be seen: from the beginning of the notice on, for whoever got so far."""
    return p.notice_at is not None and p.stage not in ("draft", "gather", "take_up", "advise")


def may_read(case: Case, own: Mine | None) -> bool:
    """Whether the reader, with this entry of their own, may read others' names on this roll."""
    names = case.rulebook.names_of(case.vote.electorate)
    return names == PUBLIC or (names == ROLL and own is not None and own.on)


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
    """Whether full names are shown now, to who may read them."""
    until = whole_until(case, closes_at)
    return case.vote.list_names and (until is None or case.now < until)


def page(
    s: Any,
    case: Case,
    own: Mine | None,
    after: str | None = None,
    *,
    posted: bool = False,
    most: int | None = None,
) -> Roll:
    """The roll of the present round from a person on, as the reader with this entry may see it.
    `posted`: as it hangs on the notice board.
    """
    p, most = case.proposal, most or PAGE
    lines = posted or may_read(case, own)
    on = posted or (own is not None and own.on)
    if p.stage in BEFORE:
        asked = _Asked(lines, on and whole(case, None), after, most)
        return (_owners_today if case.vote.electorate == OWNERS else _today)(s, case, asked)
    rnd = first(
        s,
        tables.vote_round,
        community_id=case.community.id,
        proposal_id=p.proposal_id,
        round_no=p.round_no,
    )
    if rnd is None:
        return Roll((), None, 0, None)
    return _frozen(s, case, rnd, _Asked(lines, on and whole(case, rnd.closes_at), after, most))


def _frozen(s: Any, case: Case, rnd: Any, asked: _Asked) -> Roll:
    """As it was frozen when the vote opened."""
    e, p = tables.roll_entry, case.proposal
    roll = (
        select(e.c.person_id, e.c.role)
        .where(in_round(e, case.community.id, p.proposal_id, p.round_no))
        .subquery()
    )
    lines, last = _lines(s, case, roll, asked)
    until = whole_until(case, rnd.closes_at) if case.vote.list_names else None
    groups = () if asked.lines else _groups(s, case, roll)
    return Roll(lines, last, rnd.members, rnd.opens_at, asked.full, until, groups)


def _owners_today(s: Any, case: Case, asked: _Asked) -> Roll:
    """Everybody who would cast for owners, were it frozen now."""
    parties = current_parties(s, case.community.id, case.proposal.group_id)
    if not asked.lines:
        return Roll((), None, len(parties), None)
    voters = {v for who, _, _ in parties for v in who}
    rows = s.execute(_in_order(s, case, _named(case), asked))
    cast = (r for r in rows if r.person_id in voters)
    lines, last = _cut(((r, "owner") for r in cast), asked)
    return Roll(lines, last, len(parties), None, asked.full)


def _today(s: Any, case: Case, asked: _Asked) -> Roll:
    """Everybody who would be on it, were it frozen now."""
    p, electorate = case.proposal, case.vote.electorate
    may = electorate_query(
        case.community.id, electorate, p.group_id, case.now, case.rulebook
    ).subquery()
    lines, last = _lines(s, case, may, asked)
    of_homes = electorate == HOUSEHOLDS
    counted = func.count(may.c.dwelling_id.distinct()) if of_homes else func.count()
    members = s.execute(select(counted).select_from(may)).scalar_one()
    groups = () if asked.lines else _groups(s, case, may)
    return Roll(lines, last, members, None, asked.full, None, groups)


def _groups(s: Any, case: Case, roll: Any) -> tuple[tuple[str, int], ...]:
    """How many of the roll live in each group, by its name; "" is where no group is."""
    p, d, c = tables.person, tables.dwelling, case.community.id
    query = (
        select(d.c.group_id, func.count())
        .select_from(listing.at_home(p, d).join(roll, roll.c.person_id == p.c.person_id))
        .where(p.c.community_id == c)
        .group_by(d.c.group_id)
    )
    found = dict(s.execute(query).all())
    names = community_reading.groups(s, c) if set(found) - {None} else {}
    listed = [(name, found[i]) for i, name in names.items() if i in found]
    return (*listed, *([("", found[None])] if None in found else ()))


def _named(case: Case) -> Any:
    """Columns of a line over `person`: name, building, in office now, recused."""
    p, o, r = tables.person, tables.office, tables.recusal
    held = (o.c.community_id == case.community.id, o.c.person_id == p.c.person_id)
    office = exists(
        select(o.c.office_id).where(*held, o.c.left_at.is_(None), o.c.starts_at <= case.now)
    )
    aside = (r.c.community_id == case.community.id, r.c.proposal_id == case.proposal.proposal_id)
    stepped = exists(select(r.c.person_id).where(*aside, r.c.person_id == p.c.person_id))
    building = tables.dwelling.c.building
    return p.c.person_id, p.c.name, building, office.label("office"), stepped.label("recused")


def _in_order(s: Any, case: Case, columns: Any, asked: _Asked, roll: Any = None) -> Any:
    """People of the roll (of everybody, where none is given) from a person on."""
    p, d, c = tables.person, tables.dwelling, case.community.id
    people = listing.at_home(p, d)
    if roll is not None:
        people = people.join(roll, roll.c.person_id == p.c.person_id)
    query = select(*columns).select_from(people).where(p.c.community_id == c)
    later = listing.beyond(s, c, asked.after)
    return (query if later is None else query.where(later)).order_by(*listing.order(p, d))


def _lines(s: Any, case: Case, roll: Any, asked: _Asked) -> tuple[tuple[Line, ...], str | None]:
    if not asked.lines:
        return (), None
    query = _in_order(s, case, (roll.c.role, *_named(case)), asked, roll)
    return _cut(((r, r.role) for r in s.execute(query.limit(asked.most + 1))), asked)


def _cut(rows: Iterable[tuple[Any, str]], asked: _Asked) -> tuple[tuple[Line, ...], str | None]:
    """The lines of one page, and whoever ends it where there is more."""
    found = list(islice(rows, asked.most + 1))
    last = found[asked.most - 1][0].person_id if len(found) > asked.most else None
    return tuple(_line(r, role, asked.full) for r, role in found[: asked.most]), last


def _line(r: Any, role: str, full: bool) -> Line:
    name = (r.name or "—") if full or r.office else masked(r.name)
    return Line(name, role, r.building if full else None, bool(r.recused))
