"""The platform's own export of a question that no public format knows: one choice, approvals, a
verdict on each, owners' plans. META, OPTIONS and VOTES like a .pb file.

Written by `vote.files.ballot_file`; read by `tally`. A line of VOTES is "ballot;answer", the
answer spelled as in `counting.papers`; of owners "party;area;answer", the area in 0.01 m², the
answer empty where the party took no part and signed_in where it came without a ballot.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deliberation.counting.dual_plans import RULE as OWNERS
from deliberation.counting.motion.dual import NO_PART, PART
from deliberation.counting.papers import BadPaper, Question
from deliberation.counting.papers import read as read_answer
from deliberation.counting.rules import ASKED
from deliberation.counting.threshold import Threshold

from .errors import BadFile
from .sections import (
    Rows,
    came,
    has,
    head,
    meta_of,
    once,
    quoted,
    taken_apart,
    threshold,
    whole,
    written,
    written_out,
)

FORMAT = "deliberation-paper/1"
COLUMNS = {
    "META": ("key;value",),
    "OPTIONS": ("option;name",),
    "VOTES": ("ballot;answer", "party;area;answer"),
}
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
    "num_votes",
)


@dataclass(frozen=True, slots=True)
class PaperBallots:
    """What a count needs. `answers`: of each ballot; of owners' parties None where they took no
    part, with `areas` beside them.
    """

    question: Question
    options: tuple[str, ...]
    answers: tuple[str | None, ...]
    areas: tuple[int, ...]
    members: int
    present: int
    quorum: Threshold
    majority: Threshold
    seed: str | None
    meta: Mapping[str, str] = field(default_factory=dict)


def write(
    meta: Mapping[str, str],
    question: Question,
    options: Sequence[str],
    *,
    members: int,
    present: int,
    quorum: Threshold,
    majority: Threshold,
    seed: str,
    ballots: Iterable[tuple[str, ...]],
) -> str:
    """The file. `meta` says more about the vote; ballots are (id, answer), or (party, area, answer)
    of owners.
    """
    lines = list(ballots)
    said = {
        "format": FORMAT,
        "form": question.form,
        "rule": question.rule,
        "seats": question.seats,
        "most": question.most,
        "none": "yes" if question.none else "no",
        **meta,
        "members": members,
        "present": present,
        "quorum": written(quorum),
        "majority": written(majority),
        "seed": seed,
        "num_options": len(options),
        "num_votes": len(lines),
    }
    return written_out(
        {
            "META": (COLUMNS["META"][0], head(said)),
            "OPTIONS": (
                COLUMNS["OPTIONS"][0],
                [(n, quoted(name)) for n, name in enumerate(options, 1)],
            ),
            "VOTES": (COLUMNS["VOTES"][question.rule == OWNERS], lines),
        }
    )


def is_one(data: bytes) -> bool:
    """Whether the file says it is one."""
    return f"format;{FORMAT}".encode() in data[:4096]


def parse(data: bytes) -> PaperBallots:
    """The file's bytes, or BadFile."""
    found = taken_apart(data, COLUMNS)
    meta = meta_of(found["META"], NEEDED)
    names = options_of(found["OPTIONS"], meta)
    question = _question(meta, len(names))
    answers, areas = _votes(found["VOTES"], question)
    has(meta, "num_votes", len(answers))
    # of owners a line is a party, whether it came or not
    members, present = came(meta, 0 if question.rule == OWNERS else len(answers))
    return PaperBallots(
        question,
        names,
        answers,
        areas,
        members,
        present,
        threshold(meta, "quorum"),
        threshold(meta, "majority"),
        meta["seed"][1] if "seed" in meta else None,
        {k: v for k, (_, v) in meta.items()},
    )


def _question(meta: Mapping[str, tuple[int, str]], options: int) -> Question:
    line, rule = meta["rule"]
    form = meta["form"][1]
    if rule not in ASKED or form not in ASKED[rule].forms:
        raise BadFile(line, f"{rule!r} does not count {form!r}")
    if meta["none"][1] not in ("yes", "no"):
        raise BadFile(meta["none"][0], f"none is {meta['none'][1]!r}, not yes or no")
    return Question(
        form, rule, options, whole(meta, "seats"), whole(meta, "most"), meta["none"][1] == "yes"
    )


def options_of(section: Rows, meta: Mapping[str, tuple[int, str]]) -> tuple[str, ...]:
    """The names of OPTIONS, numbered from 1, as many as META says."""
    for n, (line, fields) in enumerate(section, 1):
        if fields[0].strip() != str(n):
            raise BadFile(line, "OPTIONS has lines of option;name, numbered from 1")
    has(meta, "num_options", len(section))
    return tuple(fields[1].strip() for _, fields in section)


def _votes(section: Rows, question: Question) -> tuple[tuple[str | None, ...], tuple[int, ...]]:
    answers: list[str | None] = []
    areas: list[int] = []
    owners = question.rule == OWNERS
    once(section)
    for line, fields in section:
        if len(fields) != (3 if owners else 2):
            raise BadFile(line, f"{';'.join(fields)!r} is not like {COLUMNS['VOTES'][owners]}")
        if owners and not (fields[1].isascii() and fields[1].isdigit() and len(fields[1]) <= 12):
            raise BadFile(line, f"the area is {fields[1]!r}, not a whole number of 0.01 m²")
        areas += [int(fields[1])] if owners else []
        answers.append(_answer(line, fields[-1].strip(), question, owners))
    return tuple(answers), tuple(areas)


def _answer(line: int, text: str, question: Question, owners: bool) -> str | None:
    if owners and text in ("", PART):
        return text or NO_PART
    try:
        read_answer([question], text)
    except BadPaper as bad:
        raise BadFile(
            line, f"{text!r} is no answer to this question ({bad.code.replace('_', ' ')})"
        ) from bad
    return text
