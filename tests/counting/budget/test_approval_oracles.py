"""Approval committees beside abcvoting on random ballots.

Runs in the environment of `make oracles`: abcvoting brings solvers of hundreds of MB.
"""

import pytest
from hypothesis import given, settings

from .approval_cases import THEIRS, cases, committees, of

pytest.importorskip("abcvoting", reason="abcvoting is not in this environment: make oracles")
from abcvoting.abcrules import compute
from abcvoting.preferences import Profile


@pytest.mark.parametrize("rule", THEIRS)
@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_abcvoting_agrees(rule, case):
    m, sets, seats = case
    profile = Profile(m)
    profile.add_voters(sets)
    theirs = sorted(
        sorted(c) for c in compute(THEIRS[rule], profile, committeesize=seats, resolute=False)
    )
    result = rule(of(case))
    assert committees(result) == theirs and sorted(map(int, result.winners)) in theirs
