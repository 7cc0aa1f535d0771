"""Reading a rulebook's TOML: exact keys, exact types, locks held, every error with its line. Called by `rulebook.parse` only.

A value may stand bare or with its source: {value = 15, law = "…", article = "34", lock = "at_least", words = "十五日", source = "V"}.
A file that `extends` another may tighten a locked number, never loosen it; `kinds.<name>.like` starts from another kind.
"""

import dataclasses
import hashlib
import re
import tomllib
import typing
from copy import deepcopy
from typing import Any

from deliberation.counting.questions import BUDGET_RULES
from deliberation.counting.threshold import Threshold

from . import rulebook as rb
from .rulebook_lines import key_lines
from .rulebook_locks import first_breach, governing
from .rulebook_sense import first_fault, size

# A rulebook that extends another carries the other's text before this line, so that its meaning never changes with a release.
EXTENDED = "#=== extended by ===\n"
_CITATION = {"law", "article", "lock", "words", "source"}
_VALUES = {"value", "at_least", "more_than"}
_CHOICES = {
    "ballot": (rb.NAMED, rb.SECRET),
    "base": ("present", "participating"),
    "rule": ("motion/1", "dual/1", "paper/1", "election/1", "scottish-stv/1"),
    "forms": ("approve", "points", "rank"),
    "rules": BUDGET_RULES,
    "after_term": ("lapse", "continue"),
    "electorate": ("reps_meeting", "residents", "households", "representatives", "owners"),
    "taking_part": ("signed_in", "ballot"),
    "silence": ("none", "joins_majority"),
    "calendar": ("cn", "plain"),
    "language": ("zh_Hans", "en"),
    "tie": ("vote_again",),
    "legal_effect": ("advisory", "binding_by_charter", "external_official_system"),
}


def read_rulebook(text: str, filename: str) -> rb.Rulebook:
    """The whole way: TOML → merged tables → typed rulebook with its numbers and digest."""
    base_text, mark, own = text.rpartition(EXTENDED)
    text = own if mark else text
    reader = _Reader(filename, key_lines(text))
    raw = _toml(text, filename)
    extends, base = raw.pop("extends", None), None
    if extends is not None or mark:
        base = _base(extends, base_text if mark else None, reader)
        base_text = base.source_text
        raw = _merge(_tables(base_text), raw)
    _expand_likes(raw, reader)
    book = reader.read(rb.Rulebook, raw, "", skip=frozenset({"digest", "source_text", "numbers"}))
    whole = base_text + EXTENDED + text if base else text
    digest = hashlib.sha256(whole.encode("utf-8")).hexdigest()
    book = dataclasses.replace(
        book, digest=digest, source_text=whole, numbers=tuple(reader.numbers)
    )
    if fault := first_fault(book):
        raise reader.error(*fault)
    _hold_locks(book, base, extends, text, reader)
    return book


def _toml(text: str, filename: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise rb.RulebookError(
            filename,
            int(found[1]) if found else text.rstrip("\n").count("\n") + 1,
            f"not TOML: {error}",
        ) from error
    except RecursionError as error:
        raise rb.RulebookError(filename, 1, "nested too deeply") from error


def _base(name: Any, text: str | None, reader: "_Reader") -> rb.Rulebook:
    """The rulebook extended: the text carried along, else the shipped one."""
    if not isinstance(name, str):
        raise reader.error("extends", "the name of a shipped rulebook is needed here")
    try:
        return rb.parse(text, f"{name}.toml") if text is not None else rb.load(name)
    except KeyError as error:
        raise reader.error("extends", f"there is no rulebook {name!r} to extend") from error


def _hold_locks(
    book: rb.Rulebook, base: rb.Rulebook | None, extends: str | None, own: str, reader: "_Reader"
) -> None:
    references = [base] if base else []
    # A shipped rulebook states the law itself; tests/charter/test_statutes.py holds it against the statute.
    references += [
        rb.load(name) for name in governing(book, extends) if own != rb.shipped_text(name)
    ]
    for reference in references:
        if breach := first_breach(book, reference):
            raise reader.error(*breach)


def _tables(text: str) -> dict[str, Any]:
    base_text, mark, own = text.rpartition(EXTENDED)
    raw = tomllib.loads(own if mark else text)
    raw.pop("extends", None)
    return _merge(_tables(base_text), raw) if mark else raw


def _is_value(table: Any) -> bool:
    return isinstance(table, dict) and bool(_VALUES & set(table))


def _merge(
    base: dict[str, Any], over: dict[str, Any], *, another_kind: bool = False
) -> dict[str, Any]:
    """Deep merge of an overlay (or of a kind like another) over its base."""
    merged = deepcopy(base)
    for key, value in over.items():
        old = merged.get(key)
        if _is_value(old) and (_is_value(value) or not isinstance(value, dict)):
            cites = (
                another_kind and isinstance(value, dict) and bool(_CITATION & set(value))
            )  # what governs another kind, its own table says
            merged[key] = dict(value) if cites else _override(old, value)
        elif isinstance(value, dict) and isinstance(old, dict):
            merged[key] = _merge(old, value, another_kind=another_kind)
        else:
            merged[key] = deepcopy(value)
    return merged


def _override(old: dict[str, Any], value: Any) -> dict[str, Any]:
    """A locked number keeps the statute's citation; any other takes the new one's, or is from now on the community's choice."""
    new = dict(value) if isinstance(value, dict) else {"value": value}
    if "lock" in old:
        return {
            **{k: v for k, v in new.items() if k not in _CITATION},
            **{k: v for k, v in old.items() if k in _CITATION},
        }
    return new if _CITATION & set(new) else {**new, "source": "D"}


def _expand_likes(raw: dict[str, Any], reader: "_Reader") -> None:
    kinds = raw.get("kinds")
    if not isinstance(kinds, dict):
        return
    for name, table in list(kinds.items()):
        if not re.fullmatch(r"[a-z][a-z_]*", name):
            raise reader.error(f"kinds.{name}", "the name of a kind is a–z and _")
        like = table.pop("like", None) if isinstance(table, dict) else None
        if like is not None:
            if (
                like == name
                or not isinstance(like, str)
                or not isinstance(kinds.get(like), dict)
                or "like" in kinds[like]
            ):
                raise reader.error(
                    f"kinds.{name}.like", f"there is no complete kind {like!r} to be like"
                )
            kinds[name] = _merge(_for_others(kinds[like], table), table, another_kind=True)


def _for_others(base: dict[str, Any], table: dict[str, Any]) -> dict[str, Any]:
    """The kind to be like. Where another electorate votes, another article governs: the old one's citations and locks stay behind."""
    base = deepcopy(base)
    for scope, vote in (
        (table.get("vote") or {}).items() if isinstance(table.get("vote"), dict) else ()
    ):
        old = base.get("vote", {}).get(scope)
        if (
            isinstance(vote, dict)
            and isinstance(old, dict)
            and vote.get("electorate", old.get("electorate")) != old.get("electorate")
        ):
            base["vote"][scope] = {
                k: {x: y for x, y in v.items() if x not in _CITATION} | {"source": "D"}
                if _is_value(v)
                else v
                for k, v in old.items()
            }
    return base


class _Reader:
    """Reads tables into the dataclasses by their annotations and collects cited numbers."""

    def __init__(self, filename: str, lines: dict[str, int]) -> None:
        self.filename, self.lines = filename, lines
        self.numbers: list[rb.Number] = []

    def error(self, path: str, reason: str) -> rb.RulebookError:
        """At the line of the key, or of the nearest table around it that the file has."""
        shown = path
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return rb.RulebookError(
            self.filename, self.lines.get(path, 1), f"{shown}: {reason}" if shown else reason
        )

    def read(self, cls: type, raw: Any, path: str, skip: frozenset[str] = frozenset()) -> Any:
        if not isinstance(raw, dict):
            raise self.error(path, "a table is needed here")
        hints = typing.get_type_hints(cls)
        fields = [f for f in dataclasses.fields(cls) if f.name not in skip]
        if unknown := sorted(set(raw) - {f.name for f in fields}):
            raise self.error(_join(path, unknown[0]), "unknown key")
        values: dict[str, Any] = {}
        for f in fields:
            if f.name in raw:
                values[f.name] = self.value(hints[f.name], raw[f.name], _join(path, f.name), f.name)
            elif f.default is dataclasses.MISSING:
                raise self.error(path, f"{f.name} is missing")
        return cls(**values)

    def value(self, hint: Any, raw: Any, path: str, name: str) -> Any:
        origin = typing.get_origin(hint)
        if dataclasses.is_dataclass(hint) and hint is not Threshold:
            return self.read(hint, raw, path)
        if origin is dict:
            if not isinstance(raw, dict):
                raise self.error(path, "a table is needed here")
            return {
                k: self.value(typing.get_args(hint)[1], v, f"{path}.{k}", k) for k, v in raw.items()
            }
        if origin is tuple:
            if not isinstance(raw, list):
                raise self.error(path, "a list is needed here")
            return tuple(
                self.value(typing.get_args(hint)[0], v, f"{path}.{i}", name)
                for i, v in enumerate(raw)
            )
        return self.scalar(hint, raw, path, name)

    def scalar(self, hint: Any, raw: Any, path: str, name: str) -> Any:
        citation = {}
        if _is_value(raw):
            citation = {k: raw[k] for k in _CITATION if k in raw}
            known = _CITATION | ({"at_least", "more_than"} if hint is Threshold else {"value"})
            if extra := sorted(set(raw) - known):
                raise self.error(path, f"unknown key {extra[0]!r}")
            raw = (
                {k: v for k, v in raw.items() if k not in _CITATION}
                if hint is Threshold
                else raw.get("value")
            )
        value = self.plain(hint, raw, path, name)
        if citation:
            self.cite(path, value, citation)
        return value

    def plain(self, hint: Any, raw: Any, path: str, name: str) -> Any:
        if hint is Threshold:
            if not isinstance(raw, dict):
                raise self.error(path, 'write { at_least = "2/3" } or { more_than = "1/2" }')
            try:
                return Threshold.parse(raw)
            except ValueError as error:
                raise self.error(path, str(error)) from error
        if type(raw) is not hint:
            raise self.error(path, f"{hint.__name__} is needed here, not {raw!r}")
        if hint is int and (reason := size(name, raw)):
            raise self.error(path, reason)
        if name in _CHOICES and raw not in _CHOICES[name]:
            raise self.error(path, f"{raw!r} is none of {', '.join(_CHOICES[name])}")
        return raw

    def cite(self, path: str, value: Any, citation: dict[str, Any]) -> None:
        for key, text in citation.items():
            if not isinstance(text, str):
                raise self.error(path, f"{key} is text in quotes, not {text!r}")
        lock, source = (
            citation.get("lock", ""),
            citation.get("source", "V" if citation.get("law") else "D"),
        )
        if source not in ("V", "A", "D"):
            raise self.error(
                path,
                f"a source is V (read in the statute), A (habit) or D (choice), not {source!r}",
            )
        if lock and lock not in ("at_least", "at_most", "exactly"):
            raise self.error(path, f"a lock is at_least, at_most or exactly, not {lock!r}")
        if lock and not (citation.get("law") and citation.get("article")):
            raise self.error(path, "a locked number names law and article")
        if lock and source != "V":
            raise self.error(path, "only a number read in the statute (source V) can be locked")
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        self.numbers.append(
            rb.Number(
                path,
                shown,
                citation.get("law", ""),
                citation.get("article", ""),
                bool(lock),
                lock,
                citation.get("words", ""),
                source,
            )
        )


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
