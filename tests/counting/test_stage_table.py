"""The stage table of each ranked rule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.counting.ranked.scottish import count_scottish_stv
from deliberation.counting.ranked.stage_table import stage_table
from deliberation.counting.result import Result
from tests.counting.ranked.ranked_cases import ALL_RULES, profiles
from tests.counting.ranked.test_ranked_rules import votes


def test_a_scottish_count():
    table = stage_table(count_scottish_stv(votes("4 a b", "2 c", seats=2)))
    assert [(c.action, c.candidate, c.elected, c.excluded) for c in table.columns] == [
        ("first_preferences", None, ("Ai",), ()),
        ("surplus", "Ai", (), ()),
        ("exclusion", "Bo", ("Cai",), ("Bo",)),
    ]
    assert [(r.kind, r.name, r.cells, r.elected, r.excluded) for r in table.rows] == [
        ("candidate", "Ai", ("4.00000", "3.00000", "3.00000"), 1, None),
        ("candidate", "Bo", ("0.00000", "1.00000", "0.00000"), None, 3),
        ("candidate", "Cai", ("2.00000", "2.00000", "2.00000"), 3, None),
        ("not_transferable", "", ("0.00000", "0.00000", "1.00000"), None, None),
        ("lost", "", ("0.00000",) * 3, None, None),
        ("surplus", "", ("", "1.00000", ""), None, None),
        ("quota", "", ("3",) * 3, None, None),
        ("total", "", ("6",) * 3, None, None),
    ]


@pytest.mark.parametrize("rule", ALL_RULES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_row_has_a_cell_for_every_column(rule, data):
    profile = data.draw(profiles(ties=True))
    table = stage_table(rule(profile))
    assert table.columns and all(len(row.cells) == len(table.columns) for row in table.rows)
    assert {row.name for row in table.rows if row.kind == "candidate"} == set(profile.candidates)
    for row in table.rows:
        assert row.elected is None or row.name in table.columns[row.elected - 1].elected
        assert row.excluded is None or row.name in table.columns[row.excluded - 1].excluded


def test_a_count_without_stages_has_no_table():
    with pytest.raises(ValueError):
        stage_table(Result("motion", ()))
