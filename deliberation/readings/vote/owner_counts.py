"""The two sums of a counted vote of owners, by heads and by area in 0.01 m²."""

from dataclasses import dataclass
from typing import Any

from deliberation.counting.motion import dual
from deliberation.record import tables
from deliberation.record.prepared import first


@dataclass(frozen=True, slots=True)
class Counted:
    """One of the two sums of a counted round, in the names the pictures and sums of a result use.

    `silent` followed the majority without a ballot.
    """

    members: int
    present: int
    votes_for: int
    votes_against: int
    votes_abstain: int
    silent: int
    round: Any

    @property
    def silent_for(self) -> int:
        """What silence added to those in favour: the majority it follows is that of heads and area
        alike.
        """
        return self.silent if self.votes_for > self.votes_against else 0

    @property
    def base(self) -> int:
        """What the majority is counted of."""
        return self.present + self.silent

    @property
    def enough(self) -> bool:
        """Whether enough took part of this sum."""
        return _met(
            self.round.quorum_kind,
            self.present * self.round.quorum_d,
            self.members * self.round.quorum_n,
        )

    @property
    def carried(self) -> bool:
        """Whether enough of it was in favour."""
        return _met(
            self.round.majority_kind,
            (self.votes_for + self.silent_for) * self.round.majority_d,
            self.base * self.round.majority_n,
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("quorum_", "majority_")):
            return getattr(self.round, name)
        raise AttributeError(name)


def _met(kind: str, left: int, right: int) -> bool:
    return left >= right if kind == "at_least" else left > right


def counted(s: Any, community: str, round_: Any) -> tuple[Counted, Counted] | None:
    """The two sums of a counted round, heads and area; None for a vote that is no owners'.

    `round_`: its row.
    """
    if round_.rule != dual.RULE:
        return None
    at = {"proposal_id": round_.proposal_id, "round_no": round_.round_no}
    area = first(s, tables.owner_round, community_id=community, **at)
    return (
        _sum(round_, area.silent_heads or 0, round_),
        _sum(area, area.silent_area or 0, round_),
    )


def _sum(row: Any, silent: int, round_: Any) -> Counted:
    votes = (row.votes_for, row.votes_against, row.votes_abstain)
    return Counted(row.members, row.present, *votes, silent, round_)
