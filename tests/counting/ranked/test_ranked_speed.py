"""A ward of 10,000 papers from file to result costs a fixed number of steps a paper: each is read
once, and a stage looks at no single paper.
"""

import pytest

from bench.ranked import ward
from deliberation.counting.formats import blt
from deliberation.counting.ranked.meek import count_meek_stv
from deliberation.counting.ranked.scottish import count_scottish_stv
from tests.counting.work import work_of

# 10 candidates and as many stages would be some hundreds, were the papers looked at one by one in
# each
CALLS_A_PAPER = 50


@pytest.mark.slow
@pytest.mark.parametrize("rule", (count_scottish_stv, count_meek_stv))
def test_a_ward_of_ten_thousand(rule):
    data = ward()
    (profile, result), calls = work_of(lambda: (profile := blt.parse(data), rule(profile)))
    assert len(result.winners) == 4 and profile.voters == 10_000
    assert calls < CALLS_A_PAPER * profile.voters
