"""What an act asks for inside a stage, or for one entry: the lines it sets beside what it says, and
whether they stand on the card of the proposal. Which fact asks for what is one table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.matters import funds, recalls, tasks
from deliberation.charter.facts.proposal import (
    carry_out,
    decency,
    objections,
    propose,
    suggest,
    supervise,
    take_up,
)
from deliberation.charter.facts.proposal.cycle import ObligationsSet
from deliberation.charter.facts.vote import official, paper_ballots, resolve
from deliberation.record.check.counts import COUNTED
from deliberation.record.check.judging.conditions.said import Said, of

from . import early, later
from .lines import lines_set, on_day, wrong

Lines = list[Obligation]
Asks = Callable[[Said, Any], Lines]


@dataclass(frozen=True, slots=True)
class Opens:
    """What a kind of fact asks for in its act; `headline`: its first day stands on the card."""

    asks: Asks
    headline: bool = False


def at_once(act: A) -> Asks:
    """The clock has it at once, under its own lock."""
    return lambda said, fact: [on_day(said.case, act, said.at)]


OPENS: dict[type[Fact], Opens] = {
    propose.ThresholdReached: Opens(at_once(A.bring_to_council)),
    propose.ThresholdLost: Opens(early.too_few),
    propose.Cosigned: Opens(early.moved_there),
    propose.WithdrawalAnnounced: Opens(early.withdrawal),
    propose.ProposalRevised: Opens(early.new_text),
    take_up.MergeAsked: Opens(early.merge, headline=True),
    take_up.MergeDeclined: Opens(early.council_again, headline=True),
    take_up.Appealed: Opens(early.appeal, headline=True),
    suggest.Recommended: Opens(early.changes, headline=True),
    suggest.LegalityReviewed: Opens(early.breach, headline=True),
    suggest.NoticeExtended: Opens(later.extended, headline=True),
    suggest.NoticeShortened: Opens(later.shortened, headline=True),
    supervise.Suspended: Opens(lambda said, f: [on_day(said.case, A.resume, f.until)]),
    supervise.QuestionAsked: Opens(later.question),
    objections.Objected: Opens(later.objection),
    objections.ObjectionAnswered: Opens(later.upheld),
    **{counted: Opens(later.anew) for counted in get_args(COUNTED)},
    decency.HidingObjected: Opens(later.hiding),
    funds.SpendRecorded: Opens(later.audit),
    funds.SpendAudited: Opens(later.questioned),
    funds.SpendExplained: Opens(later.looking),
    recalls.RecallReached: Opens(at_once(A.bring_recall)),
    tasks.TaskReviewed: Opens(later.review),
    tasks.TaskReviewMissed: Opens(later.review),
    carry_out.Assigned: Opens(later.work, headline=True),
    paper_ballots.PaperAwaited: Opens(later.paper),
    paper_ballots.PaperFinished: Opens(at_once(A.close_vote)),
    paper_ballots.BatchCounted: Opens(later.last_paper),
    resolve.WindowMoved: Opens(later.put_off),
    official.OfficialResultRecorded: Opens(later.to_confirm),
    official.OfficialResultConfirmed: Opens(later.confirmed),
}


@of(*OPENS)
def asks_at_all(said: Said, fact: Fact) -> str | None:
    """What it asks for is set in its act; how, is asked of that."""
    wanted = OPENS[type(fact)].asks(said, fact)
    return wrong([], wanted) if wanted and not lines_set(said, fact) else None


@of(ObligationsSet)
def asks_what_it_should(said: Said, fact: ObligationsSet) -> str | None:
    """What the other facts of the act ask for, and nothing else."""
    if not said.of_proposal(fact):
        return None
    opening = [f for f in said.facts if type(f) in OPENS and f.subject == fact.subject]
    wanted = [x for f in opening for x in OPENS[type(f)].asks(said, f)]
    if found := wrong(lines_set(said, fact), wanted):
        return f"{said.name}: {found}"
    if fact.headline != any(OPENS[type(f)].headline for f in opening):
        return f"{said.name}: a day on the card that is not its"
    return None
