"""Owners' votes: everything is compared twice, by heads and by exclusive floor area, and both must
hold. Called by the close of a vote and by `verify`.

Civil Code Art 278: owners of at least two thirds of the area and two thirds of the heads take part;
then more than half (or at least three quarters) of both. Shares and heads are those of parties: one
owner of several units is one head, the co-owners of a unit are one head and one vote (SPC
interpretation 2020, Arts 8, 9).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from deliberation.counting.threshold import Comparison, Threshold

from .motion import INVALID

RULE = "dual/1"
CHOICES = ("for", "against", "abstain")
NO_PART, PART = None, "signed_in"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sums: heads, or area in 0.01 m². `present` took part; `votes_abstain` are
    those of them neither for nor against.
    """

    members: int
    present: int
    votes_for: int
    votes_against: int
    votes_abstain: int
    quorum: Comparison
    majority: Comparison | None

    @property
    def sums(self) -> list[int]:
        """As facts and workings say them: entitled, took part, for, against, neither."""
        return [self.members, self.present, self.votes_for, self.votes_against, self.votes_abstain]


@dataclass(frozen=True, slots=True)
class DualResult:
    """Both sums and what follows.

    `silent` (heads, area) is what followed the majority without a ballot, where the rules say so.
    """

    heads: Side
    area: Side
    silent: tuple[int, int]
    outcome: Literal["passed", "rejected", "inquorate"]


def count_dual(
    parties: Iterable[tuple[int, str | None]],
    *,
    quorum: Threshold,
    majority: Threshold,
    silence_joins: bool = False,
) -> DualResult:
    """Count parties of (area, choice). choice: for, against, abstain, "signed_in" (took part
    without a ballot, so abstains), or None (took no part).

    `silence_joins`: the weights of those who took no part follow the choice that more of both heads
    and area were cast for (a local rule, off by default); they never help to reach the quorum.
    Raises ValueError for unknown choices and negative areas.
    """
    counted = list(parties)
    _check(counted)
    heads, area = _summed([(1, c) for _, c in counted]), _summed(counted)
    return count_stated(heads, area, quorum=quorum, majority=majority, silence_joins=silence_joins)


def _check(parties: list[tuple[int, str | None]]) -> None:
    """ValueError for areas and choices that cannot be."""
    if any(area < 0 for area, _ in parties):
        raise ValueError("negative area")
    if unknown := {str(c) for _, c in parties if c not in (*CHOICES, PART, NO_PART)}:
        raise ValueError(f"unknown choices: {sorted(unknown)}")


def _judged(heads: Side, area: Side, joins: str | None) -> DualResult:
    enough = heads.quorum.met and area.quorum.met
    silent = (
        (heads.members - heads.present, area.members - area.present) if joins and enough else (0, 0)
    )
    if not enough:
        return DualResult(heads, area, silent, "inquorate")
    assert heads.majority is not None and area.majority is not None
    return DualResult(
        heads, area, silent, "passed" if heads.majority.met and area.majority.met else "rejected"
    )


@dataclass(frozen=True, slots=True)
class Stated:
    """Sums that somebody else counted, of heads or of area in 0.01 m²: those entitled, those who
    took part, what they said.
    """

    entitled: int
    present: int
    votes_for: int
    votes_against: int
    votes_abstain: int


def count_stated(
    heads: Stated,
    area: Stated,
    *,
    quorum: Threshold,
    majority: Threshold,
    silence_joins: bool = False,
) -> DualResult:
    """The rule of `count_dual` on sums counted elsewhere; whether they add up, `counting.official`
    asks.
    """
    joins = (
        _follows((heads.votes_for, heads.votes_against), (area.votes_for, area.votes_against))
        if silence_joins
        else None
    )
    return _judged(
        _weighed(heads, quorum, majority, joins), _weighed(area, quorum, majority, joins), joins
    )


def party_choices(
    parties: Mapping[int, tuple[int, Iterable[str]]],
    ballots: Mapping[str, tuple[int, str]],
    attended: set[str],
) -> list[tuple[int, str | None]]:
    """(area, choice) of each party in order of its number.

    `parties`: number → (area, its voters); `ballots`: voter → (position in the record, choice).

    Co-owners cast one vote: whichever of them cast last. Without a ballot, whoever signed in took
    part for the party.
    """
    found: list[tuple[int, str | None]] = []
    for number in sorted(parties):
        area, voters = parties[number]
        voters = list(voters)
        cast = [ballots[v] for v in voters if v in ballots]
        found.append(
            (area, max(cast)[1] if cast else PART if attended.intersection(voters) else NO_PART)
        )
    return found


def spoken(
    ballots: Mapping[str, tuple[int, str]], attended: set[str]
) -> tuple[dict[str, tuple[int, str]], set[str]]:
    """The ballots that say something, and who took part: an invalid ballot on paper speaks for no
    party, and its voter took part.
    """
    valid = {voter: said for voter, said in ballots.items() if said[1] != INVALID}
    return valid, attended | (ballots.keys() - valid.keys())


def one_each(
    parties: Mapping[int, Iterable[str]], ballots: Mapping[str, tuple[int, str]], attended: set[str]
) -> tuple[list[str], int]:
    """(the choices cast, how many took part) where each party has one vote and nothing is weighed:
    households.
    """
    said = [
        c
        for _, c in party_choices(
            dict(enumerate((1, parties[name]) for name in sorted(parties))), ballots, attended
        )
    ]
    return [c for c in said if c not in (NO_PART, PART)], sum(c is not NO_PART for c in said)


def _follows(heads: tuple[int, int], area: tuple[int, int]) -> str | None:
    """The choice that leads by heads and by area, of (for, against) each; None where the two
    disagree or are tied.
    """
    leads = {None if yes == no else "for" if yes > no else "against" for yes, no in (heads, area)}
    return leads.pop() if len(leads) == 1 else None


def _summed(weights: list[tuple[int, str | None]]) -> Stated:
    present = sum(w for w, c in weights if c is not NO_PART)
    yes, no = (sum(w for w, c in weights if c == choice) for choice in ("for", "against"))
    return Stated(sum(w for w, _ in weights), present, yes, no, present - yes - no)


def _weighed(s: Stated, quorum: Threshold, majority: Threshold, joins: str | None) -> Side:
    enough = quorum.compare(s.present, s.entitled)
    more = None
    if enough.met:
        silent = s.entitled - s.present if joins else 0
        more = majority.compare(s.votes_for + (silent if joins == "for" else 0), s.present + silent)
    return Side(s.entitled, s.present, s.votes_for, s.votes_against, s.votes_abstain, enough, more)
