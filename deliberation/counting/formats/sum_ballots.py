"""The platform's own export of a secret vote on paper, of which only sums were ever kept: META,
OPTIONS and SUMS, for one question.

Written by `vote.files.ballot_file`; read by `tally`, which redoes the sums. A line of SUMS is
"what;votes", `what` as in `counting.motion.sums.groups`: for, 3, none, 2=against … `ballots` valid
ones; those not valid stand in META and count as present only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deliberation.counting.motion.sums import groups, wrong_sum
from deliberation.counting.papers import Question
from deliberation.counting.rules import ASKED
from deliberation.counting.threshold import Threshold

from .errors import BadFile
from .paper_ballots import options_of
from .sections import (
    came,
    has,
    head,
    meta_of,
    quoted,
    taken_apart,
    threshold,
    whole,
    written,
    written_out,
)

FORMAT = "deliberation-sums/1"
COLUMNS = {"META": ("key;value",), "OPTIONS": ("option;name",), "SUMS": ("what;votes",)}
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
    "num_sums",
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
    whats = [what for group in groups(q) for what in group]
    said = {
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
        "num_sums": len(whats),
    }
    return written_out(
        {
            "META": (COLUMNS["META"][0], head(said)),
            "OPTIONS": (
                COLUMNS["OPTIONS"][0],
                [(n, quoted(name)) for n, name in enumerate(s.options, 1)],
            ),
            "SUMS": (COLUMNS["SUMS"][0], [(what, s.said.get(what, 0)) for what in whats]),
        }
    )


def is_one(data: bytes) -> bool:
    """Whether the file says it is one."""
    return f"format;{FORMAT}".encode() in data[:4096]


def parse(data: bytes) -> Sums:
    """The file's bytes, or BadFile."""
    found = taken_apart(data, COLUMNS)
    meta = meta_of(found["META"], NEEDED)
    names = options_of(found["OPTIONS"], meta)
    question = _question(meta, len(names))
    valid = whole(meta, "num_valid")
    members, present = came(meta, valid, "valid ballots")
    has(meta, "num_sums", len(found["SUMS"]))
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


def _question(meta: Mapping[str, tuple[int, str]], options: int) -> Question:
    (line, rule), form = meta["rule"], meta["form"][1]
    if rule not in ASKED or form not in ASKED[rule].forms:
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
