"""What a kind of matter is stands in `charter/matters`: nothing else asks for a kind by its name,
no Python and no template. What it is like, a rulebook says; the demo tells stories of each.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from tests import nodes
from tests.conftest import ROOT

EXEMPT = ("deliberation/charter/matters/", "deliberation/charter/rulebook/", "deliberation/demo/")
KINDS = sorted(p.stem for p in (ROOT / EXEMPT[0]).glob("*.py"))
ASKS = {f"is_{kind}" for kind in KINDS}
IN_TEMPLATES = re.compile(
    r"\bmatter\s*(?:==|!=|in\s*[\(\[]|not\s+in\s*[\(\[])"
    r"|['\"]\w+['\"]\s+(?:not\s+)?in\s+[\w.]*\bkinds\b"
)


def _name(node: ast.AST) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def _written_out(node: ast.AST) -> bool:
    """A name of a kind as it stands in the code: a text, a constant, or several."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(_written_out(e) for e in node.elts)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return _name(node).isupper()


def found_in(source: str) -> Iterator[int]:
    """The lines that ask for a kind by its name: `matter == "x"`, `"x" in book.kinds`, a column
    `matter.in_(("x",))`, a call of `is_x`.
    """
    for node in nodes.in_source(source):
        sides: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and _name(node.func) in ("in_", "not_in", "is_", "is_not"):
            sides = [node.func.value, *node.args] if isinstance(node.func, ast.Attribute) else []
        elif isinstance(node, ast.Call) and _name(node.func) in ASKS:
            yield node.lineno
        if any(_name(s) in ("matter", "kinds") for s in sides) and any(map(_written_out, sides)):
            yield node.lineno


@pytest.mark.parametrize(
    "line",
    [
        'p.matter == "covenant"',
        "case.proposal.matter != FUND",
        'p.matter in ("task", COVENANT)',
        '"recall" in book.kinds',
        "TASK not in case.rulebook.kinds",
        "P.c.matter.not_in((TASK, COVENANT))",
        "is_task(case)",
    ],
)
def test_a_line_that_asks_by_name_is_found(line):
    assert list(found_in(f"x = {line}\n"))


@pytest.mark.parametrize(
    "line",
    [
        "P.c.matter.in_(own)",
        "kind in rulebook.kinds",
        "matters.of(p.matter, book.kinds.get(p.matter))",
        'loaded.kind == "election"',
    ],
)
def test_a_line_that_asks_the_object_is_not(line):
    assert not list(found_in(f"x = {line}\n"))


def test_no_python_asks_for_a_kind_by_its_name():
    asked = {}
    for path in sorted((ROOT / "deliberation").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        lines = [] if name.startswith(EXEMPT) else list(found_in(path.read_text("utf-8")))
        if lines:
            asked[name] = lines
    assert asked == {}


def test_no_template_asks_for_a_kind_by_its_name():
    asked = [
        f"{path.relative_to(ROOT)}:{n}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for n, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if IN_TEMPLATES.search(line)
    ]
    assert asked == []
