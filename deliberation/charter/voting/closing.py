"""The close of a vote with ballots on paper: what it waits for and until when, the reconciliation,
sums of a secret vote, annulment. Called by the close.
"""

from datetime import datetime

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, deadline
from deliberation.charter.facts.vote import paper_ballots as f
from deliberation.charter.moves import close, enter_notice, start
from deliberation.charter.needs.paper import PaperRound
from deliberation.charter.needs.votes import BALLOTS
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Ending
from deliberation.counting.motion.motion import INVALID

from . import paper as pb

MORE_RETURNED = "more_returned"


def awaited(case: Case, paper: PaperRound, now: datetime) -> list[Fact]:
    """The facts of waiting, once, for the rulebook's days after the window; [] where there is
    nothing to wait for or it is over. Refuses not_yet in between.
    """
    p = case.proposal
    if paper.settled(pb.is_secret(case)):
        return []
    if paper.waits_until is not None:
        if now < paper.waits_until:
            raise refuse("not_yet", until=paper.waits_until)
        return []
    until = case.calendar.add_days(case.closes_at, case.vote.paper_days, case.community.timezone).at
    if not case.vote.paper_days or until <= now:
        return []
    clock = deadline(
        ActName.close_vote.value, until, start_at=case.closes_at, days=case.vote.paper_days
    )
    return [
        f.PaperAwaited(round_no=p.round_no, until=until, proposal=p.proposal_id),
        start(case, clock, headline=True),
    ]


def reconciled(case: Case, paper: PaperRound) -> list[Fact]:
    """The reconciliation, and of a secret vote its sums."""
    p, secret = case.proposal, pb.is_secret(case)
    invalid = sum(b.choice == INVALID for b in case[BALLOTS].last)
    found = pb.reconcile(paper, secret=secret, invalid=invalid)
    facts: list[Fact] = [
        f.PaperReconciled(
            round_no=p.round_no,
            issued=found.issued,
            returned=found.returned,
            invalid=found.invalid,
            strays=found.strays,
            unused=found.unused,
            spoiled=found.spoiled,
            lost=found.lost,
            missing=found.missing,
            uncounted=[b.batch_id for b in paper.open_batches()],
            proposal=p.proposal_id,
        )
    ]
    if secret:
        facts.append(
            f.SecretTotals(
                round_no=p.round_no,
                sheets=found.returned,
                invalid=found.invalid,
                totals=pb.summed(paper),
                proposal=p.proposal_id,
            )
        )
    return facts


def more_than_issued(facts: list[Fact]) -> bool:
    """Whether more ballots came back than were handed out and not given back."""
    return any(isinstance(x, f.PaperReconciled) and x.missing < 0 for x in facts)


def annulled(case: Case, paper: PaperRound, facts: list[Fact]) -> list[Fact]:
    """No result: a new notice and vote on the same text; a second time the matter ends."""
    p, sums = case.proposal, next(x for x in facts if isinstance(x, f.PaperReconciled))
    said = f.VoteAnnulled(
        round_no=p.round_no,
        ground=MORE_RETURNED,
        issued=sums.issued,
        returned=sums.returned,
        proposal=p.proposal_id,
    )
    if paper.annulled_before:
        return [said, *close(case, Ending.annulled, "annulled_again")]
    return [said, *enter_notice(case, "annulled", case.stage)]
