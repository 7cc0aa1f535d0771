"""Owners' votes: everything is compared twice, by heads and by exclusive floor area, and both must hold. Called by the close of a vote and by `verify`.

Civil Code Art 278: owners of at least two thirds of the area and two thirds of the heads take part; then more than half (or at least three quarters) of both.
Shares and heads are those of parties: one owner of several units is one head, the co-owners of a unit are one head and one vote (SPC interpretation 2020, Arts 8, 9).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from .motion import INVALID
from .threshold import Comparison, Threshold

RULE = "dual/1"
CHOICES = ("for", "against", "abstain")
NO_PART, PART = None, "signed_in"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sums: heads, or area in 0.01 m². `present` took part; `votes_abstain` are those of them neither for nor against."""

    members: int
    present: int
    votes_for: int
    votes_against: int
    votes_abstain: int
    quorum: Comparison
    majority: Comparison | None


@dataclass(frozen=True, slots=True)
class DualResult:
    """Both sums and what follows. `silent` (heads, area) is what followed the majority without a ballot, where the rules say so."""

    heads: Side
    area: Side
    silent: tuple[int, int]
    outcome: Literal["passed", "rejected", "inquorate"]


def count_dual(parties: Iterable[tuple[int, str | None]], *, quorum: Threshold, majority: Threshold, silence_joins: bool = False) -> DualResult:
    """Count parties of (area, choice). choice: for, against, abstain, "signed_in" (took part without a ballot, so abstains), or None (took no part).

    `silence_joins`: the weights of those who took no part follow the choice that more of both heads and area were cast for (a local rule, off by
    default); they never help to reach the quorum. Raises ValueError for unknown choices and negative areas.
    """
    counted = list(parties)
    if any(area < 0 for area, _ in counted):
        raise ValueError("negative area")
    if unknown := {str(c) for _, c in counted if c not in (*CHOICES, PART, NO_PART)}:
        raise ValueError(f"unknown choices: {sorted(unknown)}")
    joins = _joined(counted) if silence_joins else None
    heads = _side([(1, c) for _, c in counted], quorum, majority, joins)
    area = _side(counted, quorum, majority, joins)
    enough = heads.quorum.met and area.quorum.met
    silent = (sum(c is NO_PART for _, c in counted), sum(a for a, c in counted if c is NO_PART)) if joins and enough else (0, 0)
    if not enough:
        return DualResult(heads, area, silent, "inquorate")
    assert heads.majority is not None and area.majority is not None
    return DualResult(heads, area, silent, "passed" if heads.majority.met and area.majority.met else "rejected")


def party_choices(parties: Mapping[int, tuple[int, Iterable[str]]], ballots: Mapping[str, tuple[int, str]], attended: set[str]) -> list[tuple[int, str | None]]:
    """(area, choice) of each party in order of its number. `parties`: number → (area, its voters); `ballots`: voter → (position in the record, choice).

    Co-owners cast one vote: whichever of them cast last. Without a ballot, whoever signed in took part for the party.
    """
    found: list[tuple[int, str | None]] = []
    for number in sorted(parties):
        area, voters = parties[number]
        voters = list(voters)
        cast = [ballots[v] for v in voters if v in ballots]
        found.append((area, max(cast)[1] if cast else PART if attended.intersection(voters) else NO_PART))
    return found


def spoken(ballots: Mapping[str, tuple[int, str]], attended: set[str]) -> tuple[dict[str, tuple[int, str]], set[str]]:
    """The ballots that say something, and who took part: an invalid ballot on paper speaks for no party, and its voter took part."""
    valid = {voter: said for voter, said in ballots.items() if said[1] != INVALID}
    return valid, attended | (ballots.keys() - valid.keys())


def _joined(counted: list[tuple[int, str | None]]) -> str | None:
    """The choice that leads by heads and by area; None where the two disagree or are tied."""
    leads = set()
    for weigh in (lambda area: 1, lambda area: area):
        sums = {c: sum(weigh(a) for a, choice in counted if choice == c) for c in ("for", "against")}
        leads.add(None if sums["for"] == sums["against"] else max(sums, key=lambda c: sums[c]))
    return leads.pop() if len(leads) == 1 else None


def _side(weights: list[tuple[int, str | None]], quorum: Threshold, majority: Threshold, joins: str | None) -> Side:
    members = sum(w for w, _ in weights)
    present = sum(w for w, c in weights if c is not NO_PART)
    yes, no = (sum(w for w, c in weights if c == choice) for choice in ("for", "against"))
    enough = quorum.compare(present, members)
    more = None
    if enough.met:
        silent = members - present if joins else 0
        more = majority.compare(yes + (silent if joins == "for" else 0), present + silent)
    return Side(members, present, yes, no, present - yes - no, enough, more)
