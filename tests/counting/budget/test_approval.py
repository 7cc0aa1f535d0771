"""Approval committees against abcvoting's own instances, and what must always hold.

Beside abcvoting itself: test_approval_oracles.py.
"""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.counting.approval import Approvals, count_approval
from deliberation.counting.formats import abc_yaml
from deliberation.counting.seqpav import count_seqpav

from .approval_cases import THEIRS, cases, committees, of

MANY = settings(max_examples=40, deadline=None)
INSTANCES = ("M0000", "M0010", "M0020", "S0000", "S0001", "S0002", "S0003")


@pytest.mark.slow
@pytest.mark.parametrize("rule", THEIRS)
@pytest.mark.parametrize("name", INSTANCES)
def test_their_instances_come_out(test_data, name, rule):
    """All tied committees, and ours among them."""
    import yaml

    path = test_data / "approval_abc" / f"instance{name}.abc.yaml"
    expected = [
        c["result"]
        for c in yaml.safe_load(path.read_text("utf-8"))["compute"]
        if c["rule_id"] == THEIRS[rule]
    ]
    result = rule(abc_yaml.read(path))
    assert expected and all(committees(result) == sorted(map(sorted, e)) for e in expected)
    assert (
        sorted(map(int, result.winners)) in expected[0]
        and len(result.winners) == abc_yaml.read(path).seats
    )


@pytest.mark.slow
@pytest.mark.parametrize("rule", THEIRS)
@MANY
@given(case=cases(), random=st.randoms(use_true_random=False))
def test_neither_names_nor_order_of_voters_matter(rule, case, random):
    m, sets, seats = case
    result = rule(of(case))
    assert rule(of((m, random.sample(sets, len(sets)), seats))).winners == result.winners
    order = random.sample(range(m), m)
    other = rule(of((m, [sorted(order.index(c) for c in s) for s in sets], seats)))
    assert sorted(sorted(order[c] for c in one) for one in committees(other)) == committees(result)


@pytest.mark.slow
@pytest.mark.parametrize("rule", THEIRS)
@MANY
@given(case=cases(), data=st.data())
def test_an_approval_more_never_unseats(rule, case, data):
    """Until the winner is in, only their own score changes, and only upwards."""
    m, sets, seats = case
    winner = int(data.draw(st.sampled_from(rule(of(case)).winners)))
    more = [sorted({*s, winner}) if data.draw(st.booleans()) else s for s in sets]
    assert str(winner) in rule(of((m, more, seats))).winners


@pytest.mark.slow
@MANY
@given(cases())
def test_the_scores_of_each_round_are_the_harmonic_sums(case):
    m, sets, _ = case
    result = count_seqpav(of(case))
    elected: list[int] = []
    for r in result.working["rounds"]:
        expected = {
            str(c): sum(
                (Fraction(1, 1 + len(set(s) & set(elected))) for s in sets if c in s), Fraction(0)
            )
            for c in range(m)
            if c not in elected
        }
        assert {c: Fraction(x) for c, x in r["scores"].items()} == expected and expected[
            r["elected"]
        ] == max(expected.values())
        elected.append(int(r["elected"]))


def test_weights_count_as_so_many_ballots():
    weighted = Approvals.of("abc", [[0, 1], [2]], weights=[2, 5], seats=2)
    plain = Approvals.of("abc", [[0, 1]] * 2 + [[2]] * 5, seats=2)
    for rule in THEIRS:
        assert rule(weighted) == rule(plain)


def test_a_tie_is_reported_and_a_lot_names_its_seed():
    ballots = Approvals.of("abcd", [[0, 1], [0, 2], [3]], seats=2)
    result = count_approval(ballots)
    assert result.winners == ("a", "b") and result.working["number_of_committees"] == 3
    assert result.ties == [
        {"stage": 2, "tied": ["b", "c", "d"], "chosen": ["b"], "broken_by": "ballot_order"}
    ]
    assert {count_approval(ballots, seed=str(s)).winners[1] for s in range(30)} == set("bcd")
    assert count_seqpav(Approvals.of("ab", [[0], [1]], seats=1), seed="7").ties[0]["seed"] == "7"
    assert count_seqpav(Approvals.of("ab", [[0], [1]], seats=2)).ties == [
        {
            "stage": 1,
            "tied": ["a", "b"],
            "chosen": ["a"],
            "broken_by": "ballot_order",
            "decided_committee": False,
        }
    ]


def test_more_tied_committees_than_anyone_reads_are_cut_and_said():
    ballots = Approvals.of([str(c) for c in range(30)], [[c] for c in range(30)], seats=5)
    result = count_seqpav(ballots)
    assert (
        len(result.winners) == 5
        and not result.working["all_committees_listed"]
        and result.ties[0]["decided_committee"]
    )
    assert (
        len(count_approval(ballots).working["committees"]),
        count_approval(ballots).working["number_of_committees"],
    ) == (200, 142506)


@pytest.mark.parametrize(
    ("make", "seats"),
    [
        (lambda: Approvals.of("ab", [[0, 0]]), 1),
        (lambda: Approvals.of("ab", [[2]]), 1),
        (lambda: Approvals.of("ab", [[0]], weights=[1, 2]), 1),
        (lambda: Approvals.of("ab", [[0]], weights=[-1]), 1),
        (lambda: Approvals.of("ab", [[0]]), None),
        (lambda: Approvals.of("ab", [[0]]), 3),
    ],
)
def test_what_cannot_be_counted_is_an_error(make, seats):
    with pytest.raises(ValueError):
        count_approval(make(), seats=seats)


def test_a_committee_of_many_seats_is_counted_exactly():
    """1/1 … 1/40 over one denominator is far beyond 64 bits."""
    ballots = Approvals.of([str(c) for c in range(45)], [list(range(45))] * 3 + [[44]], seats=40)
    assert Fraction(count_seqpav(ballots).working["rounds"][-1]["scores"]["39"]) == Fraction(3, 40)
