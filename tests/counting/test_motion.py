"""Motions: quorum of the members, majority of those present; what a resident redoes by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.counting.motion.motion import CHOICES, RULE, count_motion
from deliberation.counting.threshold import Threshold

TWO_THIRDS, HALF = Threshold.parse({"at_least": "2/3"}), Threshold.parse({"more_than": "1/2"})


@pytest.mark.parametrize(
    ("members", "present", "yes", "no", "outcome"),
    [
        (60, 45, 31, 9, "passed"),
        (60, 39, 39, 0, "inquorate"),
        (60, 40, 20, 0, "rejected"),
        (60, 40, 21, 19, "passed"),
        (6, 4, 2, 2, "rejected"),
        (6, 4, 3, 1, "passed"),
        (3, 2, 1, 0, "rejected"),
        (1, 1, 1, 0, "passed"),
        (0, 0, 0, 0, "inquorate"),
    ],
)
def test_motions(members, present, yes, no, outcome):
    result = count_motion(
        {"for": yes, "against": no, "abstain": present - yes - no},
        members=members,
        present=present,
        quorum=TWO_THIRDS,
        majority=HALF,
    )
    assert result.outcome == outcome


@pytest.mark.parametrize("kw", [{"present": 2}, {"present": 11}, {"members": 4}])
def test_impossible_numbers_are_errors(kw):
    with pytest.raises(ValueError):
        count_motion(
            {"for": 5, "against": 0, "abstain": 0},
            **{"members": 10, "present": 5, "quorum": TWO_THIRDS, "majority": HALF, **kw},
        )
    with pytest.raises(ValueError):
        count_motion({"yes": 1}, members=1, present=1, quorum=HALF, majority=HALF)


@given(*(st.integers(0, 400) for _ in range(4)))
def test_more_for_never_hurts(yes, no, abstain, absent):
    members = yes + no + abstain + absent
    result = lambda y, n: count_motion(
        {"for": y, "against": n, "abstain": abstain},
        members=members,
        present=y + n + abstain,
        quorum=TWO_THIRDS,
        majority=HALF,
    )
    if no and result(yes, no).outcome == "passed":
        assert result(yes + 1, no - 1).outcome == "passed"


def count(choices, members, present):
    return count_motion(choices, members=members, present=present, quorum=TWO_THIRDS, majority=HALF)


def test_the_sum_on_the_page():
    """应到 60，实到 45，45×3 ≥ 60×2；赞成 31，31×2 > 45 (DESIGN 5)."""
    result = count({"for": 31, "against": 9, "abstain": 5}, 60, 45)
    assert (result.quorum.left, result.quorum.op, result.quorum.right, result.quorum.met) == (
        135,
        "≥",
        120,
        True,
    )
    assert (
        result.majority.left,
        result.majority.op,
        result.majority.right,
        result.majority.met,
    ) == (62, ">", 45, True)
    assert (result.votes_for, result.votes_against, result.votes_abstain) == (31, 9, 5)


def test_abstaining_and_being_there_without_a_ballot_count_as_not_for():
    # 20 of 39 ballots would be a majority of ballots; of the 40 present it is exactly half.
    assert count({"for": 20, "against": 19, "abstain": 0}, 60, 40).outcome == "rejected"
    assert count({"for": 20, "against": 0, "abstain": 20}, 60, 40).outcome == "rejected"
    assert count({"for": 20, "against": 19, "abstain": 0}, 58, 39).outcome == "passed"


def test_without_quorum_no_majority_is_worked_out():
    result = count({"for": 39}, 60, 39)
    assert (result.outcome, result.majority) == ("inquorate", None) and not result.quorum.met


def test_a_city_is_counted_exactly():
    members = 3_000_000
    assert count({"for": 1_000_000}, members, 2_000_000).outcome == "rejected"
    assert count({"for": 1_000_001}, members, 2_000_000).outcome == "passed"
    assert count({"for": 1_000_001}, members + 1, 2_000_000).outcome == "inquorate"


@pytest.mark.parametrize(
    "choices", [{"for": -1}, {"for": 2, "against": -1}, {"for": 1, "maybe": 0}]
)
def test_impossible_choices_are_errors(choices):
    with pytest.raises(ValueError):
        count(choices, 10, 5)


def test_the_rule_has_a_name_and_a_version():
    assert RULE == "motion/1" and CHOICES == ("for", "against", "abstain")


@given(*(st.integers(0, 60) for _ in range(4)))
def test_the_outcome_is_the_statutes(yes, no, silent, absent):
    """Arts 27, 29 said without fractions: thrice those present reach twice the members; twice the
    ayes pass those present.
    """
    present = yes + no + silent
    members = present + absent
    outcome = count({"for": yes, "against": no}, members, present).outcome
    assert outcome == (
        "inquorate"
        if members == 0 or 3 * present < 2 * members
        else "passed"
        if 2 * yes > present
        else "rejected"
    )
