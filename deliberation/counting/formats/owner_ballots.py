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
from .sections import (
    has,
    head,
    known,
    meta_of,
    plain,
    shares,
    taken_apart,
    thresholds,
    written_out,
)

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
    rows = list(parties)
    said = {
        "format": FORMAT,
        "rule": "dual",
        **meta,
        **shares(quorum, majority),
        "silence_joins": "yes" if silence_joins else "no",
        **_totals([(units, area) for _, units, area, _ in rows]),
    }
    lines = [(number, of, area, choice or "") for number, of, area, choice in rows]
    return written_out({"META": ("key;value", head(said)), "VOTES": (";".join(VOTES), lines)})


def _totals(parties: list[tuple[int, int]]) -> dict[str, int]:
    """What META says of all parties of (units, area) together."""
    return {
        "num_parties": len(parties),
        "num_units": sum(units for units, _ in parties),
        "area": sum(area for _, area in parties),
    }


def is_one(data: bytes) -> bool:
    """Whether the file says it is one."""
    return f"format;{FORMAT}".encode() in data[:4096]


def parse(data: bytes) -> OwnerBallots:
    """The file's bytes, or BadFile."""
    found = taken_apart(data, {"META": ("key;value",), "VOTES": (";".join(VOTES),)})
    meta = meta_of(found["META"], NEEDED)
    seen: dict[str, int] = {}
    parties = [_party(line, fields, seen) for line, fields in found["VOTES"]]
    known(meta, "format", FORMAT)
    known(meta, "rule", "dual")
    known(meta, "silence_joins", "yes", "no")
    totals = _totals([(units, area) for area, _, units in parties])
    for key, number in totals.items():
        has(meta, key, number)
    return OwnerBallots(
        tuple((area, choice) for area, choice, _ in parties),
        totals["num_units"],
        *thresholds(meta),
        meta["silence_joins"][1] == "yes",
        plain(meta),
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
