"""Sums of secret ballots, and ballots made again from them: the sums come out as they went in,
whatever they are.
"""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.counting.motion import sums
from deliberation.counting.papers import Question, read

EACH = Question("each", "each/1", 3, seats=2)
ONE = Question("one", "plurality/1", 3, none=True)
APPROVE = Question("approve", "approval/1", 3, most=2)
POOL = {
    EACH: [
        "1=for,2=for,3=against",
        "1=for,2=against,3=abstain",
        "1=against,2=against,3=against",
        "1=abstain,2=for,3=for",
    ],
    ONE: ["1", "2", "3", "none", "abstain"],
    APPROVE: ["1", "1,2", "2,3", "abstain"],
    sums.MOTION: ["for", "against", "abstain"],
}


def summed(questions, ballots):
    """What the tellers would write down."""
    found = Counter()
    for ballot in ballots:
        for no, part in enumerate(ballot.split(";"), 1):
            known = {what for group in sums.groups(questions[no - 1]) for what in group}
            found.update((no, what) for what in part.split(",") if what in known)
    return found


@pytest.mark.slow
@given(st.data())
def test_ballots_from_sums_have_these_sums_and_fit_the_paper(data):
    questions = data.draw(
        st.lists(st.sampled_from([EACH, ONE, APPROVE, sums.MOTION]), min_size=1, max_size=3)
    )
    count = data.draw(st.integers(0, 12))
    true = [";".join(data.draw(st.sampled_from(POOL[q])) for q in questions) for _ in range(count)]
    totals = summed(questions, true)
    for no, q in enumerate(questions, 1):
        assert (
            sums.wrong_sum(
                q,
                {what: votes for (question, what), votes in totals.items() if question == no},
                count,
            )
            is None
        )
    again = sums.ballots(questions, totals, count)
    assert len(again) == count and summed(questions, again) == totals
    for ballot in again:
        read(questions, ballot)


@pytest.mark.parametrize(
    ("q", "said", "valid"),
    [
        (sums.MOTION, {"for": 3}, 4),
        (ONE, {"1": 2, "none": 3}, 4),
        (EACH, {"1=for": 4, "2=for": 4, "3=for": 3, "3=against": 1}, 4),
        (EACH, {"1=for": 4}, 4),
        (APPROVE, {"1": 5}, 4),
        (APPROVE, {"1": 4, "2": 4, "3": 1}, 4),
    ],
)
def test_sums_that_cannot_be(q, said, valid):
    assert sums.wrong_sum(q, said, valid) is not None


def test_rankings_cannot_be_had_from_sums():
    with pytest.raises(ValueError):
        sums.groups(Question("rank", "irv/1", 3))
