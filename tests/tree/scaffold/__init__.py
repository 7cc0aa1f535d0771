"""One of each new thing, as the table “Where do I put…” of docs/architecture.md says: written on a
copy of the tree.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

PARTS = ("deliberation", "templates", "static", "tests", "docs")
FILES = ("pyproject.toml", "CONTRIBUTING.md", "README.md", "Makefile", ".gitignore")


@dataclass(frozen=True)
class Piece:
    """One file of a new thing: a new file, a text at the end of one, `after` a text or `instead` of
    it.

    forgotten: the test that fails where this piece is missing; empty for the thing's own tests.
    """

    path: str
    text: str
    forgotten: str
    after: str = ""
    instead: str = ""
    by_command: tuple[str, ...] = ()  # the text goes to this module instead, which writes the file

    def put(self, tree: Path) -> None:
        """Write it. AssertionError where the place it belongs to is not there, or not alone."""
        file = tree / self.path
        if self.by_command:
            run(tree, *self.by_command, given=self.text)
            return
        place = self.after or self.instead
        if not place:
            assert self.text not in (file.read_text("utf-8") if file.exists() else "")
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a", encoding="utf-8") as open_file:
                open_file.write(self.text)
            return
        before = file.read_text("utf-8")
        assert before.count(place) == 1, f"{self.path}: {place!r}"
        file.write_text(before.replace(place, self.after + self.text), "utf-8")


@dataclass(frozen=True)
class Thing:
    """A new thing: its pieces in the order of the table, the tests that hold once all stand."""

    name: str
    pieces: tuple[Piece, ...]
    holds: tuple[str, ...]


def example(name: str) -> str:
    """The worked example of CONTRIBUTING.md that is headed so."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    found = text.partition(f"## Example: {name}\n")[2].partition("\n## ")[0]
    assert found, name
    return found


def shown(text: str) -> list[str]:
    """The blocks of code of an example, without what indents them."""
    found = re.findall(r"(?ms)^( +)```(?:python|json|toml)\n(.*?)^ +```", text)
    return [re.sub(rf"(?m)^{indent}", "", code) for indent, code in found]


def copy_of_the_tree(to: Path) -> Path:
    """The tree as it is, with what was compiled, so that the copy need not."""
    for part in PARTS:
        shutil.copytree(ROOT / part, to / part)
    for name in FILES:
        shutil.copy2(ROOT / name, to / name)
    return to


def run(tree: Path, *args: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Python in the copy, on the copy's own modules."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST"))}
    return subprocess.run(
        [sys.executable, *args],
        cwd=tree,
        env=env,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def outcome_of(tree: Path, *tests: str) -> tuple[int, set[str], str]:
    """Exit code, which of these failed (a file that does not import counts), and what was said."""
    done = run(
        tree, "-m", "pytest", "-n0", "-rfE", "--tb=line", "-m", "not postgres and not nightly",
        *tests,
    )  # fmt: skip
    failed = set(re.findall(r"(?m)^(?:FAILED|ERROR) (tests/[\w/]+\.py(?:::\w+)?)", done.stdout))
    return done.returncode, failed, done.stdout[-4000:] + done.stderr[-2000:]


@contextmanager
def without(tree: Path, thing: Thing, piece: Piece | None) -> Iterator[None]:
    """The thing with one piece forgotten, or whole; all files as they were before it afterwards."""
    kept = {p.path: read(tree / p.path) for p in thing.pieces}
    try:
        for one in thing.pieces:
            if one is not piece:
                one.put(tree)
        yield
    finally:
        for path, text in kept.items():
            if text is None:
                (tree / path).unlink(missing_ok=True)
            else:
                (tree / path).write_text(text, "utf-8")


def read(file: Path) -> str | None:
    return file.read_text("utf-8") if file.exists() else None
