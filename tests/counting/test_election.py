"""Elections by 城市居民委员会组织法 Art 19 and 四川省城市居民委员会选举条例 Arts 30 to 35, case by
case, and what holds of every count.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.counting.election import Elected, Post, Standing, count_election, stand_again
from deliberation.counting.threshold import Threshold

HALF, THIRD, TWO_THIRDS = (
    Threshold("more_than", 1, 2),
    Threshold("at_least", 1, 3),
    Threshold("more_than", 2, 3),
)


def standing(post, name, votes, woman=False):
    return Standing(name, name, post, votes, woman)


def members(*rows):
    """(name, votes) or (name, votes, woman) for the post of member."""
    return [standing("member", *row) for row in rows]


def count(seats, standings, *, voters=150, ballots=100, posts=None, **kw) -> Elected:
    kw = {"quorum": HALF, "majority": HALF, "least": THIRD, **kw}
    return count_election(
        posts or [Post("member", seats)], standings, members=voters, ballots=ballots, **kw
    )


def open_seats(found):
    """Seats left to fill, of all posts."""
    return sum(n for _, n in found.open)


def who(result):
    return [ref for _, ref in result.elected]


@pytest.mark.parametrize(
    ("voters", "ballots", "quorum", "outcome"),
    [
        (150, 76, HALF, "passed"),
        (150, 75, HALF, "inquorate"),  # more than half: exactly half is not enough
        (30, 21, TWO_THIRDS, "passed"),
        (30, 20, TWO_THIRDS, "inquorate"),  # representatives: more than two thirds
        (0, 0, HALF, "inquorate"),
    ],
)
def test_whether_enough_took_part(voters, ballots, quorum, outcome):
    assert (
        count(1, members(("a", ballots)), voters=voters, ballots=ballots, quorum=quorum).outcome
        == outcome
    )


@pytest.mark.parametrize(("votes", "elected"), [(51, ["a"]), (50, []), (0, [])])
def test_only_more_than_half_of_those_who_voted_elects(votes, elected):
    found = count(1, members(("a", votes), ("b", 10)))
    assert who(found) == elected and found.outcome == ("passed" if elected else "rejected")


def test_most_votes_first_and_the_open_seats_are_counted():
    found = count(3, members(("a", 60), ("b", 90), ("c", 55), ("d", 80), ("e", 20)))
    assert who(found) == ["b", "d", "a"] and found.open == (("member", 0),) and not found.level
    short = count(3, members(("a", 60), ("b", 20), ("c", 30)))
    assert who(short) == ["a"] and open_seats(short) == 2


def test_equals_for_the_last_seat_stand_again_and_no_lot_is_drawn():
    found = count(2, members(("a", 90), ("b", 60), ("c", 60), ("d", 55)))
    assert who(found) == ["a"] and [(x.refs, x.seats, x.why) for x in found.level] == [
        (("b", "c"), 1, "votes")
    ]
    assert who(count(3, members(("a", 90), ("b", 60), ("c", 60)))) == [
        "a",
        "b",
        "c",
    ]  # equal, and both have a seat
    again = stand_again(
        found, [Post("member", 2)], members(("a", 90), ("b", 60), ("c", 60), ("d", 55)), more=1
    )
    assert again == [(Post("member", 1, "level"), ("b", "c"))]
    # voted again, most votes are enough, whatever their share
    assert who(count(1, members(("b", 20), ("c", 25)), posts=[Post("member", 1, "level")])) == ["c"]


def test_a_second_round_asks_for_most_votes_and_a_third_of_the_ballots():
    first = members(("a", 90), ("b", 45), ("c", 40), ("d", 10))
    found = count(2, first)
    ((post, names),) = stand_again(found, [Post("member", 2)], first, more=1)
    assert (post, names) == (Post("member", 1, "second"), ("b", "c"))
    assert who(count(1, members(("b", 33), ("c", 34)), ballots=99, posts=[post])) == ["c"]
    assert who(count(1, members(("b", 33), ("c", 20)), ballots=99, posts=[post])) == [
        "b"
    ]  # exactly a third of 99
    assert who(count(1, members(("b", 33), ("c", 20)), ballots=100, posts=[post])) == []
    # few take part in a second round: the law asks for a third of the ballots, not for half of the
    # voters again
    assert who(count(1, members(("b", 5), ("c", 2)), ballots=7, posts=[post])) == ["b"]


def test_equals_at_the_cut_both_stand_again():
    first = members(("a", 40), ("b", 30), ("c", 30), ("d", 10))
    assert stand_again(count(1, first), [Post("member", 1)], first, more=1) == [
        (Post("member", 1, "second"), ("a", "b", "c"))
    ]


@pytest.mark.parametrize(
    ("rows", "elected", "missing"),
    [
        (
            [("m", 90), ("n", 80), ("o", 70), ("w", 51, True)],
            ["w", "m", "n"],
            False,
        ),  # the woman with a majority comes first
        ([("m", 90), ("n", 80), ("w", 70, True), ("x", 60, True)], ["w", "m", "n"], False),
        (
            [("m", 90), ("n", 80), ("o", 70), ("w", 50, True)],
            ["m", "n"],
            True,
        ),  # none has a majority: a seat stays open for a woman
        ([("m", 90), ("n", 80), ("o", 70)], ["m", "n"], True),
        (
            [("w", 90, True), ("x", 90, True), ("n", 80), ("m", 70)],
            ["w", "x", "n"],
            False,
        ),  # two women level, and both have a seat anyway
    ],
)
def test_a_woman_is_among_them(rows, elected, missing):
    found = count(3, members(*rows), a_woman=True)
    assert sorted(who(found)) == sorted(elected) and found.woman_missing is missing


def test_women_level_for_the_seat_of_a_woman_stand_again():
    rows = members(("m", 90), ("n", 80), ("o", 70), ("w", 60, True), ("x", 60, True))
    found = count(3, rows, a_woman=True)
    assert who(found) == ["m", "n"] and found.woman_missing and found.level[0].refs == ("w", "x")


def test_a_woman_in_a_higher_post_is_enough_and_one_elected_before_too():
    posts = [Post("chair", 1), Post("member", 2)]
    rows = [standing("chair", "w", 80, True), *members(("m", 70), ("n", 60), ("x", 55, True))]
    assert who(count(0, rows, posts=posts, a_woman=True)) == ["w", "m", "n"]
    seated = [standing("member", "w", 80, True)]
    assert who(
        count(
            1, members(("m", 40)), posts=[Post("member", 1, "second")], seated=seated, a_woman=True
        )
    ) == ["m"]


def test_the_seat_of_a_woman_is_stood_for_by_women():
    first = members(("m", 90), ("n", 80), ("o", 40), ("w", 30, True))
    found = count(3, first, a_woman=True)
    again = stand_again(found, [Post("member", 3)], first, more=1)
    assert again == [(Post("member", 1, "second", 1), ("w",))]
    seated = members(("m", 90), ("n", 80))
    assert who(
        count(0, members(("w", 40, True)), posts=[again[0][0]], seated=seated, a_woman=True)
    ) == ["w"]
    wide = count(
        3, members(("m", 90), ("o", 40), ("p", 39), ("q", 38), ("w", 5, True)), a_woman=True
    )
    ((post, names),) = stand_again(
        wide,
        [Post("member", 3)],
        members(("m", 90), ("o", 40), ("p", 39), ("q", 38), ("w", 5, True)),
        more=1,
    )
    assert (post.seats, post.for_women) == (2, 1) and "w" in names


def test_of_near_relatives_one_stands():
    posts = [Post("chair", 1), Post("member", 2)]
    rows = [standing("chair", "a", 60), *members(("b", 90), ("c", 70), ("d", 65))]
    found = count(0, rows, posts=posts, relatives=[("a", "b")])
    assert who(found) == ["a", "c", "d"] and found.kept_out == (
        ("b", "a"),
    )  # the higher post stands
    one_post = count(2, members(("b", 90), ("c", 70), ("d", 65)), relatives=[("c", "b")])
    assert who(one_post) == ["b", "d"] and one_post.kept_out == (
        ("c", "b"),
    )  # in one post most votes
    equal = count(2, members(("b", 70), ("c", 70), ("d", 65)), relatives=[("b", "c")])
    assert who(equal) == ["d"] and [(x.refs, x.why, x.seats) for x in equal.level] == [
        (("b", "c"), "relatives", 1)
    ]
    before = count(
        1, members(("b", 70), ("c", 60)), seated=members(("z", 90)), relatives=[("z", "b")]
    )
    assert who(before) == ["c"]


def test_one_person_holds_one_post():
    posts = [Post("chair", 1), Post("member", 2)]
    rows = [
        Standing("a1", "a", "chair", 60),
        Standing("a2", "a", "member", 90),
        *members(("c", 70), ("d", 65)),
    ]
    assert who(count(0, rows, posts=posts)) == ["a1", "c", "d"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"standings": members(("a", 101))},
        {"standings": members(("a", -1))},
        {"standings": [standing("chair", "a", 1)]},
        {"posts": [Post("member", 1), Post("member", 2)]},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        count(1, wrong.get("standings", []), posts=wrong.get("posts"))


_ROWS = st.lists(st.tuples(st.integers(0, 100), st.booleans()), max_size=9)


@pytest.mark.slow
@given(
    rows=_ROWS,
    seats=st.integers(0, 6),
    a_woman=st.booleans(),
    pairs=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=3),
    way=st.sampled_from(["first", "second", "level"]),
)
def test_what_holds_of_every_count(rows, seats, a_woman, pairs, way):
    standings = members(*((f"p{i}", votes, woman) for i, (votes, woman) in enumerate(rows)))
    relatives = [(f"p{a}", f"p{b}") for a, b in pairs if a != b]
    found = count(
        0, standings, posts=[Post("member", seats, way)], a_woman=a_woman, relatives=relatives
    )
    names, votes = who(found), {s.ref: s.votes for s in standings}
    assert len(names) == len(set(names)) <= seats and open_seats(found) == seats - len(names)
    asked = {"first": lambda v: v > 50, "second": lambda v: 3 * v >= 100, "level": lambda v: v > 0}[
        way
    ]
    assert all(asked(votes[n]) for n in names)
    assert not any(a in names and b in names for a, b in relatives)
    # nobody left out has more votes than somebody elected, and equals are elected together or not
    # at all
    if not a_woman and not relatives:
        left = [v for n, v in votes.items() if n not in names]
        assert not names or not left or max(left) < min(votes[n] for n in names)
    again = stand_again(found, [Post("member", seats, way)], standings, more=1)
    assert all(
        set(refs).isdisjoint(names) and 0 < post.seats <= open_seats(found) for post, refs in again
    )


@pytest.mark.slow
@given(rows=_ROWS, seats=st.integers(1, 6), order=st.randoms())
def test_the_order_of_the_list_decides_nothing(rows, seats, order):
    standings = members(*((f"p{i}", votes, woman) for i, (votes, woman) in enumerate(rows)))
    shuffled = list(standings)
    order.shuffle(shuffled)
    assert count(seats, shuffled, a_woman=True) == count(seats, standings, a_woman=True)
