"""A file, a module, or a name with an underscore that a docstring, a comment or a text of the docs
speaks of is there: whoever follows it arrives.
"""

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests import nodes
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

HOUSE = ("deliberation", "templates", "static", "tests", "packaging", "bench", "docs")
FROZEN = ROOT / "deliberation" / "record" / "migrations" / "versions"
TEXTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS += sorted((ROOT / "docs" / "decisions").glob("*.md"))
ENDINGS = "py|html|toml|txt|po|css|js|md|svg"
FILE = re.compile(rf"(?<![\w/.<>*{{}}$-])((?:[\w.-]+/)*[\w-]+\.(?:{ENDINGS}))\b(?![\w/(*])")
FOLDER = re.compile(r"(?<![\w/.<>*{}:$-])([a-z_]\w*(?:/[a-z_]\w*)+)(?![\w<>*{}.:(-]|/[<{*])")
DOTTED = re.compile(r"(?<![\w/.@<*{'\"-])([a-z_]\w*(?:\.[a-zA-Z_]\w*)+)(?![\w/(@=-])")
JOINED = re.compile(r"(?<![\w/.<>{-])([a-z]+(?:_[a-z0-9]+)+)(?![\w*-])")
WORD = re.compile(r"\w+")
CODE = re.compile(r"(?ms)^ *```.*?^ *```")

# Named though they are nowhere in the tree, each with the reason.
ELSEWHERE = {
    # the worked example of CONTRIBUTING.md makes them
    "cycle/supervise/acts/visit.py",
    "cycle/supervise/routes/visit.py",
    "tests/cycle/test_visits.py",
    # made by an installation, not by us
    "instance/config.toml",
    "config.toml",
    "letter.html",
    "instance/uploads",
    # in the data of the tests
    "SOURCES.md",
    # examples of a path
    "tests/file.py",
    # keys of a rulebook and of a fact, a channel of logging
    "vote.group",
    "notice.days",
    "act.id",
    "deliberation.audit",
}


@cache
def said(path: Path) -> tuple[tuple[int, str], ...]:
    """Line and text of every docstring and comment of a module; a text but for its code."""
    return tuple(_said(path))


def _said(path: Path) -> Iterator[tuple[int, str]]:
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        yield 1, CODE.sub("", text)
        return
    yield from read(path).docstrings
    tokens = tokenize.generate_tokens(io.StringIO(text).readline) if "#" in text else ()
    for token in tokens:
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


@cache
def endings() -> frozenset[str]:
    """Every file and folder of the house, under each of its names: whole, without the first folder
    and so on, and without its ending where that is .py."""
    found = set()
    for path in (p for folder in HOUSE for p in (ROOT / folder).rglob("*")):
        parts = path.relative_to(ROOT).parts
        for n in range(len(parts)):
            name = "/".join(parts[n:])
            found |= {name, name.removesuffix(".py")}
    return frozenset(found) | {p.name for p in ROOT.iterdir()}


@cache
def modules() -> dict[str, list[Path]]:
    """record.write.perform, write.perform, perform → its file; a package → its __init__."""
    found = defaultdict(list)
    for path in (p for folder in ("deliberation", "tests", "bench") for p in modules_in(folder)):
        parts = path.relative_to(ROOT).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        for n in range(len(parts)):
            found[".".join(parts[n:])].append(path)
    return found


def modules_in(folder: str) -> list[Path]:
    return [p for p in (ROOT / folder).rglob("*.py") if p.parent != FROZEN]


@dataclass(frozen=True)
class Read:
    """`names`: all that is called something in a module, and the words of its strings.
    `docstrings`: with their lines.
    """

    names: frozenset[str]
    docstrings: tuple[tuple[int, str], ...]


FIELDS = ("id", "attr", "arg", "name", "asname", "module")


@cache
def read(path: Path) -> Read:
    found: set[str] = set()
    told: list[tuple[int, str]] = []
    of_docstrings: set[int] = set()  # what stands alone comes before what stands in it
    for node in nodes.in_source(path.read_text("utf-8")):
        if isinstance(node, ast.Expr):
            of_docstrings.add(id(node.value))
            if isinstance(node.value, ast.Constant):
                told.append((node.lineno, str(node.value.value)))
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and id(node) not in of_docstrings:
                found.update(WORD.findall(node.value))
        else:
            for field in FIELDS:
                if isinstance(value := getattr(node, field, None), str):
                    found.update(value.split("."))
    return Read(frozenset(found), tuple(told))


def names(path: Path) -> frozenset[str]:
    return read(path).names


@cache
def words() -> frozenset[str]:
    """Every name of the house: of code, of its strings, of templates, rulebooks and settings."""
    found = {part for name in modules() for part in name.split(".")}
    for folder in ("deliberation", "tests", "packaging", "bench"):
        found.update(*(names(p) for p in (ROOT / folder).rglob("*.py")))
    files = [p for f in HOUSE for p in (ROOT / f).rglob("*") if p.suffix in READ]
    files += [ROOT / "pyproject.toml", ROOT / "Makefile"]
    for path in files:
        found |= set(re.findall(r"\w+", path.read_text("utf-8")))
    return frozenset(found)


READ = {".html", ".toml", ".txt", ".js", ".conf"}


def leads_somewhere(dotted: str) -> bool:
    """Whether a.b.c is a module, or something in one; what does not begin in the house does."""
    parts = dotted.split(".")
    for k in range(len(parts), 0, -1):
        if found := modules().get(".".join(parts[:k])):
            ours = k > 1 or parts[0] == "deliberation" or any("tests" not in p.parts for p in found)
            return k == len(parts) or not ours or any(parts[k] in names(p) for p in found)
    return True


def astray(text: str) -> Iterator[str]:
    """What these words name that is not there."""
    files = FILE.findall(text)
    yield from (f for f in files if re.sub(r"^(?:\.\.?/)+", "", f) not in endings())
    known = endings()
    yield from (f for f in FOLDER.findall(text) if f not in known and f.split("/")[0] in ROOMS)
    yield from (
        d for d in DOTTED.findall(text) if not re.search(ENDED, d) and not leads_somewhere(d)
    )


ENDED = rf"\.({ENDINGS}|key|lock|csv|json|mo|sqlite3|io|org|cn|com|github)\b"
ROOMS = {p.name for f in ("deliberation", "tests") for p in (ROOT / f).rglob("*") if p.is_dir()}
ROOMS |= {*HOUSE, "people", "clerk"}


def places(paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in paths
        for line, text in said(path)
        for name in astray(text)
        if name not in ELSEWHERE
    ]


def test_what_the_docs_name_is_there():
    assert not places(TEXTS)


def test_every_test_the_docs_name_is_there():
    named = [
        found for p in TEXTS for found in re.findall(r"(tests/[\w/]+\.py)::(\w+)", p.read_text())
    ]
    assert len(named) > 20 and not [(f, n) for f, n in named if n not in names(ROOT / f)]


@pytest.mark.parametrize("folder", ["deliberation", "tests", "packaging", "bench"])
def test_what_docstrings_and_comments_name_is_there(folder):
    assert not places(modules_in(folder))


def test_a_name_with_an_underscore_is_one_of_the_house():
    outside = {"tcp_info", "tcpi_bytes_acked", "tcpi_unacked"}  # of linux/tcp.h
    known = words() | outside
    lost = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in modules_in("deliberation")
        for line, text in said(path)
        for name in JOINED.findall(text)
        if name not in known
    ]
    assert not lost


def test_no_node_of_a_module_is_passed_over():
    tree = ast.parse(Path(__file__).read_text("utf-8"))
    told = [n for n in ast.walk(tree) if not isinstance(n, ast.expr_context)]
    assert list(nodes.every(tree)) == told


def test_a_name_that_leads_nowhere_is_seen():
    gone = "See `people.second_factor`, record.casefile, people/acts.py, tests/people and x.py."
    assert set(astray(gone)) == {
        "people.second_factor",
        "record.casefile",
        "people/acts.py",
        "tests/people",
        "x.py",
    }
    there = (
        "See `record.write.casefile.load`, web.acting, ../README.md, tests/desk, charter/acts.py."
    )
    assert not list(astray(there + " Use flask.request, e.g. on jiahe.example.org/a, in log.key."))
