"""Facts of ballots on paper: handed out, given back unused, void, entered twice in batches,
reconciled at the close; totals where the vote is secret.

Serials count from 1 in each round. What a ballot says is sealed until the close, like a ballot cast
online. Of a secret vote only sums per batch exist.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from deliberation.charter.facts.base import Fact, sealed, text
from deliberation.charter.facts.naming import Office, Roll
from deliberation.charter.facts.obligations import Obligation


@dataclass(frozen=True)
class PaperIssued(Fact):
    """One paper ballot handed to one voter; their online ballot is locked while they hold it.

    `again`: they held one before in this round.

    `replaces`: the serial of the void ballot it stands for. `proxy`: of a secret vote, the proxy
    whose holder took it for the voter, since nobody votes for another online there. There this is
    the list of who took a ballot and when: the serial is torn off with its stub.
    """

    kind = "paper_issued"
    round_no: int
    serial: int
    person: Roll
    by: Office
    again: bool
    replaces: int | None
    proxy: str | None = None


@dataclass(frozen=True)
class PaperReturnedUnused(Fact):
    """The voter gave it back unmarked: they may vote online, or take another one."""

    kind = "paper_returned_unused"
    round_no: int
    serial: int
    person: Roll
    by: Office


@dataclass(frozen=True)
class PaperVoided(Fact):
    """Its serial is void: spoiled or lost. It counts for nothing, should it turn up."""

    kind = "paper_voided"
    round_no: int
    serial: int
    person: Roll
    by: Office
    cause: str


@dataclass(frozen=True)
class UnissuedDestroyed(Fact):
    """Printed and handed to nobody: destroyed after the last hour, by the numbers first to last."""

    kind = "unissued_destroyed"
    round_no: int
    by: Office
    first: int
    last: int


@dataclass(frozen=True)
class BatchEntered(Fact):
    """The first entry of a batch of `sheets` ballots.

    Entries: [serial, choice], or of a secret vote [question, what, votes].

    `write_ins`: numbers of names written in here for the first time in the round, in the order of
    `names`; entries speak of them as `name:1`.
    """

    kind = "batch_entered"
    round_no: int
    batch: str
    batch_no: int
    by: Office
    sheets: int
    write_ins: list[int]
    obligations: list[Obligation] | None = None
    entries: list[list[Any]] | None = sealed()
    names: list[str] | None = text()


@dataclass(frozen=True)
class BatchEnteredAgain(Fact):
    """The second entry, by somebody else, a scrutineer watching.

    `same`: nothing differs, and the batch counts. `agreed`: where something does, the serials of
    which both entries say the same: those ballots follow and count at once, whatever becomes of
    the rest; none of a secret vote, whose pile counts whole or not at all.
    """

    kind = "batch_entered_again"
    round_no: int
    batch: str
    by: Office
    witness: Office
    same: bool
    agreed: list[int]
    sheets: int
    write_ins: list[int]
    obligations: list[Obligation] | None = None
    entries: list[list[Any]] | None = sealed()
    names: list[str] | None = text()


@dataclass(frozen=True)
class BatchCounted(Fact):
    """The batch counts: named ballots by their serials, the ballots follow as facts of their own;
    secret ones by `totals` [question, what, votes].

    `strays`: sheets in it that are no ballot handed out in this round, or a void one, or the same
    twice. `resolved`: after differences between the entries; then `serials` are those that were
    decided, since those both entries agreed on count already.
    """

    kind = "batch_counted"
    round_no: int
    batch: str
    by: Office
    witness: Office
    sheets: int
    strays: int
    serials: list[int]
    totals: list[list[Any]]
    resolved: bool


@dataclass(frozen=True)
class PaperAwaited(Fact):
    """The window is over with paper not entered yet: what came in before it closed may be entered
    until then.
    """

    kind = "paper_awaited"
    round_no: int
    until: datetime


@dataclass(frozen=True)
class PaperFinished(Fact):
    """The tally says that every returned ballot is entered; the count does not wait longer."""

    kind = "paper_finished"
    round_no: int
    by: Office


class LeftPile(TypedDict):
    """A batch that was in hand at the close and not settled: its sheets beside those that counted
    already, and why they do not count: `one_entry`, `entries_differ`.
    """

    batch: str
    sheets: int
    why: str


@dataclass(frozen=True)
class PaperReconciled(Fact):
    """At the close: issued = returned + unused + spoiled + missing.

    `uncounted`: how many of the returned are in hand and do not count, since their piles were not
    settled by the last day: those of `piles`, and never more than were handed out.
    """

    kind = "paper_reconciled"
    round_no: int
    issued: int
    returned: int
    invalid: int
    strays: int
    unused: int
    spoiled: int
    lost: int
    missing: int
    uncounted: int
    piles: list[LeftPile]


@dataclass(frozen=True)
class SecretTotals(Fact):
    """The sums of all counted batches of a secret vote: [question, what, votes]. `sheets`: ballots
    in the boxes, invalid ones with them; `invalid`: those.
    """

    kind = "secret_totals"
    round_no: int
    sheets: int
    invalid: int
    totals: list[list[Any]]


@dataclass(frozen=True)
class VoteAnnulled(Fact):
    """No result: for example more ballots came back than were handed out.

    It is voted on again; a second time it ends.
    """

    kind = "vote_annulled"
    round_no: int
    ground: str
    issued: int
    returned: int
