"""What is declared is imported, what is imported is declared, and the locks hold that and what it
needs: a library nobody uses is one more to be watched for weaknesses.
"""

import ast
import re
import tomllib
from functools import cache
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import nodes
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PRODUCT = [*PROJECT["dependencies"], *EXTRAS["s3"]]
BUILD = ["hatchling", "editables", "babel", "wheel"]  # as packaging/lock.py has them

FROM = packages_distributions()  # module → libraries; what is installed here

# Used without being imported, each with the reason.
NOT_IMPORTED = {
    "tzdata": "zoneinfo reads it where the system has no time zones",
    "pytest-xdist": "a plugin: `-n` in the Makefile",
    "moto": "a server for tests/record/media, asked for by `pytest.importorskip`",
    "flask-cors": "moto's server asks for it and does not say so",
    "pulp": "holds back the version pabutools would take",
    "ruff": "run by `make lint`",
    "mypy": "run by `make types`",
    "types-wtforms": "read by mypy",
    "types-openpyxl": "read by mypy",
    "types-pyyaml": "read by mypy",
}


@cache
def imported_in(folder: Path) -> frozenset[str]:
    """The top names of all modules imported anywhere in this folder."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in nodes.statements(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                found.add(node.module.partition(".")[0])
    return frozenset(found)


def imported(*folders: str) -> frozenset[str]:
    return frozenset().union(*(imported_in(ROOT / folder) for folder in folders))


def distributions(modules: frozenset[str]) -> set[str]:
    """The libraries these modules come from; those of Python and of the house are none."""
    return {canonicalize_name(d) for m in modules for d in FROM.get(m, ())}


def declared(lines: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines}


def needed(lines: list[str]) -> dict[str, set[str]]:
    """Library → its extras: those of these lines and all that they need, on this Python."""
    found: dict[str, set[str]] = {}
    todo = [Requirement(line) for line in lines]
    while todo:
        wanted = todo.pop()
        name = canonicalize_name(wanted.name)
        if name in found and wanted.extras <= found[name]:
            continue
        extras = found.setdefault(name, set())
        extras |= wanted.extras
        for line in distribution(name).requires or ():
            inner = Requirement(line)
            if inner.marker is None or any(
                inner.marker.evaluate({"extra": e}) for e in ("", *extras)
            ):
                todo.append(inner)
    return found


def locked(name: str) -> set[str]:
    text = (ROOT / name).read_text("utf-8")
    return {canonicalize_name(n) for n in re.findall(r"(?m)^([\w.-]+)(?:\[[\w,]+\])?==", text)}


def unused(lines: list[str], modules: frozenset[str]) -> set[str]:
    return declared(lines) - distributions(modules) - NOT_IMPORTED.keys()


def undeclared(lines: list[str], modules: frozenset[str]) -> set[str]:
    """Imported without being named, nor by one that is (Flask brings Werkzeug and Jinja)."""
    known = declared(lines)
    for name in tuple(known):
        known |= {canonicalize_name(Requirement(r).name) for r in distribution(name).requires or ()}
    return distributions(modules) - known - {"deliberation"}


def test_every_library_of_the_product_is_imported_by_it():
    assert not unused(PRODUCT, imported("deliberation"))


def test_every_library_of_the_suite_is_imported_or_says_how_it_is_used():
    assert not unused(EXTRAS["test"], imported("tests", "bench", "packaging"))


def test_what_the_product_imports_is_declared():
    assert not undeclared(PRODUCT, imported("deliberation"))


def test_what_the_suite_imports_is_declared():
    """The oracles and the audit have environments of their own: absent here, they are not seen."""
    lines = [*PRODUCT, *EXTRAS["test"], *EXTRAS["audit"], *EXTRAS["oracles"]]
    installed = distributions(frozenset(FROM))
    here = [line for line in lines if declared([line]) <= installed]
    assert not undeclared(here, imported("tests", "bench"))


def test_no_reason_stands_for_a_library_that_is_imported_or_gone():
    every = declared([*PRODUCT, *EXTRAS["test"]])
    assert NOT_IMPORTED.keys() <= every
    assert not NOT_IMPORTED.keys() & distributions(imported("deliberation", "tests", "bench"))


@pytest.mark.parametrize(
    ("lock", "lines"),
    [
        ("requirements.lock", [*PROJECT["dependencies"], *BUILD]),
        ("requirements-test.lock", [*PROJECT["dependencies"], *EXTRAS["test"], *BUILD]),
    ],
)
def test_the_lock_holds_what_is_needed_and_nothing_else(lock, lines):
    wanted, have = needed(lines).keys() - {"pip", "setuptools"}, locked(lock)
    assert not have - wanted - {"pip", "setuptools"}, "run `make lock`"
    assert not wanted - have, "run `make lock`"


def test_a_library_nobody_imports_and_one_nobody_declared_are_seen(tmp_path):
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "a.py").write_text(
        "import flask\ndef f():\n    from sqlalchemy.orm import Session\n"
    )
    modules = imported_in(tmp_path / "room")
    assert modules == {"flask", "sqlalchemy"}
    assert unused(["flask>=3", "numpy"], modules) == {"numpy"}
    assert undeclared(["flask>=3"], modules) == {"sqlalchemy"}
