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
from deliberation.counting.threshold import Threshold

from .asked import NEEDED as QUESTION_NEEDED
from .asked import asked, numbered, options_of, question_of, seed_of
from .errors import BadFile
from .sections import (
    Rows,
    came,
    has,
    head,
    meta_of,
    plain,
    taken_apart,
    thresholds,
    turnout,
    whole,
    written_out,
)

FORMAT = "deliberation-sums/1"
COLUMNS = {"META": ("key;value",), "OPTIONS": ("option;name",), "SUMS": ("what;votes",)}
NEEDED = (
    "format",
    *QUESTION_NEEDED,
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
    sums = [(what, s.said.get(what, 0)) for group in groups(s.question) for what in group]
    return written_out(
        {
            "META": (COLUMNS["META"][0], head(_head(meta, s, len(sums)))),
            "OPTIONS": (COLUMNS["OPTIONS"][0], numbered(s.options)),
            "SUMS": (COLUMNS["SUMS"][0], sums),
        }
    )


def _head(meta: Mapping[str, str], s: Sums, sums: int) -> dict[str, object]:
    return {
        "format": FORMAT,
        **asked(s.question),
        **meta,
        **turnout(s.members, s.present, s.quorum, s.majority),
        **({"seed": s.seed} if s.seed else {}),
        "num_options": len(s.options),
        "num_valid": s.valid,
        "num_sums": sums,
    }


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
    said = _said(found["SUMS"], question)
    _adds_up(question, said, valid, meta["num_valid"][0])
    came_of = (members, present, *thresholds(meta))
    return Sums(question, names, said, valid, *came_of, seed_of(meta), plain(meta))


def _adds_up(question: Question, said: Mapping[str, int], valid: int, at: int) -> None:
    """BadFile for sums that so many valid ballots cannot give."""
    wrong = wrong_sum(question, said, valid)
    if wrong is not None:
        raise BadFile(at, f"the sums give {wrong}, which {valid} valid ballots cannot")


def _question(meta: Mapping[str, tuple[int, str]], options: int) -> Question:
    """The question, if sums can be kept of it."""
    question = question_of(meta, options)
    try:
        groups(question)
    except ValueError as error:
        raise BadFile(meta["rule"][0], str(error)) from error
    return question


def _said(section: Rows, question: Question) -> dict[str, int]:
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
    return said
