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
    once,
    plain,
    taken_apart,
    thresholds,
    turnout,
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
    *QUESTION_NEEDED,
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
        **asked(question),
        **meta,
        **turnout(members, present, quorum, majority),
        "seed": seed,
        "num_options": len(options),
        "num_votes": len(lines),
    }
    return written_out(
        {
            "META": (COLUMNS["META"][0], head(said)),
            "OPTIONS": (COLUMNS["OPTIONS"][0], numbered(options)),
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
    question = question_of(meta, len(names))
    answers, areas = _votes(found["VOTES"], question)
    has(meta, "num_votes", len(answers))
    # of owners a line is a party, whether it came or not
    members, present = came(meta, 0 if question.rule == OWNERS else len(answers))
    came_of = (members, present, *thresholds(meta))
    return PaperBallots(question, names, answers, areas, *came_of, seed_of(meta), plain(meta))


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
