"""Equal shares against the published outcomes, a plain version in fractions, pabutools, and what
must always hold.
"""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.counting.budget.equal_shares import count_equal_shares
from deliberation.counting.formats import pb

from .budget_cases import ballots, cases, plain_completed, plain_equal_shares

MANY = settings(max_examples=50, deadline=None)


def first(costs, approvals):
    votes = [sum(p in a for a in approvals) for p in range(len(costs))]
    return lambda p: (costs[p], -votes[p], p)


def funded(result) -> list[int]:
    return [int(w[1:]) for w in result.winners]


@pytest.mark.parametrize(
    ("name", "number"), [("Netherlands_Assen_2024", 9), ("Poland_Swiecie_2023", 17)]
)
def test_what_the_city_published_comes_out(test_data, name, number):
    found = pb.read(test_data / "pb" / f"{name}.pb")
    result = count_equal_shares(found)
    assert (
        set(result.winners) == {p.id for p in found.projects if p.published == "1"}
        and len(result.winners) == number
    )


@pytest.mark.slow
@MANY
@given(cases())
def test_every_step_is_as_in_plain_fractions(case):
    costs, approvals, budget = case
    expected, steps = plain_completed(costs, approvals, budget, first(costs, approvals))
    result = count_equal_shares(ballots(costs, approvals, budget))
    assert (funded(result), result.working["voter_budget"]["raised_by"]) == (expected, steps)


@pytest.mark.slow
@MANY
@given(cases(dear=300, most_voters=20))
def test_without_completion_too_and_with_costs_that_leave_long_strides(case):
    costs, approvals, budget = case
    assert funded(
        count_equal_shares(ballots(costs, approvals, budget), completion=False)
    ) == plain_equal_shares(
        costs, approvals, Fraction(budget, len(approvals)), first(costs, approvals)
    )
    if sum(costs) < 500:
        expected, steps = plain_completed(costs, approvals, budget, first(costs, approvals))
        result = count_equal_shares(ballots(costs, approvals, budget))
        assert (funded(result), result.working["voter_budget"]["raised_by"]) == (expected, steps)


@pytest.mark.slow
@MANY
@given(cases())
def test_the_payments_on_the_page_add_up(case):
    costs, approvals, budget = case
    w = count_equal_shares(ballots(costs, approvals, budget)).working
    assert w["spent"] + w["left"] == budget and w["left"] >= 0
    total = Fraction(0)
    for r in w["rounds"]:
        if not any(str(r[k]).endswith("…") for k in ("each_pays", "they_pay_together")):
            assert (
                Fraction(r["each_pays"]) * r["paying_in_full"] + Fraction(r["they_pay_together"])
                == r["cost"]
            )
        assert r["paying_in_full"] + r["paying_what_they_have"] <= r["supporters"]
        total += r["cost"]
    assert (
        total == w["spent"]
        and Fraction(w["unspent_by_voters"])
        == Fraction(w["voter_budget"]["final"]) * len(approvals) - total
    )


@pytest.mark.slow
@MANY
@given(cases(), st.randoms(use_true_random=False))
def test_neither_names_nor_order_of_voters_matter(case, random):
    """Anonymity; and neutrality where no tie was met."""
    costs, approvals, budget = case
    result = count_equal_shares(ballots(costs, approvals, budget))
    mixed = random.sample(approvals, len(approvals))
    assert count_equal_shares(ballots(costs, mixed, budget)).winners == result.winners
    order = random.sample(range(len(costs)), len(costs))
    other = count_equal_shares(
        ballots(
            [costs[p] for p in order],
            [sorted(order.index(p) for p in a) for a in approvals],
            budget,
        )
    )
    if (
        not result.ties
        and not other.ties
        and not (
            result.working["completion"].get("ties_in_next")
            or other.working["completion"].get("ties_in_next")
        )
    ):
        assert {order[p] for p in funded(other)} == set(funded(result))


def test_a_tie_is_reported_with_what_broke_it():
    cheaper = count_equal_shares(ballots([4, 6], [[0, 1], [0, 1]], 6))
    assert cheaper.winners == ("p0",) and [
        (t["tied"], t["chosen"], t["broken_by"]) for t in cheaper.ties
    ] == [(["p0", "p1"], ["p0"], "cheaper")]
    order = count_equal_shares(ballots([6, 6], [[0, 1], [0, 1]], 6))
    assert order.winners == ("p0",) and order.ties[0]["broken_by"] == "ballot_order"
    lots = {
        count_equal_shares(ballots([6, 6], [[0, 1], [0, 1]], 6), seed=str(s)).winners
        for s in range(20)
    }
    assert lots == {("p0",), ("p1",)}
    drawn = count_equal_shares(ballots([6, 6], [[0, 1], [0, 1]], 6), seed="2026").ties[0]
    assert (drawn["broken_by"], drawn["seed"]) == ("lot", "2026")


def test_a_hair_below_a_tie_is_no_tie():
    """1 / 3 of 3·10¹⁴ against 1 / 3 of one part less: floats cannot tell, fractions can."""
    big = 3 * 10**14
    result = count_equal_shares(
        ballots([big, big - 1], [[0, 1], [0], [1], [0, 1], [0], [1]], 2 * big - 1), completion=False
    )
    assert result.ties[0]["broken_by"] == "cheaper"
    result = count_equal_shares(
        ballots([big, 10], [[0]] * 3 + [[1]] * 3, 2 * big - 1), completion=False
    )
    assert result.winners == ("p1",)  # each has a sixth of a part too little
    assert count_equal_shares(
        ballots([big, 10], [[0]] * 3 + [[1]] * 3, 2 * big), completion=False
    ).winners == ("p1", "p0")


def test_blank_ballots_and_projects_for_nothing():
    assert count_equal_shares(ballots([5], [[], []], 10)).winners == ()
    result = count_equal_shares(ballots([0, 3, 0], [[0, 1]], 3))
    assert result.winners == ("p0", "p1") and result.working["without_cost"] == ["p0"]
    assert count_equal_shares(ballots([2], [[0]], 1)).winners == ()


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(cases(most_projects=5, most_voters=6, dear=7))
def test_pabutools_agrees(case):
    """Their ties are broken by our order; their completion is told to stop at overspending only,
    with our step. Zero-vote projects neither funds.
    """
    pytest.importorskip("pabutools")
    from pabutools.election import (
        ApprovalBallot,
        ApprovalProfile,
        Cost_Sat,
        Instance,
        Project,
    )
    from pabutools.rules import exhaustion_by_budget_increase, method_of_equal_shares
    from pabutools.tiebreaking import TieBreakingRule

    costs, approvals, budget = case
    theirs = [Project(str(i), c) for i, c in enumerate(costs)]
    key = first(costs, approvals)
    instance = Instance(theirs, budget_limit=budget)
    profile = ApprovalProfile(
        [ApprovalBallot([theirs[p] for p in a]) for a in approvals], instance=instance
    )
    breaks = TieBreakingRule(lambda i, p, project: key(int(project.name)))
    plain = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, tie_breaking=breaks)
    assert {int(p.name) for p in plain} == set(
        funded(count_equal_shares(ballots(costs, approvals, budget), completion=False))
    )
    most = (sum(costs) + 1) * len(approvals) + budget
    completed = exhaustion_by_budget_increase(
        instance,
        profile,
        method_of_equal_shares,
        {"sat_class": Cost_Sat, "tie_breaking": breaks},
        exhaustive_stop=False,
        budget_step=len(approvals),
        budget_bound=most,
    )
    assert {int(p.name) for p in completed} == set(
        funded(count_equal_shares(ballots(costs, approvals, budget)))
    )
