"""Which owners are one head, who votes for a unit, and that no unit is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.charter.owning import Owner, parties


def test_one_owner_of_several_units_is_one_head_and_co_owners_are_another():
    areas = {"d1": 9000, "d2": 7000, "d3": 5000}
    owners = [
        Owner("d1", "a", True),
        Owner("d2", "a", True),
        Owner("d3", "a", True),
        Owner("d3", "b", True),
    ]
    assert parties(areas, owners, {}) == [(["a"], 2, 16000), (["a", "b"], 1, 5000)]


def test_children_own_only_where_no_adult_does_and_then_nobody_votes_until_a_guardian_is_recorded():
    areas, child = (
        {"d1": 9000, "d2": 7000},
        [Owner("d1", "a", True), Owner("d1", "kid", False), Owner("d2", "kid", False)],
    )
    assert parties(areas, child, {}) == [(["a"], 1, 9000), ([], 1, 7000)]
    assert parties(areas, child, {"d2": ("r1", "g")}) == [(["a"], 1, 9000), (["g"], 1, 7000)]


def test_a_company_with_several_units_is_one_head_and_two_companies_are_two():
    areas = {"s1": 100, "s2": 200, "s3": 300}
    assert parties(areas, [], {"s1": ("r1", "x"), "s2": ("r1", "x"), "s3": ("r2", "x")}) == [
        (["x"], 2, 300),
        (["x"], 1, 300),
    ]


def test_a_unit_nobody_is_known_of_still_counts_and_what_lies_outside_does_not():
    assert parties({"d1": 100, "d2": 50}, [Owner("elsewhere", "a", True)], {}) == [
        ([], 1, 100),
        ([], 1, 50),
    ]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    areas=st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9999)),
    owners=st.lists(
        st.builds(Owner, st.sampled_from("abcdefg"), st.sampled_from("PQRS"), st.booleans())
    ),
    represented=st.dictionaries(
        st.sampled_from("abcdef"), st.tuples(st.sampled_from("12"), st.sampled_from("PQRS"))
    ),
)
def test_every_unit_counts_once(areas, owners, represented):
    found = parties(areas, owners, represented)
    assert sum(units for _, units, _ in found) == len(areas) and sum(
        area for _, _, area in found
    ) == sum(areas.values())
    assert parties(dict(reversed(areas.items())), list(reversed(owners)), represented) == found
