"""Tables into the typed parts of a rulebook: exact keys, exact types, every error at the line of
its key, every citation collected.

Called by `reading` only.
"""

import dataclasses
import typing
from typing import Any, cast

from deliberation.counting.rules import MONEY
from deliberation.counting.threshold import Threshold

from .book import RulebookError
from .cited import Number, shown
from .community import NAMES
from .merging import CITATION, is_value
from .parts import EXTERNAL, NAMED, SECRET
from .sizes import size

_CHOICES = {
    "ballot": (NAMED, SECRET),
    "base": ("present", "participating"),
    "rule": ("motion/1", "dual/1", "paper/1", "election/1", "scottish-stv/1"),
    "forms": ("approve", "points", "rank"),
    "rules": MONEY,
    "after_term": ("lapse", "continue"),
    "electorate": ("reps_meeting", "residents", "households", "representatives", "owners"),
    "taking_part": ("signed_in", "ballot"),
    "silence": ("none", "joins_majority"),
    "calendar": ("cn", "plain"),
    "language": ("zh_Hans", "en"),
    "tie": ("vote_again",),
    "names": NAMES,
    "legal_effect": ("advisory", "binding_by_charter", EXTERNAL),
}


class Reader:
    """Reads tables into the dataclasses by their annotations and collects cited numbers."""

    def __init__(self, filename: str, lines: dict[str, int]) -> None:
        self.filename, self.lines = filename, lines
        self.numbers: list[Number] = []

    def error(self, path: str, reason: str) -> RulebookError:
        """At the line of the key, or of the nearest table around it that the file has."""
        shown = path
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return RulebookError(
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
            return self.read(cast(type, hint), raw, path)
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
        if is_value(raw):
            citation = {k: raw[k] for k in CITATION if k in raw}
            known = CITATION | ({"at_least", "more_than"} if hint is Threshold else {"value"})
            if extra := sorted(set(raw) - known):
                raise self.error(path, f"unknown key {extra[0]!r}")
            raw = (
                {k: v for k, v in raw.items() if k not in CITATION}
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
        number = Number(
            path,
            shown(value),
            citation.get("law", ""),
            citation.get("article", ""),
            bool(citation.get("lock")),
            citation.get("lock", ""),
            citation.get("words", ""),
            citation.get("source", "V" if citation.get("law") else "D"),
        )
        if fault := _citation_fault(number):
            raise self.error(path, fault)
        self.numbers.append(number)


def _citation_fault(number: Number) -> str | None:
    """Why a number cannot be cited so; None if it can."""
    source, lock = number.source, number.direction
    if source not in ("V", "A", "D"):
        return f"a source is V (read in the statute), A (habit) or D (choice), not {source!r}"
    if lock and lock not in ("at_least", "at_most", "exactly"):
        return f"a lock is at_least, at_most or exactly, not {lock!r}"
    if lock and not (number.law and number.article):
        return "a locked number names law and article"
    if lock and source != "V":
        return "only a number read in the statute (source V) can be locked"
    return None


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
