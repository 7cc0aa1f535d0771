"""Reading a rulebook's TOML: exact keys, exact types, locks held, every error with its line.

Used through `charter.rulebook`.

A value may stand bare or with its source: {value = 15, law = "…", article = "34", lock =
"at_least", words = "十五日", source = "V"}. A file that `extends` another may tighten a locked
number, never loosen it; `kinds.<name>.like` starts from another kind.
"""

import dataclasses
import hashlib
import re
import tomllib
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from .book import Rulebook, RulebookError
from .lines import key_lines
from .locks import first_breach, governing
from .merging import expand_likes, merge
from .sense import first_fault
from .typed import Reader

# A rulebook that extends another carries the other's text before this line, so that its meaning
# never changes with a release.
EXTENDED = "#=== extended by ===\n"


@lru_cache(maxsize=64)
def load(name: str) -> Rulebook:
    """A shipped rulebook: "cn-2026" or "association". KeyError for others."""
    return parse(shipped_text(name), f"{name}.toml")


def shipped_text(name: str) -> str:
    """The text of a shipped rulebook.

    KeyError for others, and for what is no plain name (a path out of the folder).
    """
    path = resources.files("deliberation.charter") / "rulebooks" / f"{name}.toml"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise KeyError(name)
    return path.read_text("utf-8")


def shipped() -> list[str]:
    """Names of the rulebooks that come with the product."""
    folder = resources.files("deliberation.charter") / "rulebooks"
    return sorted(
        p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml")
    )


@lru_cache(maxsize=256)
def parse(text: str, filename: str = "rulebook.toml") -> Rulebook:
    """Read and validate. Raises RulebookError with file, line and reason."""
    return read_rulebook(text, filename)


def parse_file(path: str | Path) -> Rulebook:
    """Read a file from disk; RulebookError also for bytes that are not UTF-8."""
    path = Path(path)
    try:
        return parse(path.read_bytes().decode("utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise RulebookError(path.name, 1, "not UTF-8 text") from error


def read_rulebook(text: str, filename: str) -> Rulebook:
    """The whole way: TOML → merged tables → typed rulebook with its numbers and digest."""
    base_text, mark, own = text.rpartition(EXTENDED)
    text = own if mark else text
    reader = Reader(filename, key_lines(text))
    raw = _toml(text, filename)
    extends, base = raw.pop("extends", None), None
    if extends is not None or mark:
        base = _base(extends, base_text if mark else None, reader)
        base_text = base.source_text
        raw = merge(_tables(base_text), raw)
    expand_likes(raw, reader)
    book: Rulebook = reader.read(
        Rulebook, raw, "", skip=frozenset({"digest", "source_text", "numbers"})
    )
    whole = base_text + EXTENDED + text if base else text
    book = _finished(book, whole, reader)
    _hold_locks(book, base, extends, text, reader)
    return book


def _finished(book: Rulebook, whole: str, reader: Reader) -> Rulebook:
    """With its text, digest and numbers; RulebookError at the first thing that makes no sense."""
    digest = hashlib.sha256(whole.encode("utf-8")).hexdigest()
    book = dataclasses.replace(
        book, digest=digest, source_text=whole, numbers=tuple(reader.numbers)
    )
    if fault := first_fault(book):
        raise reader.error(*fault)
    return book


def _toml(text: str, filename: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise RulebookError(
            filename,
            int(found[1]) if found else text.rstrip("\n").count("\n") + 1,
            f"not TOML: {error}",
        ) from error
    except RecursionError as error:
        raise RulebookError(filename, 1, "nested too deeply") from error


def _base(name: Any, text: str | None, reader: Reader) -> Rulebook:
    """The rulebook extended: the text carried along, else the shipped one."""
    if not isinstance(name, str):
        raise reader.error("extends", "the name of a shipped rulebook is needed here")
    try:
        return parse(text, f"{name}.toml") if text is not None else load(name)
    except KeyError as error:
        raise reader.error("extends", f"there is no rulebook {name!r} to extend") from error


def _hold_locks(
    book: Rulebook, base: Rulebook | None, extends: str | None, own: str, reader: Reader
) -> None:
    references = [base] if base else []
    # A shipped rulebook states the law itself; tests/charter/test_statutes.py holds it against the
    # statute.
    references += [load(name) for name in governing(book, extends) if own != shipped_text(name)]
    for reference in references:
        if breach := first_breach(book, reference):
            raise reader.error(*breach)


def _tables(text: str) -> dict[str, Any]:
    base_text, mark, own = text.rpartition(EXTENDED)
    raw = tomllib.loads(own if mark else text)
    raw.pop("extends", None)
    return merge(_tables(base_text), raw) if mark else raw
