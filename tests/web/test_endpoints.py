"""Pages named in the code are pages that are there: in lists kept by hand (which may be read
offline, leave a row in the audit log, take files, look at their own token) as in links.
"""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import import_module

from deliberation.accounts.routes.account import OWN_TOKENS
from deliberation.charter.rulebook import shipped_text
from tests import nodes
from tests.conftest import ROOT

KINDS = tomllib.loads(shipped_text("cn-2026"))["kinds"].values()
RULES = {
    f"{part}.{rule}" for kind in KINDS for part in kind if part != "like" for rule in kind[part]
}


def words(source: str) -> Iterator[tuple[int, str]]:
    """Every word of every string in it but docstrings, with its line."""
    found = list(nodes.in_source(source))
    told = {
        id(node.value)
        for node in found
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in found:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            for word in node.value.split():
                yield node.lineno, word


def strangers(
    said: Iterable[tuple[str, str]], rooms: Iterable[str], pages: Iterable[str]
) -> list[str]:
    """What is written as a page of a room and is none."""
    looks = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, rooms)))})\.[a-z]\w*")
    known = set(pages)
    return [f"{at}: {word}" for at, word in said if looks.fullmatch(word) and word not in known]


def test_a_page_that_is_gone_is_told():
    source = (
        '"""See desk.other."""\nA = frozenset("desk.gone desk.day".split())\nB = "roster.csv"\n'
    )
    said = [(f"a.py:{line}", word) for line, word in words(source)]
    assert strangers(said, {"desk"}, {"desk.day"}) == ["a.py:2: desk.gone"]


def test_every_page_named_in_the_code_is_there(site):
    rooms, pages = set(site.app.blueprints), set(site.app.view_functions)
    said = [
        (f"{path.relative_to(ROOT)}:{line}", word)
        for path in sorted((ROOT / "deliberation").rglob("*.py"))
        for line, word in words(path.read_text("utf-8"))
    ]
    assert len({word for _, word in said} & pages) > 60
    assert not strangers(said, rooms, pages | RULES)


def test_every_page_that_looks_at_its_own_token_is_there(site):
    shown = {f"{view.__module__}.{view.__name__}" for view in site.app.view_functions.values()}
    for name in OWN_TOKENS:
        module, _, function = name.rpartition(".")
        assert callable(getattr(import_module(module), function))
        assert name in shown
