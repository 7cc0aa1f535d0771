"""Greedy budgeting against what the cities published, pabutools, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.counting.budget.greedy import count_greedy
from deliberation.counting.formats import pb

from .budget_cases import ballots, cases

MANY = settings(max_examples=60, deadline=None)
PUBLISHED = {
    "Poland_Warszawa_2019_Miedzylesie": 7,
    "Poland_Warszawa_2019_subunit_Wlochy": 11,
    "Poland_Warszawa_2025_Wlochy": 23,
    "Poland_Czestochowa_2024_Grabowka": 2,
    "Poland_Krakow_2021_Bienczyce": 8,
    "Poland_Warszawa_2024_Wesola": 14,
}


def funded(result) -> set[int]:
    return {int(w[1:]) for w in result.winners}


@pytest.mark.parametrize(("name", "number"), PUBLISHED.items())
def test_what_the_city_published_comes_out(test_data, name, number):
    found = pb.read(test_data / "pb" / f"{name}.pb")
    result = count_greedy(found, variant=found.meta["rule"])
    assert (
        set(result.winners) == {p.id for p in found.projects if p.published == "1"}
        and len(result.winners) == number
    )
    assert result.working["variant"] == found.meta["rule"]


def test_nothing_published_is_counted_all_the_same(test_data):
    result = count_greedy(pb.read(test_data / "pb" / "Netherlands_Amsterdam_605.pb"))
    assert result.winners and result.working["spent"] <= 300_000


@pytest.mark.slow
@MANY
@given(cases())
def test_the_list_is_gone_down_once(case):
    """As anyone does it with pencil and paper."""
    costs, approvals, budget = case
    votes = [sum(p in a for a in approvals) for p in range(len(costs))]
    left, expected = budget, []
    for p in sorted(range(len(costs)), key=lambda p: (-votes[p], costs[p], p)):
        if votes[p] and costs[p] <= left:
            left -= costs[p]
            expected.append(f"p{p}")
    result = count_greedy(ballots(costs, approvals, budget))
    assert list(result.winners) == expected and result.working["left"] == left


@pytest.mark.slow
@MANY
@given(cases(), st.data())
def test_never_overspent_and_more_support_never_hurts(case, data):
    costs, approvals, budget = case
    result = count_greedy(ballots(costs, approvals, budget))
    assert sum(costs[p] for p in funded(result)) <= budget
    winner = data.draw(st.sampled_from(sorted(funded(result)))) if result.winners else None
    if winner is not None:
        more = [sorted({*a, winner}) if data.draw(st.booleans()) else a for a in approvals]
        assert winner in funded(count_greedy(ballots(costs, more, budget)))


@pytest.mark.slow
@MANY
@given(cases(), st.randoms(use_true_random=False))
def test_neither_names_nor_order_of_voters_matter(case, random):
    costs, approvals, budget = case
    result = count_greedy(ballots(costs, approvals, budget))
    assert (
        count_greedy(ballots(costs, random.sample(approvals, len(approvals)), budget)).winners
        == result.winners
    )
    order = random.sample(range(len(costs)), len(costs))
    other = count_greedy(
        ballots(
            [costs[p] for p in order],
            [sorted(order.index(p) for p in a) for a in approvals],
            budget,
        )
    )
    if all(t["broken_by"] == "cheaper" or not t["decided_funding"] for t in result.ties):
        assert {order[p] for p in funded(other)} == funded(result)


@pytest.mark.slow
@MANY
@given(cases(most_projects=5, dear=6), st.randoms(use_true_random=False))
def test_a_tie_that_decided_nothing_decides_nothing_in_any_order(case, random):
    costs, approvals, budget = case
    result = count_greedy(ballots(costs, approvals, budget))
    if not any(t["decided_funding"] for t in result.ties):
        assert all(
            funded(count_greedy(ballots(costs, approvals, budget), seed=str(s))) == funded(result)
            for s in range(6)
        )


def test_variants():
    costs, approvals = [5, 9, 2], [[0, 1], [0, 1, 2], [0, 1], [0]]
    assert count_greedy(ballots(costs, approvals, 8)).winners == ("p0", "p2")
    ended = count_greedy(ballots(costs, approvals, 8), variant="greedy-no-skip")
    assert ended.winners == ("p0",) and [r.get("why") for r in ended.working["rounds"]] == [
        None,
        "too_dear",
        "after_the_end",
    ]
    assert count_greedy(ballots(costs, approvals, 8), threshold=2).winners == ("p0",)
    exclusive = count_greedy(
        ballots(costs, approvals, 20, excludes={2: [0]}), variant="greedy-exclusive"
    )
    assert exclusive.winners == ("p0", "p1") and exclusive.working["rounds"][2] == {
        "rank": 3,
        "project": "p2",
        "name": "Project 2",
        "score": 1,
        "votes": 1,
        "cost": 2,
        "before": 6,
        "funded": False,
        "why": "excluded",
        "by": ["p0"],
        "after": 6,
    }
    assert "note" in count_greedy(ballots(costs, approvals, 20), variant="greedy-exclusive").working
    with pytest.raises(ValueError):
        count_greedy(ballots(costs, approvals, 8), variant="greedy-custom")


def test_ties_say_what_broke_them_and_whether_it_mattered():
    by_cost = count_greedy(ballots([3, 2], [[0, 1]], 4))
    assert by_cost.winners == ("p1",) and by_cost.ties == [
        {
            "stage": 1,
            "tied": ["p1", "p0"],
            "broken_by": "cheaper",
            "decided_funding": True,
            "chosen": ["p1"],
        }
    ]
    both = count_greedy(ballots([2, 2], [[0, 1]], 4)).ties[0]
    assert (both["broken_by"], both["decided_funding"], both["chosen"]) == (
        "ballot_order",
        False,
        ["p0", "p1"],
    )
    drawn = {count_greedy(ballots([2, 2], [[0, 1]], 3), seed=str(s)).winners for s in range(20)}
    assert (
        drawn == {("p0",), ("p1",)}
        and count_greedy(ballots([2, 2], [[0, 1]], 3), seed="x").ties[0]["seed"] == "x"
    )
    assert not count_greedy(ballots([2, 2], [[], []], 3)).winners


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(cases(), st.booleans())
def test_pabutools_agrees(case, cumulative):
    """Theirs also funds projects nobody voted for, where money is left; ours never does.

    Ours come first in theirs, so nothing else can differ.
    """
    pytest.importorskip("pabutools")
    from pabutools.election import (
        Additive_Cardinal_Sat,
        ApprovalBallot,
        ApprovalProfile,
        CardinalBallot,
        Cardinality_Sat,
        CardinalProfile,
        Instance,
        Project,
    )
    from pabutools.rules import greedy_utilitarian_welfare
    from pabutools.tiebreaking import TieBreakingRule

    costs, approvals, budget = case
    theirs = [Project(str(i), c) for i, c in enumerate(costs)]
    points = [[1 + (i + p) % 4 for p in a] for i, a in enumerate(approvals)]
    instance = Instance(theirs, budget_limit=budget)
    if cumulative:
        profile = CardinalProfile(
            [
                CardinalBallot({theirs[p]: x for p, x in zip(a, row, strict=True)})
                for a, row in zip(approvals, points, strict=True)
            ],
            instance=instance,
        )
        ours, sat = (
            count_greedy(ballots(costs, approvals, budget, points=points, kind="cumulative")),
            Additive_Cardinal_Sat,
        )
    else:
        profile, ours, sat = (
            ApprovalProfile(
                [ApprovalBallot([theirs[p] for p in a]) for a in approvals], instance=instance
            ),
            count_greedy(ballots(costs, approvals, budget)),
            Cardinality_Sat,
        )
    wanted = set(
        np.flatnonzero([any(p in a for a in approvals) for p in range(len(costs))]).tolist()
    )
    # Their greedy divides satisfaction by cost; one that counts cost as satisfaction per vote makes
    # it go by score, as cities do.
    result = _by_score(
        greedy_utilitarian_welfare,
        instance,
        profile,
        sat,
        TieBreakingRule(lambda i, p, project: (project.cost, int(project.name))),
    )
    assert {int(p.name) for p in result} & wanted == funded(ours)


def _by_score(rule, instance, profile, sat, breaks):
    """Their greedy by score rather than score per cost: satisfaction in score × cost."""

    class ByScore(sat):
        def sat(self, proj):
            return sum(super(ByScore, self).sat([p]) * p.cost for p in proj)

        def sat_project(self, project):
            return super().sat_project(project) * project.cost

    return rule(instance, profile, sat_class=ByScore, tie_breaking=breaks)
