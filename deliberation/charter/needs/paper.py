"""Questions about ballots on paper: serials, batches, who holds one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from .need import Need

OUT, UNUSED, SPOILED, LOST, COUNTED = "out", "unused", "spoiled", "lost", "counted"
OPEN = ("entered", "differs")

Entries = dict[tuple[Any, ...], Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch as it stands: its entries by key, None where there is none yet (or they are
    withheld). `agreed`: ballots of it that count already, though others differ.
    """

    batch_id: str
    batch_no: int
    state: str
    sheets: int
    sheets_again: int | None
    first_by: str
    again_by: str | None
    first: Entries
    again: Entries | None
    counted_sheets: int | None = None
    strays: int | None = None
    agreed: int = 0


@dataclass(frozen=True, slots=True)
class PaperRound:
    """A round's paper: how many serials, how many in each state, its batches, sums of a secret
    vote, whether and until when the count waits. `piled`: numbers that stand in an entry of a pile
    that is not settled, and do not count.
    """

    last_serial: int = 0
    states: Mapping[str, int] = field(default_factory=dict)
    batches: tuple[Batch, ...] = ()
    totals: Mapping[tuple[int, str], int] = field(default_factory=dict)
    waits_until: datetime | None = None
    finished: bool = False
    destroyed: bool = False
    opened: bool = False
    annulled_before: bool = False
    secret: bool = False
    piled: frozenset[int] = frozenset()

    def open_batches(self) -> list[Batch]:
        """Entered and not settled."""
        return [b for b in self.batches if b.state in OPEN]

    def settled(self, secret: bool) -> bool:
        """Whether nothing can come any more that the count would wait for.

        Of a secret vote only the tally can say so.
        """
        if self.finished or not self.opened:
            return not self.open_batches()
        return not secret and not self.states.get(OUT, 0) and not self.open_batches()


class PaperVoter(Protocol):
    """Whom a ballot on paper is for."""

    recused: bool
    voted: bool
    serial: int | None
    again: bool
    stands: bool


class PaperBallot(Protocol):
    """A ballot on paper."""

    proposal_id: str
    round_no: int
    serial: int
    voter_id: str
    state: str
    issued_by: str
    issued_at: datetime
    settled_at: datetime | None
    batch_id: str | None
    replaces: int | None
    proxy_id: str | None


# the paper of this round: serials, states, batches, whether the count waits for it
PAPER_ROUND: Need[PaperRound] = Need("paper_round")
# whom a ballot on paper is for: on the roll, voted, holding one already
PAPER_VOTER: Need[PaperVoter | None] = Need("paper_voter")
# the ballot on paper whose serial the act names
PAPER_NAMED: Need[PaperBallot | None] = Need("paper_named")
# {serial: voter} of those that are handed out and did not come back
PAPER_OUT: Need[dict[int, str]] = Need("paper_out")
# whether the one who gave a code beside the actor is a supervisor without an interest
WITNESS_FITS: Need[bool] = Need("witness_fits")
# {name: number} of the names written on ballots of this round
WRITE_INS: Need[dict[str, int]] = Need("write_ins")
