"""What every fact is: a class with a kind, a version, and fields that stand in one of four
parts.

Parts: `public` (structure: ids, codes, numbers, times; never erased), `text` (free text shown to
all, erasable), `private` (names, phones, birth dates; never shown whole, erasable), `sealed` (a
choice before its disclosure; never erased, never exported). No rule, count or stage depends on text
or private.

People are named by fields that say what for (`naming.Voice`, `naming.Roll` …): whoever makes and
whoever applies a fact sees a person's id there, and what is stored is a handle (`charter.hands`).
"""

import dataclasses
import types
import typing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

from deliberation.charter.subjects import Subject

PARTS: tuple[str, ...] = ("public", "text", "private", "sealed")
ERASABLE: tuple[str, ...] = ("text", "private")
KINDS: dict[tuple[str, int], type["Fact"]] = {}


def text(**kw: Any) -> Any:
    """A field of the text part: free words shown to everybody, erasable (then None)."""
    return field(default=None, metadata={"part": "text"}, **kw)


def private(**kw: Any) -> Any:
    """A field of the private part: personal data, erasable (then None)."""
    return field(default=None, metadata={"part": "private"}, **kw)


def sealed(**kw: Any) -> Any:
    """A field of the sealed part: hidden from pages and exports until a later fact discloses it."""
    return field(default=None, metadata={"part": "sealed"}, **kw)


@dataclass(frozen=True)
class Fact:
    """Base of all facts. Subclasses set `kind`; fields without a marker are public and never None
    unless typed so.

    `subject` (or None) stands in the header, not in a body.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    subject: Subject | None = field(default=None, kw_only=True)

    def __init_subclass__(cls, **kw: Any) -> None:
        super().__init_subclass__(**kw)
        if "kind" in cls.__dict__:
            key = (cls.kind, cls.version)
            if key in KINDS:
                raise TypeError(f"two fact classes named {key}")
            KINDS[key] = cls

    @property
    def subject_id(self) -> str | None:
        """The id of its subject; None where it has none."""
        return self.subject.id if self.subject else None

    def parts(self) -> dict[str, dict[str, Any]]:
        """The non-empty parts as plain values: str, int, bool, None, list, dict; times as …Z
        text.
        """
        out: dict[str, dict[str, Any]] = {}
        for name, part, is_time in _layout(type(self)):
            value = getattr(self, name)
            if part != "public" and value is None:
                continue
            out.setdefault(part, {})[name] = (
                write_time(value) if is_time and value is not None else value
            )
        return out


def write_time(value: datetime) -> str:
    """Aware datetime → 2026-11-23T12:31:00.000000Z."""
    at = value if value.tzinfo is UTC else value.astimezone(UTC)
    return at.isoformat(timespec="microseconds")[:-6] + "Z"  # without its +00:00


def read_time(value: str) -> datetime:
    """The inverse of `write_time`; ValueError for any other spelling."""
    if len(value) != 27 or value[10] != "T" or value[19] != "." or value[26] != "Z":
        raise ValueError(f"not a time of the record: {value!r}")
    return datetime.fromisoformat(value)


_LAYOUTS: dict[type[Fact], tuple[tuple[str, str, bool], ...]] = {}


def _layout(cls: type[Fact]) -> tuple[tuple[str, str, bool], ...]:
    """Field, part, whether it is a time: worked out once a class."""
    known = _LAYOUTS.get(cls)
    if known is not None:
        return known
    hints = typing.get_type_hints(cls)
    rows = []
    for f in dataclasses.fields(cls):
        if f.name == "subject":
            continue
        hint = hints[f.name]
        options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
        rows.append((f.name, f.metadata.get("part", "public"), datetime in options))
    return _LAYOUTS.setdefault(cls, tuple(rows))


def build(
    kind: str, version: int, subject: Subject | None, parts: dict[str, dict[str, Any] | None]
) -> Fact:
    """A fact from its stored parts; an erased or withheld part gives None in its fields.

    Raises KeyError for an unknown kind or version: old classes are kept for ever, so that is
    tampering or a downgrade.
    """
    cls = KINDS[(kind, version)]
    values: dict[str, Any] = {}
    for name, part, is_time in _layout(cls):
        body = parts.get(part)
        value = body.get(name) if body else None
        values[name] = read_time(value) if is_time and value is not None else value
    return cls(**values, subject=subject)
