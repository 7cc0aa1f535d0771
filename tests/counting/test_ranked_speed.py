"""A ward of 10,000 papers, from file to result, in the processor's time that was promised."""

import time

import pytest

from bench.ranked import ward
from deliberation.counting.formats import blt
from deliberation.counting.meek import count_meek_stv
from deliberation.counting.scottish import count_scottish_stv


@pytest.mark.parametrize(("rule", "seconds"), ((count_scottish_stv, 0.5), (count_meek_stv, 5)))
def test_a_ward_of_ten_thousand(rule, seconds):
    data = ward()
    begun = time.process_time()
    profile = blt.parse(data)
    result = rule(profile)
    assert time.process_time() - begun < seconds and len(result.winners) == 4 and profile.voters == 10_000
