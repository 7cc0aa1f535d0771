"""Who votes for which units: one owner of several units is one party and one head, the co-owners of
a unit are one party with one vote.

SPC interpretation on condominium ownership (2020) Arts 8 and 9; Civil Code Art 278. Every unit
counts in the base, also where nobody is known who may act for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

OWNERS = "owners"  # the electorate


@dataclass(slots=True)
class Party:
    """One head: its voters (person ids, sorted), number of units, area in 0.01 m²."""

    voters: set[str] = field(default_factory=set)
    units: int = 0
    area: int = 0


@dataclass(frozen=True, slots=True)
class Owner:
    """One person's tie to one unit."""

    dwelling: str
    person: str
    adult: bool


def parties(
    areas: Mapping[str, int], owners: Iterable[Owner], represented: Mapping[str, tuple[str, str]]
) -> list[tuple[list[str], int, int]]:
    """[(voters, units, area)] in a fixed order. areas: dwelling → 0.01 m²; represented: dwelling →
    (representation, person).

    Children of the household are owners only where no adult is. Where a representative is recorded,
    they vote and nobody else; several units of one representation are one owner's. A unit without a
    known owner is a party of its own.
    """
    by_unit = _by_unit(owners)
    found: dict[tuple[str, ...], Party] = {}
    for dwelling in sorted(areas):
        here, speaks = by_unit.get(dwelling, []), represented.get(dwelling)
        adults = [o for o in here if o.adult]
        party = found.setdefault(_head(dwelling, adults or here, speaks), Party())
        party.units += 1
        party.area += areas[dwelling]
        party.voters |= {speaks[1]} if speaks else {o.person for o in adults}
    return [(sorted(p.voters), p.units, p.area) for p in found.values()]


def _by_unit(owners: Iterable[Owner]) -> dict[str, list[Owner]]:
    found: dict[str, list[Owner]] = {}
    for owner in owners:
        found.setdefault(owner.dwelling, []).append(owner)
    return found


def _head(
    dwelling: str, owners: Iterable[Owner], speaks: tuple[str, str] | None
) -> tuple[str, ...]:
    """What makes units one party: the same owners, else the same representation."""
    if who := sorted({o.person for o in owners}):
        return "owners", *who
    return ("represented", speaks[0]) if speaks else ("unit", dwelling)
