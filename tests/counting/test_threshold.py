"""Thresholds as the law writes them, in integers, against fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.counting.threshold import Threshold


def thresholds():
    """Every kind and every fraction that can be reached."""
    pairs = st.tuples(
        st.integers(0, 60), st.integers(1, 60), st.sampled_from(["at_least", "more_than"])
    )
    return pairs.filter(lambda x: x[0] <= x[1] and not (x[2] == "more_than" and x[0] == x[1])).map(
        lambda x: Threshold(x[2], x[0], x[1])
    )


@pytest.mark.parametrize(
    ("table", "part", "whole", "met"),
    [
        ({"at_least": "2/3"}, 40, 60, True),
        ({"at_least": "2/3"}, 39, 60, False),
        ({"more_than": "2/3"}, 40, 60, False),
        ({"more_than": "2/3"}, 41, 60, True),
        ({"more_than": "1/2"}, 30, 60, False),
        ({"more_than": "1/2"}, 31, 60, True),
        ({"at_least": "1/2"}, 30, 60, True),
        ({"at_least": "2/3"}, 0, 0, False),
        ({"at_least": "0/1"}, 0, 5, True),
        ({"at_least": "0/1"}, 0, 0, False),
        ({"at_least": "1/1"}, 5, 5, True),
        ({"at_least": "2/3"}, 666_666, 1_000_000, False),
        ({"at_least": "2/3"}, 666_667, 1_000_000, True),
    ],
)
def test_above_includes_more_than_does_not(table, part, whole, met):
    assert Threshold.parse(table).met(part, whole) is met


@pytest.mark.slow
@given(thresholds(), st.integers(0, 10**6), st.integers(1, 10**6))
def test_thresholds_agree_with_fractions(threshold, part, whole):
    share = Fraction(part, whole)
    assert threshold.met(part, whole) == (
        share >= threshold.share if threshold.kind == "at_least" else share > threshold.share
    )


@pytest.mark.slow
@given(thresholds(), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_comparison_shows_the_sum_it_was_decided_by(threshold, part, whole):
    shown = threshold.compare(part, whole)
    assert (shown.left, shown.right) == (part * threshold.denominator, whole * threshold.numerator)
    assert shown.met == (
        whole > 0 and (shown.left >= shown.right if shown.op == "≥" else shown.left > shown.right)
    )


@pytest.mark.slow
@given(thresholds(), thresholds(), st.integers(0, 200), st.integers(1, 200))
def test_the_stricter_one_is_met_only_where_the_other_is(a, b, part, whole):
    assert a.at_least_as_strict_as(b) or b.at_least_as_strict_as(a)
    if a.at_least_as_strict_as(b) and a.met(part, whole):
        assert b.met(part, whole)


@pytest.mark.slow
@given(thresholds(), thresholds())
def test_what_is_not_stricter_lets_something_more_pass(a, b):
    """Locks rest on this: a threshold said to be looser really is, for some count."""
    if not a.at_least_as_strict_as(b):
        whole = 2 * a.denominator * b.denominator
        assert any(a.met(part, whole) and not b.met(part, whole) for part in range(whole + 1))


@pytest.mark.parametrize(
    "table",
    [
        {"at_least": "2"},
        {"at_least": "3/2"},
        {"at_least": "-1/2"},
        {"about": "1/2"},
        {},
        {"at_least": "1/2", "more_than": "1/3"},
        {"at_least": "1/0"},
        {"more_than": "1/1"},
        {"more_than": "3/3"},
        {"at_least": "2/3/4"},
        {"at_least": "²/3"},
        {"at_least": "0.5"},
        {"at_least": 0.5},
        {"at_least": ""},
    ],
)
def test_bad_thresholds_are_refused(table):
    with pytest.raises(ValueError):
        Threshold.parse(table)
