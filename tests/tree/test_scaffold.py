"""The table “Where do I put…” is true: one of each thing, written on a copy of the tree with the
files named there, holds; and without one of the files a named test says which was forgotten.

A channel of notices belongs here too, as a Thing in `scaffold`.
"""

import re

import pytest

from tests.tree.scaffold import Thing, act, copy_of_the_tree, kind, outcome_of, rule, small, without

THINGS = (act.THING, kind.THING, rule.THING, small.GATE, small.NOTICE, small.PAGE)
pytestmark = pytest.mark.nightly


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    return copy_of_the_tree(tmp_path_factory.mktemp("tree"))


@pytest.mark.parametrize("thing", THINGS, ids=lambda t: t.name)
def test_a_new_thing_needs_these_files_and_no_others(tree, thing: Thing):
    with without(tree, thing, None):
        code, failed, told = outcome_of(tree, *thing.holds)
        assert code == 0 and not failed, told


@pytest.mark.parametrize(
    ("thing", "piece"),
    [(thing, piece) for thing in THINGS for piece in thing.pieces if piece.forgotten],
    ids=lambda x: getattr(x, "name", None) or x.path,
)
def test_a_file_that_was_forgotten_is_told_by_a_test(tree, thing, piece):
    with without(tree, thing, piece):
        code, failed, told = outcome_of(tree, piece.forgotten)
    assert code != 0, told
    # the house itself does not import
    nothing_begins = re.search(r"Error while loading (plugin|conftest)", told) is not None
    assert nothing_begins or any(test.startswith(piece.forgotten) for test in failed), told
