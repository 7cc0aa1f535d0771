"""The platform's own export of a motion's ballots: META and VOTES like a .pb file, one line a
ballot, and what the rule needs to count them again.

Written by `deliberation ballots`; read by `tally`. A line is "ballot;choice": the ballot's id in
the record, and for, against or abstain.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from deliberation.counting.motion.motion import CHOICES
from deliberation.counting.threshold import Threshold

from .errors import BadFile
from .rows import rows, text_of
from .sections import came, has, head, known, plain, thresholds, turnout, written_out

if TYPE_CHECKING:
    import numpy as np

FORMAT = "deliberation-motion/1"
NEEDED = ("format", "rule", "members", "present", "quorum", "majority", "num_votes")


@dataclass(frozen=True, slots=True)
class MotionBallots:
    """What `count_motion` needs. `present` counts who voted or signed in."""

    choices: Mapping[str, int]
    members: int
    present: int
    quorum: Threshold
    majority: Threshold
    meta: Mapping[str, str] = field(default_factory=dict)


def write(
    meta: Mapping[str, str],
    *,
    members: int,
    present: int,
    quorum: Threshold,
    majority: Threshold,
    ballots: Iterable[tuple[str, str]],
) -> str:
    """The file. `meta` says more about the vote (community, title …); ballots are (id, choice)."""
    lines = list(ballots)
    said = {
        "format": FORMAT,
        "rule": "motion",
        **meta,
        **turnout(members, present, quorum, majority),
        "num_votes": len(lines),
    }
    return written_out({"META": ("key;value", head(said)), "VOTES": ("ballot;choice", lines)})


def is_one(data: bytes) -> bool:
    """Whether the file says it is one."""
    return f"format;{FORMAT}".encode() in data[:4096]


def read(path: Path) -> MotionBallots:
    """The file, or BadFile."""
    return parse(path.read_bytes())


def parse(data: bytes) -> MotionBallots:
    """The file's bytes, or BadFile.

    A million ballots in a third of a second: the lines are counted, not taken apart, unless one is
    wrong.
    """
    head, found, body = data.replace(b"\r\n", b"\n").partition(b"\nVOTES\nballot;choice\n")
    meta = _meta(text_of(head))
    if not found:
        last = head.rstrip(b"\n").count(b"\n") + 1
        raise BadFile(last, "the section VOTES with its line ballot;choice is missing")
    choices = _choices(body, head.count(b"\n") + 4)
    has(meta, "num_votes", sum(choices.values()))
    members, present = came(meta, sum(choices.values()))
    return MotionBallots(choices, members, present, *thresholds(meta), plain(meta))


def _meta(head: str) -> dict[str, tuple[int, str]]:
    meta: dict[str, tuple[int, str]] = {}
    for line, fields in rows(head):
        if line == 1 and fields == ["META"] or line == 2 and fields == ["key", "value"]:
            continue
        if line == 1 or len(fields) != 2 or fields[0] in (*meta, "key"):
            raise BadFile(line, "META has lines of key;value, each key once")
        meta[fields[0]] = (line, fields[1].strip())
    for key in NEEDED:
        if key not in meta:
            raise BadFile(
                max((at for at, _ in meta.values()), default=1), f"META does not say {key}"
            )
    known(meta, "format", FORMAT)
    known(meta, "rule", "motion")
    return meta


def _choices(body: bytes, first: int) -> dict[str, int]:
    """How many ballots for each choice; `first` is the line of the first ballot."""
    body = body if body.endswith(b"\n") or not body else body + b"\n"
    counts = {c: body.count(f";{c}\n".encode()) for c in CHOICES}
    total = body.count(b"\n")
    if sum(counts.values()) != total or body.count(b";") != total:
        raise _wrong_line(body.decode("utf-8", "replace"), first)
    if not _surely_distinct(body, total):
        _distinct(body, first)
    return counts


def _surely_distinct(body: bytes, total: int) -> bool:
    """Whether numbers made from the ids are all different: then the ids are.

    Only for ids of one length, as the record's are.
    """
    if total < 1000:
        return False
    import numpy as np  # not by a server that only writes such files

    letters = np.frombuffer(body, np.uint8)
    ends, lines = np.flatnonzero(letters == ord(";")), np.flatnonzero(letters == ord("\n"))
    begins = np.concatenate(([0], lines[:-1] + 1))
    length = int(ends[0] - begins[0])
    if not 0 < length <= 64 or (ends - begins != length).any():
        return False
    ids = np.zeros((total, -(-length // 8) * 8), np.uint8)
    ids[:, :length] = np.lib.stride_tricks.sliding_window_view(letters, length)[begins]
    return _all_different(ids.view(np.uint64).T)


def _all_different(words: "np.ndarray") -> bool:
    """Whether numbers mixed from these words, a row of words for each place, all differ."""
    import numpy as np

    numbers = np.zeros(words.shape[1], np.uint64)
    for word in words:
        numbers = (numbers ^ word) * np.uint64(0x9E3779B97F4A7C15)
        numbers ^= numbers >> np.uint64(29)
    numbers.sort()
    return bool((numbers[1:] != numbers[:-1]).all())


def _distinct(body: bytes, first: int) -> None:
    seen: dict[bytes, int] = {}
    for i, ballot in enumerate(
        body.replace(b"\n", b";").split(b";")[:-1:2]
    ):  # every line has one semicolon, before its choice
        if not ballot or seen.setdefault(ballot, i) != i:
            name = text_of(ballot)
            raise BadFile(
                first + i,
                f"ballot {name} is already on line {first + seen[ballot]}"
                if ballot
                else "a ballot without its id",
            )


def _wrong_line(body: str, first: int) -> BadFile:
    for i, line in enumerate(body.split("\n")):  # noqa: B007  (the line it stops at)
        ballot, mark, choice = line.partition(";")
        if not mark or choice not in CHOICES or not ballot:
            break
    if mark and choice.strip().strip('"') in CHOICES and ballot:
        return BadFile(first + i, f"{line!r}: the choice stands bare, without quotation marks")
    return BadFile(
        first + i,
        f"{line!r} is not a ballot: a line is ballot;for, ballot;against or ballot;abstain"
        if line
        else "an empty line among the ballots",
    )
