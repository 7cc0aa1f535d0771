"""The ranked rules beside pref-voting on random ballots, every difference explained.

Runs in the environment of `make oracles`: pref-voting wants an older numpy than the product.
"""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings

from deliberation.counting.ranked.irv import count_irv
from deliberation.counting.ranked.meek import count_meek_stv
from deliberation.counting.ranked.pairs import count_ranked_pairs
from deliberation.counting.ranked.plurality import count_plurality, count_runoff
from deliberation.counting.ranked.profile import Profile
from deliberation.counting.ranked.scottish import count_scottish_stv
from deliberation.counting.result import Result

from .ranked_cases import profiles

pytest.importorskip("pref_voting", reason="pref-voting is not in this environment: make oracles")
from pref_voting import (
    iterative_methods,
    margin_based_methods,
    profiles_with_ties,
    proportional_methods,
    scoring_methods,
)
from pref_voting import (
    profiles as complete,
)

MANY = settings(max_examples=120, deadline=None)


class First:
    """Draws every lot in favour of the first, which is our ballot-paper order."""

    @staticmethod
    def choice(tied):
        return tied[0]


def linear(profile: Profile):
    return complete.Profile(
        [[c for (c,) in ranking] for _, ranking in profile.ballots], [n for n, _ in profile.ballots]
    )


def weak(profile: Profile):
    """As pref-voting holds short rankings and ties; whoever is not ranked comes last."""
    orders = [
        {c: place for place, group in enumerate(ranking, 1) for c in group}
        for _, ranking in profile.ballots
    ]
    theirs = profiles_with_ties.ProfileWithTies(
        orders, [n for n, _ in profile.ballots], candidates=list(range(len(profile.candidates)))
    )
    theirs.use_extended_strict_preference()
    return theirs


def numbers(result: Result, profile: Profile) -> list[int]:
    return sorted(map(profile.candidates.index, result.winners))


def agrees(result: Result, profile: Profile, theirs) -> None:
    """Theirs are all who can win however ties fall: ours is one of them, and the only one where we
    met no tie.
    """
    [ours] = numbers(result, profile)
    assert ours in theirs
    assert result.ties or list(theirs) == [ours]


@MANY
@given(profiles(complete=True, voters=9))
def test_instant_runoff(profile):
    agrees(count_irv(profile), profile, iterative_methods.instant_runoff_put(linear(profile)))


@MANY
@given(profiles())
def test_instant_runoff_with_short_ballots(profile):
    """pref-voting excludes all the last together, so the two are the same rule only where there is
    no tie.
    """
    result = count_irv(profile)
    assume(not result.ties)
    assert iterative_methods.instant_runoff_for_truncated_linear_orders(weak(profile)) == numbers(
        result, profile
    )


@MANY
@given(profiles(complete=True, voters=9))
def test_plurality_and_its_runoff(profile):
    agrees(count_plurality(profile, seats=1), profile, scoring_methods.plurality(linear(profile)))
    agrees(
        count_runoff(profile), profile, iterative_methods.plurality_with_runoff_put(linear(profile))
    )


@MANY
@given(profiles(ties=True, voters=6))
def test_ranked_pairs(profile):
    """Also with ties inside rankings, and where ties between margins are broken by the order of the
    paper.
    """
    result, theirs = count_ranked_pairs(profile), weak(profile)
    [ours] = numbers(result, profile)
    everyone = margin_based_methods.ranked_pairs(theirs)
    assert ours in everyone and (result.ties or everyone == [ours])
    assert margin_based_methods.ranked_pairs_tb(theirs) == [ours]


@MANY
@given(profiles(voters=400))
def test_scottish_vote(profile):
    result = count_scottish_stv(profile)
    theirs = proportional_methods.stv_scottish(weak(profile), num_seats=profile.seats, rng=First)
    assert sorted(theirs) == numbers(result, profile)


def settled(result: Result) -> bool:
    """Whether no decision of a Meek count was closer than 0.00001 vote."""
    close = Decimal("0.00001")
    gone: set[str] = set()
    for stage in result.working["stages"]:
        votes = {n: Decimal(v) for n, v in stage["totals"].items() if n not in gone}
        gone |= set(stage.get("excluded", ())) | set(stage["elected"])
        quota = Decimal(stage["quota"])
        if any(abs(v - quota) < close for n, v in votes.items()):
            return False
        if "candidate" in stage and any(
            abs(v - votes[stage["candidate"]]) < close
            for n, v in votes.items()
            if n != stage["candidate"]
        ):
            return False
    return True


@MANY
@given(profiles(voters=400))
def test_meek_vote(profile):
    """pref-voting counts in floats to 1e-10, and elects on the exact quota where the reference rule
    wants 0.000000001 more: only clear decisions are compared.
    """
    result = count_meek_stv(profile)
    assume(not result.ties and settled(result))
    assert sorted(proportional_methods.stv_meek(weak(profile), num_seats=profile.seats)) == numbers(
        result, profile
    )
