"""A batch of ballots on paper counts: both entries say the same, or a scrutineer looked again.

Called by `.batches`.
"""

from dataclasses import dataclass

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import paper_ballots as f
from deliberation.charter.facts.vote import resolve as rf
from deliberation.charter.moves import at_once, start
from deliberation.charter.needs.paper import PAPER_OUT, PAPER_ROUND, Batch, Entries
from deliberation.charter.voting import paper as pb


@dataclass(frozen=True)
class Counting:
    """What a batch counts with.

    `witness`: the scrutineer who stands for it; `resolved`: they decided what the entries said
    differently.
    """

    batch: Batch
    entries: Entries
    sheets: int
    witness: str
    resolved: bool


def counts(case: Case, counting: Counting) -> list[Fact]:
    """The batch counts: of named ballots each becomes the ballot of its voter, sealed like one cast
    online. With the last of them the vote is closed.
    """
    p, secret, listed = case.proposal, pb.is_secret(case), pb.listed(counting.entries)
    serials = [] if secret else [e[0] for e in listed]
    counted = f.BatchCounted(
        round_no=p.round_no,
        batch=counting.batch.batch_id,
        by=case.me,
        witness=counting.witness,
        sheets=counting.sheets,
        strays=0 if secret else counting.sheets - len(serials),
        serials=serials,
        totals=listed if secret else [],
        resolved=counting.resolved,
        proposal=p.proposal_id,
    )
    if secret:
        return [counted]
    return [counted, *_ballots(case, listed), *_last_of_all(case, counting.batch, len(serials))]


def _ballots(case: Case, listed: list[pb.Entry]) -> list[Fact]:
    """The ballot of each voter whose paper lies in the batch."""
    p, out = case.proposal, case[PAPER_OUT]
    return [
        rf.BallotCast(
            round_no=p.round_no,
            voter=out[serial],
            revision=1,
            first=True,
            choice=choice,
            proposal=p.proposal_id,
        )
        for serial, choice in listed
    ]


def _last_of_all(case: Case, batch: Batch, ballots: int) -> list[Fact]:
    """After the window, once no other ballot is out and no other batch open: nothing is awaited."""
    others = [b for b in case[PAPER_ROUND].open_batches() if b.batch_id != batch.batch_id]
    if case.now < case.closes_at or len(case[PAPER_OUT]) != ballots or others:
        return []
    return [start(case, at_once(case, ActName.close_vote))]
