"""What owners weigh in one vote, and by their one name what they own and what was counted, which
stand beside this.

Read by the desk, by a person's own pages, the roll, the ballot and the result.

Addresses are shown to the desk and to the person themselves only; the public sees sums. Areas are
in 0.01 m².
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from deliberation.charter.rulebook import Rulebook
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, same
from deliberation.record.write.answers.vote.owners import current_parties

from .owner_counts import Counted, counted
from .owner_ties import Tie, find_units, ties

__all__ = [
    "Counted",
    "Party",
    "Sums",
    "Tie",
    "counted",
    "electorate",
    "find_units",
    "mine",
    "sums",
    "ties",
]

BEFORE = ("draft", "gather", "take_up", "advise", "notice")  # the roll is not frozen yet
_A, _V = tables.owner_party, tables.owner_party_voter


@dataclass(frozen=True, slots=True)
class Party:
    """One head somebody votes for: units, area in 0.01 m², and whether others may cast this one
    vote as well.
    """

    units: int
    area: int
    shared: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """The base of a vote of owners. `mute`: heads (and their area) for whom nobody may vote."""

    heads: int
    units: int
    area: int
    mute: int
    mute_area: int
    frozen: bool


def electorate(book: Rulebook, row: Any) -> str:
    """Who decides this proposal, by its kind and whether it is one group's.

    `row`: the proposal's.
    """
    kind = book.kinds.get(row.matter) or book.kind("ordinary")
    return kind.vote[kind.scope(row)].electorate


def mine(s: Any, community: str, row: Any, person: str) -> tuple[tuple[Party, ...], bool]:
    """The heads somebody votes for, and whether the roll is frozen: from the frozen parties, before
    opening from the roster of today.
    """
    rows = _frozen_of(s, community, row, person)
    if rows or row.stage not in BEFORE:
        return tuple(Party(x.units, x.area, x.voters > 1) for x in rows), True
    found = [
        (units, area, len(voters) > 1)
        for voters, units, area in current_parties(s, community, row.group_id)
        if person in voters
    ]
    return tuple(Party(*x) for x in sorted(found, key=lambda x: -x[1])), False


def _frozen_of(s: Any, community: str, row: Any, person: str) -> list[Any]:
    """Units, area and number of voters of each party somebody may cast for."""
    others = _V.alias()
    together = (
        select(func.count())
        .select_from(others)
        .where(same(_V, others, *ROUND, "party_no"))
        .scalar_subquery()
    )
    query = (
        select(_A.c.units, _A.c.area, together.label("voters"))
        .select_from(_V.join(_A, same(_V, _A, *ROUND, "party_no")))
        .where(_V.c.community_id == community, _V.c.proposal_id == row.proposal_id)
        .where(_V.c.round_no == row.round_no, _V.c.person_id == person)
        .order_by(_A.c.area.desc())
    )
    return list(s.execute(query))


def sums(s: Any, community: str, row: Any) -> Sums:
    """Heads, units and area a vote is counted of; as frozen, before opening as the roster stands
    today.
    """
    rows = _frozen_sums(s, community, row)
    if not rows:
        return _sums_today(s, community, row.group_id)
    mute = [x for x in rows if not x.spoken]
    return Sums(
        sum(x.heads for x in rows),
        sum(int(x.units) for x in rows),
        sum(int(x.area) for x in rows),
        sum(x.heads for x in mute),
        sum(int(x.area) for x in mute),
        True,
    )


def _frozen_sums(s: Any, community: str, row: Any) -> list[Any]:
    """One row of those for whom somebody may vote, one of the others."""
    spoken = select(_V.c.party_no).where(same(_A, _V, *ROUND, "party_no")).exists()
    query = (
        select(
            spoken.label("spoken"),
            func.count().label("heads"),
            func.sum(_A.c.units).label("units"),
            func.sum(_A.c.area).label("area"),
        )
        .where(_A.c.community_id == community, _A.c.proposal_id == row.proposal_id)
        .where(_A.c.round_no == row.round_no)
        .group_by(spoken)
    )
    return list(s.execute(query))


def _sums_today(s: Any, community: str, group: str | None) -> Sums:
    now = current_parties(s, community, group)
    mute = [area for voters, _, area in now if not voters]
    units, area = sum(u for _, u, _ in now), sum(area for _, _, area in now)
    return Sums(len(now), units, area, len(mute), sum(mute), False)
