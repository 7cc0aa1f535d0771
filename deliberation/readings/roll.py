"""Who may vote on one proposal: shown from its notice on, as the roster stands; frozen when the vote opens. Read by the page of the roll.

Members of a meeting are named. Residents and owners are only counted: everybody finds their own entry, nobody that of others.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from deliberation.charter.owning import OWNERS
from deliberation.charter.rulebook import Rulebook
from deliberation.record import tables
from deliberation.record.answers.votes import electorate_query

from . import owners
from .people import PersonView, names

BEFORE = ("draft", "gather", "take_up", "advise")
MEETING = "reps_meeting"


@dataclass(frozen=True, slots=True)
class Roll:
    """`members`: heads that count in the base. `named`: the meeting's members. `sums`: of owners. `frozen`: since the vote opened."""

    electorate: str
    frozen: bool
    members: int
    named: tuple[tuple[PersonView, str, bool], ...] = ()
    sums: owners.Sums | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """The reader's own entry."""

    on_roll: bool
    recused: bool = False
    parties: tuple[owners.Party, ...] = ()
    ties: tuple[owners.Tie, ...] = ()


def of(s: Any, community: str, book: Rulebook, row: Any, now: datetime) -> Roll:
    """The roll, or who would stand on it today. A fixed number of queries."""
    electorate = owners.electorate(book, row)
    if electorate == OWNERS:
        found = owners.sums(s, community, row)
        return Roll(electorate, found.frozen, found.heads, sums=found)
    e = tables.roll_entry
    here = (e.c.community_id == community, e.c.proposal_id == row.proposal_id, e.c.round_no == row.round_no)
    frozen = bool(s.execute(select(func.count()).select_from(e).where(*here)).scalar())
    people = select(e.c.person_id, e.c.role, e.c.recused).where(*here) if frozen else electorate_query(community, electorate, row.group_id, now, book)
    if electorate != MEETING:
        return Roll(electorate, frozen, s.execute(select(func.count()).select_from(people.subquery())).scalar() or 0)
    rows = s.execute(people).all()
    who = names(s, community, [r.person_id for r in rows])
    named = sorted(((who[r.person_id], r.role, frozen and bool(r.recused)) for r in rows), key=lambda x: (x[1], x[0].name))
    return Roll(electorate, frozen, len(rows), tuple(named))


def mine(s: Any, community: str, book: Rulebook, row: Any, now: datetime, person: str) -> Mine:
    """Whether the reader may vote, and (of owners) for what."""
    electorate = owners.electorate(book, row)
    if electorate == OWNERS:
        parties, _ = owners.mine(s, community, row, person)
        return Mine(bool(parties), parties=parties, ties=tuple(t for t in owners.ties(s, community, person) if t.ended_at is None))
    e = tables.roll_entry
    entry = s.execute(select(e.c.recused).where(e.c.community_id == community, e.c.proposal_id == row.proposal_id, e.c.round_no == row.round_no, e.c.person_id == person)).first()
    if entry is not None:
        return Mine(True, bool(entry.recused))
    frozen = s.execute(select(e.c.person_id).where(e.c.community_id == community, e.c.proposal_id == row.proposal_id, e.c.round_no == row.round_no).limit(1)).first()
    people = electorate_query(community, electorate, row.group_id, now, book).subquery()
    return Mine(frozen is None and s.execute(select(people.c.person_id).where(people.c.person_id == person)).first() is not None)
