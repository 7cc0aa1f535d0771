"""Reading a rulebook's TOML: exact keys, exact types, locks held, every error with its line. Called by `rulebook.parse` only.

A value may stand bare or with its source: {value = 15, law = "…", article = "34", lock = "at_least", words = "十五日", source = "V"}.
A file that `extends` another may tighten a locked number, never loosen it.
"""

import dataclasses
import hashlib
import re
import tomllib
import types
import typing
from copy import deepcopy
from typing import Any

from deliberation.counting.threshold import Threshold

from . import rulebook as rb

FORMAT = 1
# A rulebook that extends another carries the other's text before this line, so that its meaning never changes with a release.
EXTENDED = "#=== extended by ===\n"
_CITATION = {"law", "article", "lock", "words", "source"}
_CHOICES = {
    "ballot": ("named",), "base": ("present",), "rule": ("motion/1",), "after_term": ("lapse", "continue"),
    "electorate": ("reps_meeting", "residents"), "calendar": ("cn", "plain"), "language": ("zh_Hans", "en"),
    "legal_effect": ("advisory", "binding_by_charter", "external_official_system"),
}
_METHODS = ("authenticator", "code_card", "recovery", "password_and_printed_code")


def read_rulebook(text: str, filename: str) -> rb.Rulebook:
    """The whole way: TOML → merged tables → typed rulebook with its numbers and digest."""
    base_text, mark, own = text.rpartition(EXTENDED)
    text = own if mark else text
    lines = _lines(text)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise rb.RulebookError(filename, int(found[1]) if found else max(1, len(text.splitlines())), f"not TOML: {error}") from error
    reader = _Reader(filename, lines)
    if "extends" in raw:
        name = raw.pop("extends")
        try:
            base = rb.parse(base_text, f"{name}.toml") if mark else rb.load(name)
        except (KeyError, TypeError) as error:
            raise reader.error("extends", f"there is no rulebook {name!r} to extend") from error
        base_text = base.source_text
        raw = _merge(_tables(base_text), raw)
        reader.base = {n.path: n for n in base.numbers}
        reader.base_book = base
    _expand_likes(raw, reader)
    book = reader.read(rb.Rulebook, raw, "", skip={"digest", "source_text", "numbers"})
    reader.check(book)
    whole = base_text + EXTENDED + text if base_text else text
    digest = hashlib.sha256(whole.encode("utf-8")).hexdigest()
    return dataclasses.replace(book, digest=digest, source_text=whole, numbers=tuple(reader.numbers))


def _tables(text: str) -> dict[str, Any]:
    base_text, mark, own = text.rpartition(EXTENDED)
    raw = tomllib.loads(own if mark else text)
    if raw.pop("extends", None) and mark:
        raw = _merge(_tables(base_text), raw)
    return raw


def _is_value(table: Any) -> bool:
    return isinstance(table, dict) and bool({"value", "at_least", "more_than"} & set(table))


def _merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Deep merge; a bare value keeps the base value's citation, so that a lock cannot be shaken off."""
    merged = deepcopy(base)
    for key, value in over.items():
        old = merged.get(key)
        if _is_value(old):
            new = dict(value) if _is_value(value) else ({"value": value} if not isinstance(value, dict) else dict(value))
            merged[key] = {**{k: v for k, v in old.items() if k in _CITATION}, **{k: v for k, v in new.items() if k not in ("lock", "law", "article", "words")}}
        elif isinstance(value, dict) and isinstance(old, dict):
            merged[key] = _merge(old, value)
        else:
            merged[key] = deepcopy(value)
    return merged


def _expand_likes(raw: dict[str, Any], reader: "_Reader") -> None:
    kinds = raw.get("kinds")
    if not isinstance(kinds, dict):
        return
    for name, table in list(kinds.items()):
        like = table.pop("like", None) if isinstance(table, dict) else None
        if like is not None:
            if like == name or not isinstance(kinds.get(like), dict) or "like" in kinds[like]:
                raise reader.error(f"kinds.{name}.like", f"there is no complete kind {like!r} to be like")
            kinds[name] = _merge(kinds[like], table)


def _lines(text: str) -> dict[str, int]:
    """Key path → line number, good for the layouts TOML rulebooks use."""
    where: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[\[?([^\]]+)\]\]?", line):
            table = ".".join(p.strip().strip('"') for p in head[1].split("."))
            where.setdefault(table, number)
        elif key := re.match(r'\s*([A-Za-z0-9_."-]+)\s*=', line):
            path = key[1].replace('"', "")
            where.setdefault(f"{table}.{path}" if table else path, number)
    return where


class _Reader:
    """Reads tables into the dataclasses by their annotations and collects cited numbers."""

    def __init__(self, filename: str, lines: dict[str, int]) -> None:
        self.filename, self.lines = filename, lines
        self.numbers: list[rb.Number] = []
        self.base: dict[str, rb.Number] = {}
        self.base_book: rb.Rulebook | None = None

    def error(self, path: str, reason: str) -> rb.RulebookError:
        shown = path
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return rb.RulebookError(self.filename, self.lines.get(path, 1), f"{shown}: {reason}" if shown else reason)

    def read(self, cls: type, raw: Any, path: str, skip: frozenset[str] | set[str] = frozenset()) -> Any:
        if not isinstance(raw, dict):
            raise self.error(path, "a table is needed here")
        hints = typing.get_type_hints(cls)
        values: dict[str, Any] = {}
        for f in dataclasses.fields(cls):
            if f.name in skip:
                continue
            here = f"{path}.{f.name}" if path else f.name
            if f.name in raw:
                values[f.name] = self.value(hints[f.name], raw[f.name], here, f.name)
            elif f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING:
                raise self.error(path, f"{f.name} is missing")
        unknown = set(raw) - {f.name for f in dataclasses.fields(cls) if f.name not in skip}
        if unknown:
            name = sorted(unknown)[0]
            raise self.error(f"{path}.{name}" if path else name, "unknown key")
        return cls(**values)

    def value(self, hint: Any, raw: Any, path: str, name: str) -> Any:
        origin = typing.get_origin(hint)
        if dataclasses.is_dataclass(hint) and hint is not Threshold:
            return self.read(hint, raw, path)
        if origin is dict:
            inner = typing.get_args(hint)[1]
            if not isinstance(raw, dict):
                raise self.error(path, "a table is needed here")
            return {k: self.value(inner, v, f"{path}.{k}", k) for k, v in raw.items()}
        if origin is tuple:
            inner = typing.get_args(hint)[0]
            if not isinstance(raw, list):
                raise self.error(path, "a list is needed here")
            return tuple(self.value(inner, v, path, name) for v in raw)
        return self.scalar(hint, raw, path, name)

    def scalar(self, hint: Any, raw: Any, path: str, name: str) -> Any:
        citation = {}
        if _is_value(raw):
            citation = {k: raw[k] for k in _CITATION if k in raw}
            extra = set(raw) - _CITATION - {"value", "at_least", "more_than"}
            if extra:
                raise self.error(path, f"unknown key {sorted(extra)[0]!r}")
            raw = {k: v for k, v in raw.items() if k not in _CITATION} if hint is Threshold else raw.get("value")
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
        if isinstance(hint, types.GenericAlias) or type(raw) is not hint:
            raise self.error(path, f"{getattr(hint, '__name__', hint)} is needed here, not {raw!r}")
        if hint is int and raw < 0:
            raise self.error(path, "cannot be negative")
        if name in _CHOICES and raw not in _CHOICES[name]:
            raise self.error(path, f"{raw!r} is none of {', '.join(_CHOICES[name])}")
        return raw

    def cite(self, path: str, value: Any, citation: dict[str, str]) -> None:
        lock, source = citation.get("lock", ""), citation.get("source", "V" if citation.get("law") else "D")
        if lock and lock not in ("at_least", "at_most", "exactly"):
            raise self.error(path, f"a lock is at_least, at_most or exactly, not {lock!r}")
        if lock and not (citation.get("law") and citation.get("article")):
            raise self.error(path, "a locked number names law and article")
        if lock and source != "V":
            raise self.error(path, "only a number read in the statute (source V) can be locked")
        number = rb.Number(path, str(value).lower() if isinstance(value, bool) else str(value), citation.get("law", ""),
                           citation.get("article", ""), bool(lock), lock, citation.get("words", ""), source)
        before = self.base.get(path) or self._like_base(path)
        if before is not None and before.locked and self.base_book is not None:
            self._hold(path, value, _at(self.base_book, before.path), before)
        self.numbers.append(number)

    def _like_base(self, path: str) -> rb.Number | None:
        """A new kind made `like` another inherits its locks."""
        parts = path.split(".")
        if parts[0] == "kinds" and len(parts) > 2:
            return self.base.get(".".join(["kinds", "ordinary", *parts[2:]]))
        return None

    def _hold(self, path: str, value: Any, old: Any, lock: rb.Number) -> None:
        if isinstance(value, Threshold):
            held = value.at_least_as_strict_as(old)
        elif lock.direction == "exactly":
            held = value == old
        else:
            held = value >= old if lock.direction == "at_least" else value <= old
        if not held:
            raise self.error(path, f"{value} loosens {old}, which {lock.law} Art {lock.article} ({lock.words}) demands; it may be tightened, never loosened")

    def check(self, book: rb.Rulebook) -> None:
        """What holds between values."""
        if book.format != FORMAT:
            raise self.error("format", f"this version reads format {FORMAT}, not {book.format}")
        if "ordinary" not in book.kinds:
            raise self.error("kinds", "the kind ordinary is missing")
        for name, kind in book.kinds.items():
            for scope in ("community", "group"):
                if scope not in kind.vote:
                    raise self.error(f"kinds.{name}.vote", f"{scope} is missing")
            for scope, vote in kind.vote.items():
                here = f"kinds.{name}.vote.{scope}"
                if vote.factor not in book.factors:
                    raise self.error(f"{here}.factor", f"there is no [factors.{vote.factor}]")
                if vote.days < 1 or vote.min_working_days < 2:
                    raise self.error(f"{here}.min_working_days", "a voting window includes at least two working days")
            if kind.evaluate.scale_max != 5:
                raise self.error(f"kinds.{name}.evaluate.scale_max", "ratings run from 1 to 5")
        for name, factor in book.factors.items():
            if not factor.methods or set(factor.methods) - set(_METHODS):
                raise self.error(f"factors.{name}.methods", f"some of {', '.join(_METHODS)}, at least one: a second factor is never nothing")
        if "office_holders" not in book.factors:
            raise self.error("factors", "office_holders is missing")
        if self.base_book is not None:
            self._incompatibilities(book)

    def _incompatibilities(self, book: rb.Rulebook) -> None:
        for rule in self.base_book.incompatible:
            if rule.locked and rule not in book.incompatible:
                raise self.error("incompatible", f"{rule.role} with {rule.with_role} stays incompatible: {rule.law} Art {rule.article} demands it")


def _at(book: rb.Rulebook, path: str) -> Any:
    value: Any = book
    for part in path.split("."):
        value = value[part] if isinstance(value, dict) else getattr(value, part)
    return value
