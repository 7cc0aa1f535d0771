"""Every reason is worded, every worded reason is given somewhere, and what no test brings about
stands in a list that only shrinks.
"""

import ast
import re
from pathlib import Path

import pytest

from deliberation.charter.reasons import CODES, Reason, refuse
from deliberation.web.words.base import REASON
from tests import nodes

ROOT = Path(__file__).resolve().parents[2]
# Worded, and given by nothing: to be removed from `reasons` and `words`, or given. Nothing may be
# added.
GIVEN_BY_NOTHING: frozenset[str] = frozenset()
# Given by code, and brought about by no test. Nothing may be added.
NAMED_BY_NO_TEST: frozenset[str] = frozenset()


# Modules without these words are not read any closer.
GIVES, SPEAKS = re.compile(r"\b(?:refuse|Reason)\b"), re.compile(r"\b(?:refused|Refused|gate)\b")


def given(source: str) -> set[str]:
    """The codes a module gives: first arguments of `refuse(…)` and `Reason(…)`.

    A code that is not written out is an error.
    """
    found = set()
    for node in nodes.in_source(source) if GIVES.search(source) else ():
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("refuse", "Reason")
        ):
            code = node.args[0] if node.args else None
            if not isinstance(code, ast.Constant):
                raise ValueError(
                    f"line {node.lineno}: a reason's code is written out where it is given"
                )
            found.add(code.value)
    return found


def named(source: str) -> set[str]:
    """Strings of a test module that speaks of refusals; what a keyword sets is another matter
    (reason="own_interest").
    """
    found = list(nodes.in_source(source)) if SPEAKS.search(source) else []
    if not any(isinstance(n, ast.Name) and SPEAKS.fullmatch(n.id) for n in found):
        return set()
    set_by_keyword = {id(n.value) for n in found if isinstance(n, ast.keyword)}
    return {
        n.value
        for n in found
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in set_by_keyword
    }


@pytest.fixture(scope="module")
def all_given() -> set[str]:
    modules = (p for p in (ROOT / "deliberation").rglob("*.py") if p.name != "reasons.py")
    return set().union(*(given(p.read_text("utf-8")) for p in modules))


@pytest.mark.slow
def test_every_reason_that_is_given_is_worded_and_known(all_given):
    assert len(all_given) > 70
    assert not all_given - set(REASON)
    assert set(CODES) == set(REASON)


def test_every_worded_reason_is_given_somewhere(all_given):
    assert set(REASON) - all_given == GIVEN_BY_NOTHING


@pytest.mark.slow
def test_every_reason_is_brought_about_by_a_test(all_given):
    modules = (p for p in (ROOT / "tests").rglob("test_*.py") if p != Path(__file__))
    assert (
        all_given - set().union(*(named(p.read_text("utf-8")) for p in modules)) == NAMED_BY_NO_TEST
    )


def test_a_reason_without_a_test_or_a_written_code_is_noticed():
    assert given(
        'raise refuse("not_yet", until=1)\nx = Reason("recused")\ncodes.refuse(ticket)'
    ) == {"not_yet", "recused"}
    with pytest.raises(ValueError, match="line 1"):
        given("raise refuse(code)")
    assert named('with refused(w, "not_yet"):\n    act(reason="own_interest")') >= {"not_yet"}
    assert "own_interest" not in named(
        'with refused(w, "not_yet"):\n    act(reason="own_interest")'
    )
    assert named('x = "not_yet"') == set()


def test_a_code_nobody_knows_is_a_programming_error():
    with pytest.raises(ValueError, match="unknown reason"):
        refuse("no_such_reason")


def test_every_reason_has_a_status_of_a_refusal():
    assert {Reason(code).status for code in CODES} == {401, 403, 404, 409, 422, 429, 503}
