"""The rulebook: every number per kind of matter, with its source, its law and its lock. Validated on load.

Called by casefile (the rules of a proposal, by digest), by the page “rules in force”, and by the shell's check.
Adding a kind of matter is a table in TOML.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from deliberation.counting.threshold import Threshold


@dataclass(frozen=True, slots=True)
class Gather:
    """Support needed: `residents`, or `office_holders` among deliberators and representatives, within `days`."""

    residents: int
    office_holders: int
    days: int


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Days of the deliberation council, and days for an appeal against passing on."""

    days: int
    appeal_days: int


@dataclass(frozen=True, slots=True)
class Advise:
    """Days of the council, of the author's answer, of co-signers after a changed text; study and legality review."""

    days: int
    author_days: int
    consent_days: int
    study_required: bool
    study_wait_days: int
    legality_review: bool
    legality_days: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Days shown before a vote, days added once without proof of posting, least hours in an emergency."""

    days: int
    proof_extension_days: int
    urgent_hours: int


@dataclass(frozen=True, slots=True)
class Vote:
    """Who votes, how long, quorum and majority, second factor, legal effect by default."""

    electorate: str
    factor: str
    days: int
    min_working_days: int
    quorum: Threshold
    majority: Threshold
    base: str
    ballot: str
    rule: str
    legal_effect: str
    recusal_leaves_base: bool
    repeat_days: int


@dataclass(frozen=True, slots=True)
class Publish:
    """Days to certify, supervisors needed, days to object, to decide an objection, and of posting."""

    certify_days: int
    certifiers: int
    objection_days: int
    decide_days: int
    post_days: int


@dataclass(frozen=True, slots=True)
class CarryOut:
    """Days to put somebody in charge; days after the last day for a report."""

    assign_days: int
    report_days: int


@dataclass(frozen=True, slots=True)
class Inspect:
    """Days of inspection and supervisors needed."""

    days: int
    inspectors: int


@dataclass(frozen=True, slots=True)
class Evaluate:
    """Days of rating and the top of the scale."""

    days: int
    scale_max: int


@dataclass(frozen=True, slots=True)
class Supervision:
    """Days for an answer, most days of a suspension."""

    answer_days: int
    suspend_days: int


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of matter."""

    title: dict[str, str]
    gather: Gather
    take_up: TakeUp
    advise: Advise
    notice: Notice
    vote: dict[str, Vote]
    publish: Publish
    carry_out: CarryOut
    inspect: Inspect
    evaluate: Evaluate
    supervision: Supervision


@dataclass(frozen=True, slots=True)
class Body:
    """Term in years; at its end offices "lapse" or "continue" until the successor takes office."""

    term_years: int
    after_term: str


@dataclass(frozen=True, slots=True)
class Incompatibility:
    """`role` cannot be held together with `with_role` (nor, where `relatives`, by a near relative of its holder)."""

    role: str
    with_role: str
    relatives: bool = False
    locked: bool = False
    law: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Lengths in characters, and proposals gathering at once per person."""

    gathering_per_person: int
    title_max: int
    text_max: int
    comment_max: int
    reason_max: int


@dataclass(frozen=True, slots=True)
class Factor:
    """What counts as a fresh second factor for an electorate: methods, and for how many minutes."""

    methods: tuple[str, ...]
    fresh_minutes: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """When a meeting must be called, its notice, and the composition of the representatives' meeting."""

    convener: str
    call_by_representatives: Threshold
    call_by_residents: Threshold
    assembly_notice_days: int
    representatives_share: Threshold


@dataclass(frozen=True, slots=True)
class Number:
    """One number with its source: V read in the statute, A adopted habit, D design. Only V may be locked."""

    path: str
    value: str
    law: str
    article: str
    locked: bool
    direction: str
    words: str
    source: str


@dataclass(frozen=True)
class Rulebook:
    """A whole rulebook. `digest` is over the exact text of the file (and of the one it extends)."""

    format: int
    name: str
    title: dict[str, str]
    language: str
    calendar: str
    names: dict[str, dict[str, str]]
    bodies: dict[str, Body]
    incompatible: tuple[Incompatibility, ...]
    limits: Limits
    factors: dict[str, Factor]
    meeting: Meeting
    passing_reasons: tuple[str, ...]
    kinds: dict[str, Kind]
    digest: str = ""
    source_text: str = ""
    numbers: tuple[Number, ...] = field(default=())

    def kind(self, name: str) -> Kind:
        """The rules of a kind of matter; KeyError if this rulebook has none of that name."""
        return self.kinds[name]

    def number(self, path: str) -> Number | None:
        """The citation of a value, e.g. "kinds.ordinary.vote.community.quorum"."""
        return next((n for n in self.numbers if n.path == path), None)


class RulebookError(ValueError):
    """`file:line: reason`; the line is that of the offending key."""

    def __init__(self, filename: str, line: int, reason: str) -> None:
        super().__init__(f"{filename}:{line}: {reason}")
        self.filename, self.line, self.reason = filename, line, reason


@lru_cache(maxsize=64)
def load(name: str) -> Rulebook:
    """A shipped rulebook: "cn-2026" or "association". KeyError for others."""
    return parse(shipped_text(name), f"{name}.toml")


def shipped_text(name: str) -> str:
    """The text of a shipped rulebook."""
    path = resources.files("deliberation.charter") / "rulebooks" / f"{name}.toml"
    if not path.is_file():
        raise KeyError(name)
    return path.read_text("utf-8")


def shipped() -> list[str]:
    """Names of the rulebooks that come with the product."""
    folder = resources.files("deliberation.charter") / "rulebooks"
    return sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml"))


@lru_cache(maxsize=256)
def parse(text: str, filename: str = "rulebook.toml") -> Rulebook:
    """Read and validate. Raises RulebookError with file, line and reason."""
    from .rulebook_reading import read_rulebook

    return read_rulebook(text, filename)


def parse_file(path: str | Path) -> Rulebook:
    """Read a file from disk; RulebookError also for bytes that are not UTF-8."""
    path = Path(path)
    try:
        return parse(path.read_bytes().decode("utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise RulebookError(path.name, 1, "not UTF-8 text") from error


def public_rows(rulebook: Rulebook) -> list[dict[str, Any]]:
    """Every cited number for the page “rules in force”."""
    return [{"path": n.path, "value": n.value, "law": n.law, "article": n.article, "locked": n.locked, "words": n.words, "source": n.source}
            for n in rulebook.numbers]
