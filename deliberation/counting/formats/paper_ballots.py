"""The platform's own export of a question that no public format knows: one choice, approvals, a
verdict on each, owners' plans. META, OPTIONS and VOTES like a .pb file.

Written by `readings.ballot_file`; read by `tally`. A line of VOTES is "ballot;answer", the answer
spelled as in `counting.papers`; of owners "party;area;answer", the area in 0.01 m², the answer
empty where the party took no part and signed_in where it came without a ballot.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deliberation.counting.dual_plans import RULE as OWNERS
from deliberation.counting.motion.dual import NO_PART, PART
from deliberation.counting.papers import BadPaper, Question
from deliberation.counting.papers import read as read_answer
from deliberation.counting.questions import RULES
from deliberation.counting.threshold import Threshold

from .errors import BadFile
from .rows import rows, text_of

FORMAT = "deliberation-paper/1"
SECTIONS = ("META", "OPTIONS", "VOTES")
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
    lines = [";".join(b) for b in ballots]
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
    return (
        "\n".join(
            [
                "META",
                "key;value",
                *(f"{key};{quoted(str(value))}" for key, value in said.items()),
                "OPTIONS",
                "option;name",
                *(f"{n};{quoted(name)}" for n, name in enumerate(options, 1)),
                "VOTES",
                "party;area;answer" if question.rule == OWNERS else "ballot;answer",
                *lines,
            ]
        )
        + "\n"
    )


def quoted(value: str) -> str:
    """A field as it stands in such a file."""
    value = " ".join(value.split())
    return '"' + value.replace('"', '""') + '"' if {";", '"'} & set(value) else value


def is_one(data: bytes) -> bool:
    """Whether the file says it is one."""
    return f"format;{FORMAT}".encode() in data[:4096]


def parse(data: bytes) -> PaperBallots:
    """The file's bytes, or BadFile."""
    found = _sections(text_of(data))
    meta = _meta(found["META"])
    names = _options(found["OPTIONS"], whole(meta, "num_options"), meta["num_options"][0])
    question = _question(meta, len(names))
    answers, areas = _votes(found["VOTES"], question)
    number, members, present = (whole(meta, key) for key in ("num_votes", "members", "present"))
    if number != len(answers):
        raise BadFile(
            meta["num_votes"][0], f"num_votes is {number}, but the file has {len(answers)}"
        )
    if not present <= members or (question.rule != OWNERS and number > present):
        raise BadFile(meta["present"][0], f"{number} ballots, {present} present, {members} members")
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


Rows = list[tuple[int, list[str]]]


def _sections(text: str) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    here: Rows | None = None
    last = 1
    for line, fields in rows(text):
        last = line
        if len(fields) == 1 and fields[0].strip() in SECTIONS:
            if fields[0].strip() != SECTIONS[min(len(found), 2)]:
                raise BadFile(
                    line,
                    f"{fields[0].strip()} is not where it belongs: the sections are META, "
                    "OPTIONS, VOTES, once each",
                )
            here = found[fields[0].strip()] = []
        elif here is None:
            raise BadFile(line, "the file begins with the line META")
        else:
            here.append((line, fields))
    for name in SECTIONS:
        if name not in found:
            raise BadFile(last, f"the section {name} is missing")
    return found


def _meta(section: Rows) -> dict[str, tuple[int, str]]:
    meta: dict[str, tuple[int, str]] = {}
    for line, fields in section[1:]:
        if len(fields) != 2 or fields[0] in meta:
            raise BadFile(line, "META has lines of key;value, each key once")
        meta[fields[0]] = (line, fields[1].strip())
    for key in NEEDED:
        if key not in meta:
            raise BadFile(section[-1][0] if section else 1, f"META does not say {key}")
    return meta


def _question(meta: Mapping[str, tuple[int, str]], options: int) -> Question:
    line, rule = meta["rule"]
    form = meta["form"][1]
    if rule not in RULES or form not in RULES[rule]:
        raise BadFile(line, f"{rule!r} does not count {form!r}")
    if meta["none"][1] not in ("yes", "no"):
        raise BadFile(meta["none"][0], f"none is {meta['none'][1]!r}, not yes or no")
    return Question(
        form, rule, options, whole(meta, "seats"), whole(meta, "most"), meta["none"][1] == "yes"
    )


def _options(section: Rows, number: int, at: int) -> tuple[str, ...]:
    names: list[str] = []
    for line, fields in section[1:]:
        if len(fields) != 2 or fields[0].strip() != str(len(names) + 1):
            raise BadFile(line, "OPTIONS has lines of option;name, numbered from 1")
        names.append(fields[1].strip())
    if len(names) != number:
        raise BadFile(at, f"num_options is {number}, but the file has {len(names)}")
    return tuple(names)


def _votes(section: Rows, question: Question) -> tuple[tuple[str | None, ...], tuple[int, ...]]:
    answers: list[str | None] = []
    areas: list[int] = []
    seen: dict[str, int] = {}
    owners = question.rule == OWNERS
    for line, fields in section[1:]:
        if len(fields) != (3 if owners else 2) or not fields[0]:
            raise BadFile(
                line,
                f"{';'.join(fields)!r} is not like "
                f"{'party;area;answer' if owners else 'ballot;answer'}",
            )
        if seen.setdefault(fields[0], line) != line:
            raise BadFile(line, f"{fields[0]} is already on line {seen[fields[0]]}")
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


def whole(meta: Mapping[str, tuple[int, str]], key: str) -> int:
    """The whole number META says, or BadFile."""
    line, value = meta[key]
    if not (value.isascii() and value.isdigit() and len(value) <= 12):
        raise BadFile(line, f"{key} is {value!r}, not a whole number")
    return int(value)


def threshold(meta: Mapping[str, tuple[int, str]], key: str) -> Threshold:
    """The threshold META says, or BadFile."""
    line, value = meta[key]
    kind, _, share = value.partition(" ")
    try:
        return Threshold.parse({kind: share})
    except ValueError as error:
        raise BadFile(
            line, f'{key} is {value!r}, not like "at_least 2/3" or "more_than 1/2"'
        ) from error


def written(share: Threshold) -> str:
    """A threshold as META says it."""
    return f"{share.kind} {share.numerator}/{share.denominator}"
