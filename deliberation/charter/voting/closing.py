"""The close of a vote with ballots on paper: what it waits for and until when, the reconciliation,
sums of a secret vote, annulment. Called by the close.
"""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import paper_ballots as f
from deliberation.charter.moves import close, due_at, enter_notice, silence, start
from deliberation.charter.needs.paper import COUNTED, LOST, SPOILED, UNUSED, PaperRound
from deliberation.charter.needs.votes import BALLOTS
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Ending
from deliberation.counting.motion.motion import INVALID

from . import paper as pb
from . import piles

MORE_RETURNED = "more_returned"


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """issued = returned + unused + spoiled + missing.

    By name each number is in one of them. `uncounted`: of the returned, those in hand whose pile
    was not settled. `missing`: lost ones are among it, and those that one of two entries alone
    names; of a secret vote below nought where more came back than went out. `strays` are beside.
    """

    issued: int
    returned: int
    uncounted: int
    invalid: int
    strays: int
    unused: int
    spoiled: int
    lost: int
    missing: int


def awaited(case: Case, paper: PaperRound, now: datetime) -> list[Fact]:
    """The facts of waiting, once, for the rulebook's days after the window; [] where there is
    nothing to wait for or it is over. Refuses not_yet in between.
    """
    if paper.settled(pb.is_secret(case)):
        return []
    clock = piles.counting(case, paper)
    until = due_at(clock)
    if paper.waits_until is not None and now < until:
        raise refuse("not_yet", until=until)
    if paper.waits_until is not None or until <= now:
        return []
    lines = piles.awaited_of(case, paper, clock, may_come=may_come(case, paper))
    return [
        f.PaperAwaited(round_no=case.proposal.round_no, until=until, subject=case.about),
        start(case, clock, *lines),  # the day on the card stays the vote's own
    ]


def may_come(case: Case, paper: PaperRound) -> bool:
    """Whether a ballot may lie in hand that stands in no pile: of a secret vote nobody knows. Where
    each that is out lies in an open pile already, nobody is asked for another one.
    """
    return pb.is_secret(case) or not piles.all_lie_in_one(paper)


def reconciled(case: Case, paper: PaperRound) -> list[Fact]:
    """The reconciliation, and of a secret vote its sums. Ballots in hand that do not count are
    marked on the matter like whatever passes in silence.
    """
    p, secret = case.proposal, pb.is_secret(case)
    invalid = sum(b.choice == INVALID for b in case[BALLOTS].last)
    found = reconcile(paper, invalid=paper.totals.get((0, INVALID), 0) if secret else invalid)
    left = piles.left(paper)
    facts: list[Fact] = [
        f.PaperReconciled(
            round_no=p.round_no,
            **dataclasses.asdict(found),
            piles=left,
            subject=case.about,
        )
    ]
    facts.extend(silence(case, code) for code in piles.silences(paper))
    return [*facts, _totals(case, paper, found)] if secret else facts


def _totals(case: Case, paper: PaperRound, found: Reconciliation) -> f.SecretTotals:
    """The sums of a secret vote over all counted batches."""
    return f.SecretTotals(
        round_no=case.proposal.round_no,
        sheets=found.returned - found.uncounted,
        invalid=found.invalid,
        totals=[[no, what, votes] for (no, what), votes in sorted(paper.totals.items())],
        subject=case.about,
    )


def reconcile(paper: PaperRound, *, invalid: int) -> Reconciliation:
    """The numbers at the close; `invalid` ballots came back."""
    states = {state: paper.states.get(state, 0) for state in (UNUSED, SPOILED, LOST)}
    counted, uncounted, missing = piles.back(paper)
    return Reconciliation(
        issued=paper.last_serial,
        returned=counted + uncounted,
        uncounted=uncounted,
        invalid=invalid,
        strays=sum(b.strays or 0 for b in paper.batches if b.state == COUNTED),
        unused=states[UNUSED],
        spoiled=states[SPOILED],
        lost=states[LOST],
        missing=missing,
    )


def more_than_issued(facts: list[Fact]) -> bool:
    """Whether more ballots came back than were handed out and not given back, with sheets that are
    no ballot of this vote.
    """
    return any(isinstance(x, f.PaperReconciled) and x.missing < x.strays for x in facts)


def annulled(case: Case, paper: PaperRound, facts: list[Fact]) -> list[Fact]:
    """No result: a new notice and vote on the same text; a second time the matter ends."""
    p, sums = case.proposal, next(x for x in facts if isinstance(x, f.PaperReconciled))
    said = f.VoteAnnulled(
        round_no=p.round_no,
        ground=MORE_RETURNED,
        issued=sums.issued,
        returned=sums.returned + sums.strays,
        subject=case.about,
    )
    if paper.annulled_before:
        return [said, *close(case, Ending.annulled, "annulled_again")]
    return [said, *enter_notice(case, "annulled", case.stage)]
