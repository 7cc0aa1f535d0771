"""Every ranked rule: the same for all voters and candidates, seats filled, nothing lost, ties told;
and what each rule promises beyond that.
"""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.counting.ranked.irv import count_irv
from deliberation.counting.ranked.meek import count_meek_stv
from deliberation.counting.ranked.pairs import count_ranked_pairs, pairwise
from deliberation.counting.ranked.plurality import count_plurality, count_runoff
from deliberation.counting.ranked.profile import Profile
from deliberation.counting.ranked.scottish import count_scottish_stv
from deliberation.counting.ties import lot

from .ranked_cases import ALL_RULES, MANY_SEATS, NAMES, profiles, renamed, seats_for

BRIEF = settings(max_examples=40, deadline=None)


def votes(*lines: str, seats: int = 1) -> Profile:
    """ "3 ab c" is three ballots with Ai and Bo tied first, then Cai."""
    numbers = {letter: i for i, letter in enumerate("abcdef")}
    ballots = tuple(
        (int(w), tuple(tuple(numbers[c] for c in group) for group in groups))
        for w, *groups in map(str.split, lines)
    )
    return Profile(NAMES[: 1 + max(c for _, r in ballots for g in r for c in g)], ballots, seats)


@pytest.mark.slow
@pytest.mark.parametrize("rule", ALL_RULES)
@BRIEF
@given(data=st.data())
def test_no_matter_who_the_candidates_are(rule, data):
    profile = data.draw(profiles(ties=True))
    order = data.draw(st.permutations(range(len(profile.candidates))))
    one, two = (rule(p, seats=seats_for(rule, profile)) for p in (profile, renamed(profile, order)))
    if not one.ties:
        assert not two.ties and sorted(one.winners) == sorted(two.winners)
    lots = [
        rule(p, seats=seats_for(rule, profile), seed="7c2f")
        for p in (profile, renamed(profile, order))
    ]
    assert sorted(lots[0].winners) == sorted(
        lots[1].winners
    )  # a lot is drawn of names, wherever they stand


@pytest.mark.slow
@pytest.mark.parametrize("rule", ALL_RULES)
@BRIEF
@given(data=st.data())
def test_no_matter_who_the_voters_are(rule, data):
    profile = data.draw(profiles(ties=True))
    single = [(1, r) for n, r in profile.ballots for _ in range(n)]
    other = Profile(
        profile.candidates,
        tuple(data.draw(st.permutations(single)) if len(single) < 60 else single[::-1]),
        profile.seats,
    )
    assert rule(other, seats=seats_for(rule, profile)) == rule(
        profile, seats=seats_for(rule, profile)
    )


@pytest.mark.parametrize("rule", MANY_SEATS)
@BRIEF
@given(profiles(ties=True))
def test_seats_are_filled(rule, profile):
    winners = rule(profile, seats=profile.seats).winners
    assert len(winners) == len(set(winners)) == profile.seats


@pytest.mark.slow
@pytest.mark.parametrize("rule", ALL_RULES)
@BRIEF
@given(profiles(ties=True))
def test_a_result_is_json_and_who_withdrew_is_never_there(rule, profile):
    gone = Profile(
        profile.candidates,
        profile.ballots,
        min(profile.seats, len(profile.candidates) - 1),
        withdrawn=frozenset({0}),
    )
    result = rule(gone, seats=seats_for(rule, gone))
    assert profile.candidates[0] not in result.winners and result.as_json()
    without = Profile(
        profile.candidates[1:],
        tuple(
            (n, tuple(g for g in (tuple(c - 1 for c in g if c) for g in r) if g))
            for n, r in profile.ballots
        ),
        gone.seats,
    )
    assert rule(without, seats=seats_for(rule, without)).winners == result.winners


@pytest.mark.parametrize("rule", ALL_RULES)
def test_where_everybody_withdrew_nobody_is_elected(rule):
    ballots = ((3, ((0,), (1,))),)
    nobody = Profile(NAMES[:2], ballots, 1, withdrawn=frozenset({0, 1}))
    result = rule(nobody, seats=1)
    assert result.winners == () and result.ties == [] and result.as_json()
    assert result.working["withdrawn"] == list(NAMES[:2])


@pytest.mark.parametrize("rule", ALL_RULES)
def test_seats_that_cannot_be(rule):
    profile = votes("3 a b", "2 b a")
    for seats in (0, -1) if rule in MANY_SEATS else (0, 2):
        with pytest.raises(ValueError):
            rule(profile, seats=seats)


@pytest.mark.slow
@pytest.mark.parametrize("rule", (count_scottish_stv, count_meek_stv))
@BRIEF
@given(profiles(ties=True, voters=2000))
def test_no_vote_is_made_or_lost(rule, profile):
    result = rule(profile)
    for stage in result.working["stages"]:
        there = (
            sum(map(Decimal, stage["totals"].values()))
            + Decimal(stage["not_transferable"])
            + Decimal(stage.get("lost", 0))
        )
        assert there == result.working["valid"]
        assert all(
            Decimal(v) >= 0
            for v in (*stage["totals"].values(), stage["not_transferable"], stage.get("lost", "0"))
        )


@pytest.mark.slow
@BRIEF
@given(profiles(voters=2000))
def test_a_solid_majority_fills_its_seats(profile):
    """Droop proportionality for one candidate: who stands first on more than a quota of papers is
    in, by either transferable vote.
    """
    first = Counter()
    for n, ranking in profile.ballots:
        first[profile.candidates[ranking[0][0]]] += n
    strong = {name for name, n in first.items() if n >= profile.voters // (profile.seats + 1) + 1}
    for rule in (count_scottish_stv, count_meek_stv):
        assert strong <= set(rule(profile).winners)


@pytest.mark.slow
@BRIEF
@given(profiles(ties=True), st.data())
def test_ranked_pairs_elects_whoever_beats_all(profile, data):
    result, prefer = count_ranked_pairs(profile), pairwise(profile)
    everyone = range(len(profile.candidates))
    best = [
        profile.candidates[a]
        for a in everyone
        if all(prefer[a, b] > prefer[b, a] for b in everyone if b != a)
    ]
    assert list(result.winners) == best or not best
    assert sorted(result.working["order"]) == sorted(profile.candidates)


@pytest.mark.slow
@pytest.mark.parametrize("rule", (count_plurality, count_ranked_pairs))
@BRIEF
@given(data=st.data())
def test_raising_the_winner_keeps_them(rule, data):
    """Monotone: plurality and ranked pairs.

    Instant run-off, run-off and transferable votes are not, see below.
    """
    profile = data.draw(profiles(ties=rule is count_ranked_pairs))
    winner = profile.candidates.index(rule(profile, seats=1).winners[0])
    which = data.draw(st.integers(0, len(profile.ballots) - 1))
    n, ranking = profile.ballots[which]
    raised = ((winner,), *(g for g in (tuple(c for c in g if c != winner) for g in ranking) if g))
    ballots = [
        *profile.ballots[:which],
        (1, raised),
        *([(n - 1, ranking)] if n > 1 else []),
        *profile.ballots[which + 1 :],
    ]
    assert (
        rule(Profile(profile.candidates, tuple(ballots), profile.seats), seats=1).winners[0]
        == profile.candidates[winner]
    )


@pytest.mark.parametrize("rule", (count_irv, count_runoff, count_scottish_stv, count_meek_stv))
def test_raising_a_winner_can_hurt_where_votes_are_transferred(rule):
    before, after = (
        votes("39 a b c", "35 b c a", "26 c a b"),
        votes("49 a b c", "25 b c a", "26 c a b"),
    )
    assert (rule(before).winners, rule(after).winners) == (("Ai",), ("Cai",))


def test_a_tie_is_settled_by_the_last_stage_at_which_they_differed():
    profile = votes("8 a", "5 b", "4 c", "1 d c")
    for rule in (count_irv, count_scottish_stv):
        [tie] = rule(profile).ties
        assert tie == {
            "stage": 3,
            "tied": ["Bo", "Cai"],
            "chosen": ["Cai"],
            "broken_by": "prior_stage",
            "at_stage": 1,
        }


def test_three_tied_are_narrowed_stage_by_stage():
    """At stage 2 Bo, Cai and Du are level; one stage earlier Bo was ahead, and the lot decides
    between the other two.
    """
    profile = votes("9 a", "4 b", "3 c", "3 d", "1 e c", "1 e d", seats=1)
    result = count_scottish_stv(profile)
    first = result.ties[0]
    assert first == {
        "stage": 3,
        "tied": ["Bo", "Cai", "Du"],
        "chosen": ["Cai"],
        "broken_by": "ballot_order",
        "left_after_prior_stages": ["Cai", "Du"],
    }


@pytest.mark.parametrize("rule", ALL_RULES)
@pytest.mark.parametrize("seed", ("a1", "b2", "c3", "d4"))
def test_a_lot_is_told_with_its_seed_and_can_be_drawn_again(rule, seed):
    profile = votes("5 a b", "5 b a")
    result = rule(profile, seats=1, seed=seed)
    [tie] = result.ties
    ahead = min(("Ai", "Bo"), key=lambda name: lot(seed, name))
    assert tie["broken_by"] == "lot" and tie["seed"] == seed and sorted(tie["tied"]) == ["Ai", "Bo"]
    excluded = rule in (
        count_irv,
        count_scottish_stv,
        count_meek_stv,
    )  # there the lot falls on who is excluded
    assert (ahead in result.winners) is not excluded
    assert rule(profile, seats=1).ties[0]["broken_by"] == "ballot_order"


def test_a_cycle_of_equal_margins_is_a_tie():
    result = count_ranked_pairs(votes("1 a b c", "1 b c a", "1 c a b"))
    [tie] = result.ties
    assert (
        tie["stage"] == "margin 1"
        and sorted(tie["tied"]) == ["Ai", "Bo", "Cai"]
        and result.working["order"] == ["Ai", "Bo", "Cai"]
    )
    assert tie["kept"] == [["Ai", "Bo"], ["Bo", "Cai"]]


def test_equal_margins_that_decide_nothing_are_no_tie():
    assert not count_ranked_pairs(votes("3 a b c")).ties


def test_a_paper_says_nothing_from_a_tie_on():
    profile = votes("5 ab c", "4 c ab", "3 a", "2 b")
    assert profile.papers() == ({(2,): 4, (0,): 3, (1,): 2}, 5)
    result = count_irv(profile)
    assert result.winners == ("Cai",) and result.working["blank"] == 5
    prefer = pairwise(profile)  # ranked pairs reads ties as they are
    assert (prefer[0, 1], prefer[1, 0], prefer[0, 2], prefer[2, 0]) == (3, 2, 8, 4)


def test_a_runoff_with_and_without_second_choices():
    ranked = count_runoff(votes("4 a", "3 b", "2 c b"))
    assert ranked.winners == ("Bo",) and [s["action"] for s in ranked.working["stages"]] == [
        "first_preferences",
        "runoff",
    ]
    assert ranked.working["stages"][1]["totals"] == {"Ai": 4, "Bo": 5} and not ranked.ties
    single = count_runoff(votes("4 a", "3 b", "2 c"))
    assert single.winners == () and single.working["second_ballot"] == ["Ai", "Bo"]
    assert count_runoff(votes("5 a", "2 b", "2 c")).winners == ("Ai",)
    third = count_runoff(votes("4 a", "3 b", "3 c"))
    assert third.ties[0]["tied"] == ["Ai", "Bo", "Cai"][1:] and third.working["second_ballot"] == [
        "Ai",
        "Bo",
    ]


def test_no_ballots_at_all_is_settled_by_lot_alone():
    profile = Profile(NAMES[:3], (), seats=2)
    for rule in (count_scottish_stv, count_meek_stv, count_plurality):
        result = rule(profile, seed="1")
        assert (
            len(result.winners) == 2
            and all(t["broken_by"] == "lot" for t in result.ties)
            and result.ties
        )


def test_every_seat_for_everybody():
    profile = votes("3 a b", "1 c", seats=3)
    for rule in (count_scottish_stv, count_meek_stv):
        assert sorted(rule(profile).winners) == ["Ai", "Bo", "Cai"]


@pytest.mark.parametrize(
    "bad",
    (
        dict(candidates=("a", "a"), ballots=()),
        dict(candidates=("a",), ballots=(), seats=0),
        dict(candidates=("a",), ballots=(), withdrawn=frozenset({1})),
        dict(candidates=("a",), ballots=((0, ((0,),)),)),
        dict(candidates=("a",), ballots=((1, ((1,),)),)),
        dict(candidates=("a", "b"), ballots=((1, ((0,), (1, 0))),)),
    ),
)
def test_a_profile_that_cannot_be(bad):
    with pytest.raises(ValueError):
        Profile(**bad)
