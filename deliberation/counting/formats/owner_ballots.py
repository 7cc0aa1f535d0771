"""The platform's own export of an owners' motion: META and VOTES like a .pb file, one line a party,
and what the rule needs to compare both measures again.

Written by `vote.files.ballot_file`; read by `tally`. A line is "party;units;area;choice": one
head, whatever its number of units or of co-owners; the area in 0.01 m²; for, against or abstain,
signed_in where the party came without a ballot, and nothing where it took no part.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from deliberation.counting.motion.dual import CHOICES, NO_PART, PART
from deliberation.counting.threshold import Threshold

from .errors import BadFile
from .sections import has, head, meta_of, taken_apart, threshold, written, written_out

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
    lines = [(number, of, area, choice or "") for number, of, area, choice in known]
    return written_out({"META": ("key;value", head(said)), "VOTES": (";".join(VOTES), lines)})


def is_one(data: bytes) -> bool:
    """Whether the file says it is one."""
    return f"format;{FORMAT}".encode() in data[:4096]


def parse(data: bytes) -> OwnerBallots:
    """The file's bytes, or BadFile."""
    found = taken_apart(data, {"META": ("key;value",), "VOTES": (";".join(VOTES),)})
    meta = meta_of(found["META"], NEEDED)
    parties: list[tuple[int, str | None]] = []
    seen: dict[str, int] = {}
    units = 0
    for line, fields in found["VOTES"]:
        area, choice, of = _party(line, fields, seen)
        units += of
        parties.append((area, choice))
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
        has(meta, key, found)
