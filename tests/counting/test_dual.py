"""Owners' votes by heads and by area: the article's own numbers, its edges, and what must always
hold.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.counting import official
from deliberation.counting.dual_plans import count_dual_plans
from deliberation.counting.motion.dual import count_dual, party_choices
from deliberation.counting.papers import Question
from deliberation.counting.threshold import Threshold

TWO_THIRDS, HALF, THREE_QUARTERS = (
    Threshold("at_least", 2, 3),
    Threshold("more_than", 1, 2),
    Threshold("at_least", 3, 4),
)
MANY = settings(max_examples=80, deadline=None)
PARTIES = st.lists(
    st.tuples(
        st.integers(0, 20_000), st.sampled_from(["for", "against", "abstain", "signed_in", None])
    ),
    min_size=1,
    max_size=30,
)


def count(parties, majority=HALF, **more):
    return count_dual(parties, quorum=TWO_THIRDS, majority=majority, **more)


def test_both_must_reach_two_thirds():
    many_small = [(1_000, "for")] * 8 + [(50_000, None)] * 2  # 8 of 10 heads, 8,000 of 108,000
    few_large = [(50_000, "for")] * 2 + [(1_000, None)] * 8
    assert (
        count(many_small).heads.quorum.met
        and not count(many_small).area.quorum.met
        and count(many_small).outcome == "inquorate"
    )
    assert (
        count(few_large).area.quorum.met
        and not count(few_large).heads.quorum.met
        and count(few_large).outcome == "inquorate"
    )


def test_two_thirds_includes_itself_and_half_does_not():
    six = [(100, "for")] * 2 + [(100, "against")] * 2
    assert (
        count([*six, (100, None), (100, None)]).outcome == "rejected"
    )  # exactly 4 of 6 took part; 2 of 4 is not more than half
    assert count([(100, "for")] * 3 + [(100, "against")] + [(100, None)] * 2).outcome == "passed"
    assert (
        count([(100, "for")] * 3 + [(100, "against")], THREE_QUARTERS).outcome == "passed"
    )  # at least three quarters


def test_one_large_owner_does_not_outvote_the_others_nor_the_others_him():
    assert count([(900, "for"), (50, "against"), (50, "against")]).outcome == "rejected"
    assert count([(900, "against"), (50, "for"), (50, "for")]).outcome == "rejected"


def test_an_abstention_takes_part_and_is_not_for():
    result = count([(100, "for"), (100, "abstain"), (100, "signed_in")])
    assert (
        result.heads.present,
        result.heads.votes_for,
        result.heads.votes_abstain,
        result.outcome,
    ) == (3, 1, 2, "rejected")


def test_silence_follows_the_majority_only_where_the_rules_say_so_and_never_makes_the_quorum():
    parties = (
        [(100, "for")] * 4 + [(100, "against")] * 3 + [(100, "abstain")] * 2 + [(100, None)] * 2
    )
    assert count(parties).outcome == "rejected" and count(parties).silent == (0, 0)
    joined = count(parties, silence_joins=True)
    assert (
        joined.outcome == "passed"
        and joined.silent == (2, 200)
        and (joined.heads.majority.part, joined.heads.majority.whole) == (6, 11)
    )
    assert count([(100, "for")] * 3 + [(100, None)] * 3, silence_joins=True).outcome == "inquorate"
    torn = [
        (500, "for"),
        (100, "against"),
        (100, "against"),
        (10, None),
    ]  # more heads against, more area for: silence follows nobody
    assert count(torn, silence_joins=True).silent == (0, 0)


def test_co_owners_cast_one_vote_whoever_cast_last():
    parties = {0: (100, ["a", "b"]), 1: (50, ["a"]), 2: (70, ["c"]), 3: (30, [])}
    ballots = {"a": (7, "for"), "b": (9, "against")}
    assert party_choices(parties, ballots, {"c"}) == [
        (100, "against"),
        (50, "for"),
        (70, "signed_in"),
        (30, None),
    ]


@pytest.mark.slow
@MANY
@given(parties=PARTIES, random=st.randoms(use_true_random=False))
def test_the_order_of_owners_does_not_matter_and_sums_add_up(parties, random):
    result = count(parties)
    assert count(random.sample(parties, len(parties))) == result
    for side, total in ((result.heads, len(parties)), (result.area, sum(a for a, _ in parties))):
        assert (
            side.members == total
            and side.votes_for + side.votes_against + side.votes_abstain
            == side.present
            <= side.members
        )


@pytest.mark.slow
@MANY
@given(parties=PARTIES, index=st.integers(0, 29))
def test_turning_a_vote_for_it_never_defeats_it(parties, index):
    index %= len(parties)
    better = [(a, "for" if i == index else c) for i, (a, c) in enumerate(parties)]
    if count(parties).outcome == "passed":
        assert count(better).outcome == "passed"


@pytest.mark.parametrize("parties", [[(-1, "for")], [(1, "maybe")]])
def test_what_cannot_be_is_refused(parties):
    with pytest.raises(ValueError, match="negative area|unknown choices"):
        count(parties)


def _sums(parties, *choices):
    """(heads, area) of those who said one of these."""
    return sum(c in choices for _, c in parties), sum(a for a, c in parties if c in choices)


@pytest.mark.slow
@MANY
@given(parties=PARTIES, majority=st.sampled_from([HALF, THREE_QUARTERS]), silence=st.booleans())
def test_sums_counted_elsewhere_give_what_their_ballots_give(parties, majority, silence):
    figures = {
        "entitled": _sums(parties, "for", "against", "abstain", "signed_in", None),
        "present": _sums(parties, "for", "against", "abstain", "signed_in"),
        "for": _sums(parties, "for"),
        "against": _sums(parties, "against"),
        "abstain": _sums(parties, "abstain", "signed_in"),
    }
    if figures["entitled"][1]:
        assert official.count(
            figures, None, quorum=TWO_THIRDS, majority=majority, silence_joins=silence
        ) == count(parties, majority, silence_joins=silence)


@pytest.mark.slow
@MANY
@given(
    parties=st.lists(
        st.tuples(
            st.integers(1, 20_000), st.sampled_from(["1", "1", "2", "none", "abstain", None])
        ),
        min_size=1,
        max_size=30,
    )
)
def test_plans_counted_elsewhere_give_what_their_ballots_give(parties):
    question = Question("one", "dual-plans/1", 2, none=True)
    said = ("1", "2", "none", "abstain")
    figures = {
        "entitled": _sums(parties, *said, None),
        "present": _sums(parties, *said),
        **{c: _sums(parties, c) for c in said},
    }
    found = official.count(figures, question, quorum=TWO_THIRDS, majority=HALF)
    assert found == count_dual_plans(question, parties, quorum=TWO_THIRDS, majority=HALF)
    assert official.winner(found) == (
        found.questions[0].winners[0] if found.questions and found.questions[0].winners else None
    )


@pytest.mark.parametrize(
    ("change", "code", "area"),
    [
        ({"present": (9, 50)}, "more_than_entitled", False),
        ({"for": (3, 49)}, "does_not_add_up", True),
        ({"entitled": (5, 0)}, "negative", True),
        ({"against": (1, -1)}, "negative", True),
    ],
)
def test_sums_that_cannot_be_are_refused(change, code, area):
    with pytest.raises(official.BadFigures) as bad:
        official.count(
            {
                "entitled": (5, 100),
                "present": (4, 80),
                "for": (3, 50),
                "against": (1, 20),
                "abstain": (0, 10),
                **change,
            },
            None,
            quorum=TWO_THIRDS,
            majority=HALF,
        )
    assert (bad.value.code, bad.value.area) == (code, area)
