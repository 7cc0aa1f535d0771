"""Nothing stands in the package that nothing in the product uses: no function, class, method,
field or constant whose name occurs nowhere but where it is made. What only a test uses is not used.
"""

import ast
import importlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from deliberation.charter.act import Act
from tests import nodes
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

WORD = re.compile(r"\w+")
FROZEN = ROOT / "deliberation" / "record" / "migrations" / "versions"
# Whatever has another decorator is registered by it, and called by whoever registered it.
PLAIN = {"dataclass", "property", "cached_property", "classmethod", "staticmethod", "cache"}
PLAIN |= {"lru_cache", "contextmanager", "total_ordering", "override", "abstractmethod"}

# Found by a name that is put together, each with the place that does it.
PUT_TOGETHER = {
    "deliberation/demo/script.py": r"Script\._\w+",  # step: f"_{row.stage}"
    "deliberation/demo/begun.py": r"Begun\._\w+",  # likewise
    "deliberation/demo/elections.py": r"ElectionScript\._vote",  # likewise
    "deliberation/demo/rounds.py": r"RoundScript\._vote",  # likewise
    "deliberation/record/applying/changes.py": r"Memory\._\w+",  # run: "_" + the change's class
    "deliberation/accounts/forms/joining.py": r"\w+\.validate_\w+",  # WTForms: the field's name
    "deliberation/accounts/forms/passwords.py": r"\w+\.validate_\w+",  # likewise
    "deliberation/accounts/forms/signing_in.py": r"\w+\.validate_\w+",  # likewise
}
# Read by others than the product, each with the reason.
READ_ELSEWHERE = {
    "PRIVATE_TABLES": "tests/tree/test_architecture.py holds every table to be civic or private",
    "CHECKS": "tests/test_translations.py finds words for each",
    "csrf_time_limit": "Flask-WTF reads it from the Meta of a form",
}


@dataclass(frozen=True)
class Made:
    """Something the package defines: where, in which class, and its name."""

    path: str
    owner: str
    name: str

    def __str__(self) -> str:
        return f"{self.path}: {self.owner}{'.' if self.owner else ''}{self.name}"


def made(path: str, body: list[ast.stmt], owner: str = "") -> Iterator[Made]:
    """What these statements define, those of classes too; registered ones are left out."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if plain(node.decorator_list):
                yield Made(path, owner, node.name)
            if isinstance(node, ast.ClassDef):
                yield from made(path, node.body, node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (Made(path, owner, t.id) for t in targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.If | ast.Try):
            yield from made(path, node.body, owner)


def plain(decorators: list[ast.expr]) -> bool:
    names = (d.func if isinstance(d, ast.Call) else d for d in decorators)
    return all(
        (n.attr if isinstance(n, ast.Attribute) else getattr(n, "id", "")) in PLAIN for n in names
    )


def words(tree: ast.AST) -> Iterator[str]:
    """Every name and every word of a string, once for each place; docstrings say nothing."""
    found = list(nodes.every(tree))
    said = {
        id(node.value)
        for node in found
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in found:
        for field in ("id", "attr", "arg", "name", "asname"):
            if isinstance(value := getattr(node, field, None), str):
                yield from value.split(".")
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield from WORD.findall(node.value)


@cache
def trees() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8"))
        for path in sorted((ROOT / "deliberation").rglob("*.py"))
        if path.parent != FROZEN
    }


def product() -> Counter[str]:
    """How often each word stands in the product: code, templates, what builds it."""
    found = Counter(word for tree in trees().values() for word in words(tree))
    for path in (ROOT / "templates").rglob("*.html"):
        found.update(WORD.findall(path.read_text("utf-8")))
    for path in (ROOT / "packaging").glob("*.py"):
        found.update(words(ast.parse(path.read_text("utf-8"))))
    return found


def by_place(thing: Made) -> bool:
    """An act is found by its place and its name; what overrides a library's is called by it."""
    module = importlib.import_module(thing.path.removesuffix(".py").replace("/", "."))
    of = getattr(module, thing.owner or thing.name, None)
    if not isinstance(of, type):
        return False
    if not thing.owner:
        return issubclass(of, Act) and "name" in vars(of)
    theirs = [c for c in of.__mro__ if not c.__module__.startswith("deliberation")]
    return any(thing.name in {*vars(c), *getattr(c, "__annotations__", ())} for c in theirs[:-1])


def unused(things: list[Made], found: Counter[str]) -> list[Made]:
    here = Counter(thing.name for thing in things)
    return [
        t
        for t in things
        if found[t.name] <= here[t.name]
        and not t.name.startswith("__")
        and t.name not in READ_ELSEWHERE
        and not re.fullmatch(PUT_TOGETHER.get(t.path, "(?!)"), f"{t.owner}.{t.name}")
    ]


def test_everything_that_is_made_is_used():
    things = [thing for path, tree in trees().items() for thing in made(path, tree.body)]
    assert len(things) > 5_000
    assert not [str(t) for t in unused(things, product()) if not by_place(t)]


def test_what_is_used_nowhere_is_seen():
    text = '''
"""gone says nothing"""
import blueprint
KEPT = 1
LEFT = 2
class Act:
    field: int
    other: int
    def method(self): return self.other
    def lost(self): """lost"""
@blueprint.get("/")
def page(): return f"{kept()}" + Act.__name__ + str(KEPT)
def kept(): return "method"
def gone(): pass
'''
    tree = ast.parse(text)
    seen = unused(list(made("a.py", tree.body)), Counter(words(tree)))
    assert [f"{t.owner}.{t.name}" for t in seen] == [".LEFT", "Act.field", "Act.lost", ".gone"]
