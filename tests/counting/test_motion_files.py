"""The platform's own ballots of a motion: written, read back, counted again; every broken file
refused with its line.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.counting.again.motion import count_motion_ballots
from deliberation.counting.formats import BadFile, motion_ballots
from deliberation.counting.motion.motion import CHOICES, count_motion
from deliberation.counting.threshold import Threshold

TWO_THIRDS, HALF = Threshold("at_least", 2, 3), Threshold("more_than", 1, 2)


def written(choices, members=9, present=None, **meta) -> str:
    return motion_ballots.write(
        {"title": 'Benches; and a "tree"\nby the pond', **meta},
        members=members,
        present=len(choices) if present is None else present,
        quorum=TWO_THIRDS,
        majority=HALF,
        ballots=((f"b{i}", c) for i, c in enumerate(choices)),
    )


GOOD = written(["for", "for", "for", "against", "abstain"], members=6)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(CHOICES)), st.integers(0, 5), st.integers(0, 5))
def test_a_written_file_is_read_back_and_counts_the_same(choices, more, absent):
    members, present = len(choices) + more + absent, len(choices) + more
    found = motion_ballots.parse(written(choices, members, present).encode())
    assert dict(found.choices) == {c: choices.count(c) for c in CHOICES} and (
        found.quorum,
        found.majority,
    ) == (TWO_THIRDS, HALF)
    assert found.meta["title"] == 'Benches; and a "tree" by the pond'
    again = count_motion_ballots(found)
    first = count_motion(
        {c: choices.count(c) for c in CHOICES},
        members=members,
        present=present,
        quorum=TWO_THIRDS,
        majority=HALF,
    )
    assert again.working["outcome"] == first.outcome and again.winners == (
        ("for",) if first.outcome == "passed" else ()
    )


@pytest.mark.parametrize("length", [1, 7, 8, 26])
def test_one_id_twice_is_found_among_many(length):
    ids = [f"{i:0{length}x}"[:length] if length > 1 else f"{i:x}" for i in range(3000)]
    make = lambda listed: motion_ballots.write(
        {},
        members=9000,
        present=3000,
        quorum=TWO_THIRDS,
        majority=HALF,
        ballots=[(b, "for") for b in listed],
    ).encode()
    if len(set(ids)) == 3000:
        assert motion_ballots.parse(make(ids)).choices["for"] == 3000
    ids[2500] = ids[17]
    with pytest.raises(BadFile, match="already on line"):
        motion_ballots.parse(make(ids))


def test_the_sum_is_said_as_the_page_says_it():
    result = count_motion_ballots(motion_ballots.parse(GOOD.encode()))
    assert (
        result.rule == "motion"
        and result.ties == []
        and result.working["quorum"]["sum"] == "5 × 3 = 15 ≥ 12 = 6 × 2"
    )
    assert result.working["majority"] == {
        "needs": "> 1/2",
        "part": 3,
        "whole": 5,
        "sum": "3 × 2 = 6 > 5 = 5 × 1",
        "met": True,
    }


def test_the_last_line_may_be_left_open_and_lines_end_as_on_windows():
    expected = motion_ballots.parse(GOOD.encode())
    assert (
        motion_ballots.parse(GOOD.rstrip().encode())
        == expected
        == motion_ballots.parse(GOOD.replace("\n", "\r\n").encode())
    )


def test_a_tie_fails_and_is_reported():
    result = count_motion_ballots(
        motion_ballots.parse(written(["for", "against"], members=2).encode())
    )
    assert (result.winners, result.working["outcome"]) == ((), "rejected")
    assert result.ties == [
        {
            "stage": "majority",
            "tied": ["for", "not_for"],
            "chosen": ["not_for"],
            "broken_by": "a_tie_fails",
        }
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("b1;for", "b1;yes", 14, "'b1;yes' is not a ballot"),
        ("b1;for", "b1", 14, "'b1' is not a ballot"),
        ("b1;for", "b1;for;x", 14, "not a ballot"),
        ("b1;for", "", 14, "empty"),
        ("b1;for", ";for", 14, "without its id"),
        ("b1;for", "b0;for", 14, "ballot b0 is already on line 13"),
        ("b1;for\n", "b1;b2;for\nfor\n", 14, "not a ballot"),
        ("b4;abstain\n", "b4;abst", 17, "not a ballot"),
        ("num_votes;5", "num_votes;4", 10, "the file has 5"),
        ("num_votes;5", "num_votes;five", 10, "not a whole number"),
        ("present;5", "present;4", 7, "5 ballots, but only 4 present"),
        ("members;6", "members;4", 7, "5 present, but only 4 members"),
        ("members;6\n", "", 9, "does not say members"),
        ("quorum;at_least 2/3", "quorum;2/3", 8, "not like"),
        ("more_than 1/2", "more_than 3/2", 9, "not like"),
        ("rule;motion", "rule;greedy", 4, "not motion"),
        ("rule;motion", "rule", 4, "key;value"),
        ("rule;motion", "format;deliberation-motion/1", 4, "each key once"),
        ("/1\n", "/2\n", 3, "not deliberation-motion/1"),
        ("VOTES\n", "", 16, "section VOTES"),
        ("META\n", "", 1, "META has lines"),
    ],
)
def test_a_broken_file_is_refused_with_line_and_reason(old, new, line, reason):
    assert old in GOOD
    with pytest.raises(BadFile) as bad:
        motion_ballots.parse(GOOD.replace(old, new, 1).encode())
    assert (bad.value.line, reason in bad.value.reason) == (line, True), str(bad.value)
