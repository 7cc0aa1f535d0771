"""The platform's own export of an owners' motion: META and VOTES like a .pb file, one line a party,
and what the rule needs to compare both measures again.

Written by `readings.ballot_file`; read by `tally`. A line is "party;units;area;choice": one head,
whatever its number of units or of co-owners; the area in 0.01 m²; for, against or abstain,
signed_in where the party came without a ballot, and nothing where it took no part.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from deliberation.counting.motion.dual import CHOICES, NO_PART, PART
from deliberation.counting.threshold import Threshold

from .errors import BadFile
from .paper_ballots import quoted, threshold, whole, written
from .rows import rows, text_of

FORMAT = "deliberation-owners/1"
NEEDED = (
    "format",
    "rule",
    "quorum",
    "majority",
    "silence_joins",
    "num_parties",
    "num_units",
    "area",
)
VOTES = ["party", "units", "area", "choice"]


@dataclass(frozen=True, slots=True)
class OwnerBallots:
    """What `count_dual` needs: (area in 0.01 m², choice) of each party, and the number of units
    together.
    """

    parties: tuple[tuple[int, str | None], ...]
    units: int
    quorum: Threshold
    majority: Threshold
    silence_joins: bool
    meta: Mapping[str, str] = field(default_factory=dict)


def write(
    meta: Mapping[str, str],
    *,
    quorum: Threshold,
    majority: Threshold,
    silence_joins: bool,
    parties: Iterable[tuple[int, int, int, str | None]],
) -> str:
    """The file. `meta` says more about the vote; parties are (number, units, area, choice)."""
    known = list(parties)
    said = {
        "format": FORMAT,
        "rule": "dual",
        **meta,
        "quorum": written(quorum),
        "majority": written(majority),
        "silence_joins": "yes" if silence_joins else "no",
        "num_parties": len(known),
        "num_units": sum(units for _, units, _, _ in known),
        "area": sum(area for _, _, area, _ in known),
    }
    return (
        "\n".join(
            [
                "META",
                "key;value",
                *(f"{key};{quoted(str(value))}" for key, value in said.items()),
                "VOTES",
                ";".join(VOTES),
                *(
                    f"{number};{units};{area};{choice or ''}"
                    for number, units, area, choice in known
                ),
            ]
        )
        + "\n"
    )


def is_one(data: bytes) -> bool:
    """Whether the file says it is one."""
    return f"format;{FORMAT}".encode() in data[:4096]


def parse(data: bytes) -> OwnerBallots:
    """The file's bytes, or BadFile."""
    meta: dict[str, tuple[int, str]] = {}
    parties: list[tuple[int, str | None]] = []
    seen: dict[str, int] = {}
    units, votes, last = 0, False, 1
    for line, fields in rows(text_of(data)):
        last = line
        if fields == (["META"], ["key", "value"])[line - 1] if line < 3 else fields == VOTES:
            continue
        if line < 3:
            raise BadFile(line, "the file begins with the lines META and key;value")
        if fields == ["VOTES"]:
            if votes:
                raise BadFile(line, "VOTES stands twice")
            votes = True
        elif not votes:
            if len(fields) != 2 or fields[0] in meta:
                raise BadFile(line, "META has lines of key;value, each key once")
            meta[fields[0]] = (line, fields[1].strip())
        else:
            area, choice, of = _party(line, fields, seen)
            units += of
            parties.append((area, choice))
    if not votes:
        raise BadFile(last, "the section VOTES is missing")
    _adds_up(meta, parties, units)
    return OwnerBallots(
        tuple(parties),
        units,
        threshold(meta, "quorum"),
        threshold(meta, "majority"),
        meta["silence_joins"][1] == "yes",
        {k: v for k, (_, v) in meta.items()},
    )


def _party(line: int, fields: list[str], seen: dict[str, int]) -> tuple[int, str | None, int]:
    if len(fields) != 4 or not all(
        x.isascii() and x.isdigit() and len(x) <= 13 for x in fields[:3]
    ):
        raise BadFile(
            line,
            f"{';'.join(fields)!r} is not like party;units;area;choice, whole numbers and "
            "the area in 0.01 m²",
        )
    if seen.setdefault(fields[0], line) != line:
        raise BadFile(line, f"party {fields[0]} is already on line {seen[fields[0]]}")
    choice = fields[3].strip()
    if choice not in (*CHOICES, PART, ""):
        raise BadFile(line, f"{choice!r} is not for, against, abstain, signed_in or nothing")
    return int(fields[2]), choice or NO_PART, int(fields[1])


def _adds_up(
    meta: Mapping[str, tuple[int, str]], parties: list[tuple[int, str | None]], units: int
) -> None:
    for key in NEEDED:
        if key not in meta:
            raise BadFile(
                max((at for at, _ in meta.values()), default=1), f"META does not say {key}"
            )
    for key, known in (
        ("format", (FORMAT,)),
        ("rule", ("dual",)),
        ("silence_joins", ("yes", "no")),
    ):
        if meta[key][1] not in known:
            raise BadFile(meta[key][0], f"{key} is {meta[key][1]!r}, not {' or '.join(known)}")
    for key, found in (
        ("num_parties", len(parties)),
        ("num_units", units),
        ("area", sum(area for area, _ in parties)),
    ):
        if whole(meta, key) != found:
            raise BadFile(meta[key][0], f"{key} is {meta[key][1]}, but the file has {found}")
