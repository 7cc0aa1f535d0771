"""Thresholds and motions, in integers, against fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.counting.motion import count_motion
from deliberation.counting.threshold import Threshold

TWO_THIRDS, HALF = Threshold.parse({"at_least": "2/3"}), Threshold.parse({"more_than": "1/2"})


@pytest.mark.parametrize(("members", "present", "yes", "no", "outcome"), [
    (60, 45, 31, 9, "passed"), (60, 39, 39, 0, "inquorate"), (60, 40, 20, 0, "rejected"), (60, 40, 21, 19, "passed"), (6, 4, 2, 2, "rejected"),
    (6, 4, 3, 1, "passed"), (3, 2, 1, 0, "rejected"), (1, 1, 1, 0, "passed"), (0, 0, 0, 0, "inquorate"),
])
def test_motions(members, present, yes, no, outcome):
    result = count_motion({"for": yes, "against": no, "abstain": present - yes - no}, members=members, present=present, quorum=TWO_THIRDS, majority=HALF)
    assert result.outcome == outcome


@pytest.mark.parametrize("kw", [{"present": 2}, {"present": 11}, {"members": 4}])
def test_impossible_numbers_are_errors(kw):
    with pytest.raises(ValueError):
        count_motion({"for": 5, "against": 0, "abstain": 0}, **{"members": 10, "present": 5, "quorum": TWO_THIRDS, "majority": HALF, **kw})
    with pytest.raises(ValueError):
        count_motion({"yes": 1}, members=1, present=1, quorum=HALF, majority=HALF)


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 10**6), st.integers(1, 10**6))
def test_thresholds_agree_with_fractions(n, d, part, whole):
    if n > d:
        return
    share = Fraction(part, whole)
    assert Threshold("at_least", n, d).met(part, whole) == (share >= Fraction(n, d))
    assert Threshold("more_than", n, d).met(part, whole) == (share > Fraction(n, d))


@given(*(st.integers(0, 400) for _ in range(4)))
def test_more_for_never_hurts(yes, no, abstain, absent):
    members = yes + no + abstain + absent
    result = lambda y, n: count_motion({"for": y, "against": n, "abstain": abstain}, members=members, present=y + n + abstain, quorum=TWO_THIRDS, majority=HALF)  # noqa: E731
    if no and result(yes, no).outcome == "passed":
        assert result(yes + 1, no - 1).outcome == "passed"


@pytest.mark.parametrize("table", [{"at_least": "2"}, {"at_least": "3/2"}, {"at_least": "-1/2"}, {"about": "1/2"}, {}, {"at_least": "1/2", "more_than": "1/3"}, {"at_least": "1/0"}])
def test_bad_thresholds_are_refused(table):
    with pytest.raises(ValueError):
        Threshold.parse(table)
