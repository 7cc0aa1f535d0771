"""Small approval elections, for the tests of the rules and for those beside other counters."""

from hypothesis import strategies as st

from deliberation.counting.approval import Approvals, count_approval
from deliberation.counting.seqpav import count_seqpav

THEIRS = {count_approval: "av", count_seqpav: "seqpav"}  # what abcvoting calls them


@st.composite
def cases(draw):
    """(number of candidates, ballots, seats)."""
    m = draw(st.integers(1, 6))
    sets = draw(st.lists(st.sets(st.integers(0, m - 1)).map(sorted), min_size=1, max_size=10))
    return m, sets, draw(st.integers(1, m))


def of(case, **more) -> Approvals:
    m, sets, seats = case
    return Approvals.of([str(c) for c in range(m)], sets, seats=seats, **more)


def committees(result) -> list[list[int]]:
    return [sorted(map(int, one)) for one in result.working["committees"]]
