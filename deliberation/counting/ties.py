"""How a tie is broken that the rule itself leaves open: the order of the ballot paper, or a lot
whose seed was on record before the count.

A lot is SHA-256 over "seed:name", smallest first, so that anyone can draw it again with
`sha256sum`.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any


class TieBreak:
    """Ranks names once; the same for a whole count."""

    def __init__(
        self, names: Sequence[str], seed: str | None = None, drawn: Sequence[str] | None = None
    ) -> None:
        """`drawn`: what the lot is drawn over instead of the names, in their order; the platform's
        own ballots draw over the numbers on the paper.
        """
        self.seed = seed
        ticket = dict(zip(names, drawn or names, strict=True))
        order = (
            sorted(names, key=lambda name: (lot(seed, ticket[name]), ticket[name]))
            if seed is not None
            else list(names)
        )
        self.rank = {name: i for i, name in enumerate(order)}

    @property
    def rule(self) -> str:
        """Either "ballot_order" or "lot", as it stands in a tie."""
        return "ballot_order" if self.seed is None else "lot"

    def first(self, names: Iterable[str]) -> str:
        """Who goes before the others."""
        return min(names, key=self.rank.__getitem__)

    def tie(
        self, stage: Any, tied: Iterable[str], chosen: Iterable[str], **more: Any
    ) -> dict[str, Any]:
        """The tie as a Result reports it; `tied` in the order the break puts them."""
        seed = {} if self.seed is None else {"seed": self.seed}
        return {
            "stage": stage,
            "tied": sorted(tied, key=self.rank.__getitem__),
            "chosen": list(chosen),
            "broken_by": self.rule,
            **seed,
            **more,
        }


def lot(seed: str, name: str) -> str:
    """The lot of one name: hexadecimal SHA-256 of "seed:name" in UTF-8."""
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()
