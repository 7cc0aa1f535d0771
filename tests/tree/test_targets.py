"""No test is nowhere: what `make test` leaves out is in `make nightly` and named in
CONTRIBUTING.md, and the small targets are parts of it. And what makes a run slow or one test hang
on another stays out: waits, and fixtures that are imported.
"""

import ast
import itertools
import re
import tomllib
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression

from tests.conftest import CYCLE, NIGHTLY, ON_POSTGRES, ROOT, SLOW, cycle_on_postgres

TESTS = ROOT / "tests"
SOURCES = sorted(TESTS.rglob("*.py"))
CHOOSING = ("browser", "postgres", "slow", "nightly")


def chosen() -> dict[str, str]:
    """Target of the Makefile → which marks it asks for."""
    made = (ROOT / "Makefile").read_text("utf-8")
    rules = re.findall(r"^(\w+): \$\(VENV\)/\.test.*\n((?:\t.*\n)+)", made, re.M)
    found = {name: re.search(r'\$\(PYTEST\).* -m "(.*)" \$\(ARGS\)', text) for name, text in rules}
    return {name: match[1] for name, match in found.items() if match}


def marks() -> list[frozenset[str]]:
    """Every set of marks a test can bear."""
    return [
        frozenset(some)
        for n in range(len(CHOOSING) + 1)
        for some in itertools.combinations(CHOOSING, n)
    ]


def takes(expression: str, some: frozenset[str]) -> bool:
    return not expression or Expression.compile(expression).evaluate(lambda name, **_: name in some)


def test_by_day_everything_but_the_night_and_by_night_everything():
    asked = chosen()
    assert set(asked) == {"test", "quick", "unit", "browser", "nightly"}
    for some in marks():
        assert takes(asked["nightly"], some)
        assert takes(asked["test"], some) == ("nightly" not in some)
        for part in ("quick", "unit", "browser"):
            assert takes(asked["test"], some) or not takes(asked[part], some), (part, some)


def test_nothing_else_leaves_a_test_out():
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]
    said = options["ini_options"]["addopts"] + (ROOT / "Makefile").read_text("utf-8")
    assert not re.search(r"--ignore|--deselect|\s-k\s", said)
    assert options["ini_options"]["testpaths"] == ["tests"]
    assert {m.split(":")[0] for m in options["ini_options"]["markers"]} == {*CHOOSING, "served"}


def test_every_test_stands_in_a_file_that_is_collected():
    lost = [
        f"{path.relative_to(ROOT)}::{node.name}"
        for path in SOURCES
        if not path.name.startswith("test_")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and node.name.startswith(("test_", "Test"))
        and not any("fixture" in ast.unparse(d) for d in node.decorator_list)
    ]
    assert not lost


def named() -> set[str]:
    """The tests of the night as CONTRIBUTING.md lists them: tests/file.py::name."""
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    _, _, after = told.partition("### What the night holds")
    return set(re.findall(r"`(tests/[\w/]+\.py::\w+)`", after.partition("\n## ")[0]))


def test_what_the_night_holds_is_named_in_contributing(request):
    held = request.config.stash[NIGHTLY]
    assert not held - named()
    if len(request.config.args) == 1 and request.config.args[0] in ("tests", str(TESTS)):
        assert not named() - held, "no test of the night"
    for name in named():
        path, _, function = name.partition("::")
        assert f"def {function}(" in (ROOT / path).read_text("utf-8"), name


@pytest.mark.parametrize("listed", [SLOW, ON_POSTGRES], ids=lambda p: p.stem)
def test_what_a_list_names_is_there(listed: Path):
    names = listed.read_text("utf-8").split()
    assert names == sorted(set(names))
    for name in names:
        path, _, function = name.partition("::")
        assert f"def {function}(" in (ROOT / path).read_text("utf-8"), name


class Found:
    """What the collection knows of a test on PostgreSQL."""

    def __init__(self, name: str) -> None:
        self.nodeid, self.originalname = f"{name}[postgres]", name.rpartition(":")[2]
        self.marks = ["postgres"]

    def get_closest_marker(self, name: str) -> str | None:
        return name if name in self.marks else None

    def add_marker(self, mark) -> None:
        self.marks.append(mark.name)


def test_of_the_cycle_on_postgres_the_list_is_for_the_day_and_the_rest_for_the_night():
    listed = ON_POSTGRES.read_text("utf-8").split()
    assert listed and all(name.startswith(CYCLE) for name in listed)
    assert f"`{ON_POSTGRES.relative_to(ROOT)}`" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    day, night, record = found = [
        Found(name)
        for name in (listed[0], f"{CYCLE}test_x.py::test_y", "tests/record/test_x.py::test_y")
    ]
    cycle_on_postgres(found)
    assert day.marks == record.marks == ["postgres"] and night.marks == ["postgres", "nightly"]


def waits(source: str) -> list[str]:
    """Calls that let time pass, but for the tenth of a second between two looks at a process that
    starts.
    """
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in ("sleep", "wait_for_timeout")
        and not (isinstance(node.args[0], ast.Constant) and node.args[0].value <= 0.2)
    ]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("time.sleep(0.5)", True),
        ("sleep(left)", True),
        ("page.wait_for_timeout(300)", True),
        ("time.sleep(0.1)", False),
    ],
)
def test_a_wait_is_seen(line, wrong):
    assert bool(waits(line)) == wrong


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(TESTS)))
def test_no_test_waits_and_none_imports_a_fixture(path: Path):
    source = path.read_text("utf-8")
    assert not waits(source)
    assert f"noqa: {'F811'}" not in source, "fixtures are found in a conftest or in tests/site.py"
