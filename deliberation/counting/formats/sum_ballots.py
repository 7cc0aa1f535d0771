"""The platform's own export of a secret vote on paper, of which only sums were ever kept: META,
OPTIONS and SUMS, for one question.

Written by `readings.ballot_file`; read by `tally`, which redoes the sums. A line of SUMS is
"what;votes", `what` as in `counting.sums.groups`: for, 3, none, 2=against … `ballots` valid ones;
those not valid stand in META and count as present only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deliberation.counting.motion.sums import groups, wrong_sum
from deliberation.counting.papers import Question
from deliberation.counting.questions import RULES
from deliberation.counting.threshold import Threshold

from .errors import BadFile
from .paper_ballots import quoted, threshold, whole, written
from .rows import rows, text_of

FORMAT = "deliberation-sums/1"
COLUMNS = {"META": "key;value", "OPTIONS": "option;name", "SUMS": "what;votes"}
NEEDED = (
    "format",
    "form",
    "rule",
    "seats",
    "most",
    "none",
    "members",
    "present",
    "quorum",
    "majority",
    "num_options",
    "num_valid",
)


@dataclass(frozen=True, slots=True)
class Sums:
    """What a count needs: what was said {what: votes} on `valid` ballots."""

    question: Question
    options: tuple[str, ...]
    said: Mapping[str, int]
    valid: int
    members: int
    present: int
    quorum: Threshold
    majority: Threshold
    seed: str | None
    meta: Mapping[str, str] = field(default_factory=dict)


def write(meta: Mapping[str, str], s: Sums) -> str:
    """The file. `meta` says more about the vote."""
    q = s.question
    head = {
        "format": FORMAT,
        "form": q.form,
        "rule": q.rule,
        "seats": q.seats,
        "most": q.most,
        "none": "yes" if q.none else "no",
        **meta,
        "members": s.members,
        "present": s.present,
        "quorum": written(s.quorum),
        "majority": written(s.majority),
        **({"seed": s.seed} if s.seed else {}),
        "num_options": len(s.options),
        "num_valid": s.valid,
    }
    whats = [what for group in groups(q) for what in group]
    return (
        "\n".join(
            [
                "META",
                COLUMNS["META"],
                *(f"{key};{quoted(str(value))}" for key, value in head.items()),
                "OPTIONS",
                COLUMNS["OPTIONS"],
                *(f"{n};{quoted(name)}" for n, name in enumerate(s.options, 1)),
                "SUMS",
                COLUMNS["SUMS"],
                *(f"{what};{s.said.get(what, 0)}" for what in whats),
            ]
        )
        + "\n"
    )


def is_one(data: bytes) -> bool:
    """Whether the file says it is one."""
    return f"format;{FORMAT}".encode() in data[:4096]


def parse(data: bytes) -> Sums:
    """The file's bytes, or BadFile."""
    found = _sections(text_of(data))
    meta: dict[str, tuple[int, str]] = {}
    for line, (key, value) in found["META"]:
        if key in meta:
            raise BadFile(line, f"META says {key} twice")
        meta[key] = (line, value.strip())
    for key in NEEDED:
        if key not in meta:
            raise BadFile(found["META"][-1][0] if found["META"] else 1, f"META does not say {key}")
    names = tuple(fields[1].strip() for _, fields in found["OPTIONS"])
    for n, (line, fields) in enumerate(found["OPTIONS"], 1):
        if fields[0].strip() != str(n):
            raise BadFile(line, "OPTIONS has lines of option;name, numbered from 1")
    if whole(meta, "num_options") != len(names):
        raise BadFile(
            meta["num_options"][0],
            f"num_options is {meta['num_options'][1]}, but the file has {len(names)}",
        )
    question = _question(meta, len(names))
    valid, present, members = (whole(meta, key) for key in ("num_valid", "present", "members"))
    if not valid <= present <= members:
        raise BadFile(
            meta["present"][0], f"{valid} valid ballots, {present} present, {members} members"
        )
    said = _said(found["SUMS"], question, valid, meta["num_valid"][0])
    return Sums(
        question,
        names,
        said,
        valid,
        members,
        present,
        threshold(meta, "quorum"),
        threshold(meta, "majority"),
        meta["seed"][1] if "seed" in meta else None,
        {k: v for k, (_, v) in meta.items()},
    )


def _sections(text: str) -> dict[str, list[tuple[int, list[str]]]]:
    found: dict[str, list[tuple[int, list[str]]]] = {}
    order, here, last = list(COLUMNS), "", 1
    for line, fields in rows(text):
        last, name = line, fields[0].strip() if len(fields) == 1 else ""
        if name in COLUMNS:
            if order[len(found)] != name if len(found) < len(order) else True:
                raise BadFile(
                    line, f"{name} is not where it belongs: {', '.join(order)}, once each"
                )
            here, found[name] = name, []
        elif not here:
            raise BadFile(line, "the file begins with the line META")
        elif len(fields) != 2 or not fields[0].strip():
            raise BadFile(line, f"{';'.join(fields)!r} is not like {COLUMNS[here]}")
        elif found[here] or ";".join(f.strip() for f in fields) != COLUMNS[here]:
            found[here].append((line, fields))
    for name in order:
        if name not in found:
            raise BadFile(last, f"the section {name} is missing")
    return found


def _question(meta: Mapping[str, tuple[int, str]], options: int) -> Question:
    (line, rule), form = meta["rule"], meta["form"][1]
    if form not in RULES.get(rule, ()):
        raise BadFile(line, f"{rule!r} does not count {form!r}")
    if meta["none"][1] not in ("yes", "no"):
        raise BadFile(meta["none"][0], f"none is {meta['none'][1]!r}, not yes or no")
    question = Question(
        form, rule, options, whole(meta, "seats"), whole(meta, "most"), meta["none"][1] == "yes"
    )
    try:
        groups(question)
    except ValueError as error:
        raise BadFile(line, str(error)) from error
    return question


def _said(
    section: list[tuple[int, list[str]]], question: Question, valid: int, at: int
) -> dict[str, int]:
    known = {what for group in groups(question) for what in group}
    said: dict[str, int] = {}
    for line, fields in section:
        what = fields[0].strip()
        if what not in known or what in said:
            raise BadFile(
                line,
                f"{what!r} cannot be said here" if what not in known else f"{what} stands twice",
            )
        said[what] = whole({what: (line, fields[1].strip())}, what)
    wrong = wrong_sum(question, said, valid)
    if wrong is not None:
        raise BadFile(at, f"the sums give {wrong}, which {valid} valid ballots cannot")
    return said
