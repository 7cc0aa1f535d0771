"""Equals of a count, and how the lot fell between them so that anybody can hash it again."""

import hashlib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Lot:
    """One ticket of a lot: its number on the paper, its name, the text to hash and what comes
    out.
    """

    number: str
    name: str
    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Equals, and what broke it: a code. `lots` in the order they were drawn, where a lot was."""

    stage: int
    tied: tuple[str, ...]
    chosen: tuple[str, ...]
    broken_by: str
    lots: tuple[Lot, ...] = ()


def tie_of(tie: dict[str, Any], names: dict[str, str]) -> Tie:
    """A tie as the working tells it. `names` by number of option."""
    seed, stage = tie.get("seed"), tie["stage"]
    lots = (
        tuple(
            Lot(n, names[n], f"{seed}:{n}", hashlib.sha256(f"{seed}:{n}".encode()).hexdigest())
            for n in tie.get("left_after_prior_stages", tie["tied"])
        )
        if seed and tie["broken_by"] == "lot"
        else ()
    )
    return Tie(
        stage if isinstance(stage, int) else 0,
        tuple(names[n] for n in tie["tied"]),
        tuple(names[n] for n in tie["chosen"]),
        tie["broken_by"],
        tuple(sorted(lots, key=lambda x: x.hash)),
    )
