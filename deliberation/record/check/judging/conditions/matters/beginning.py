"""What must hold of a matter that becomes public: it says what its kind has to say, or it could not
be looked at, paid for or ended later.
"""

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters.elections import ElectionCalled
from deliberation.charter.facts.matters.funds import BudgetRoundOpened, CostNamed
from deliberation.charter.facts.matters.recalls import RecallDemanded
from deliberation.charter.facts.matters.tasks import TaskAppliedFor
from deliberation.charter.facts.proposal.carry_out import LastDayNamed
from deliberation.charter.facts.proposal.propose import ProposalSubmitted
from deliberation.charter.matters import registry as matters
from deliberation.record.check.judging.conditions.said import Said, of

# What the form of a draft asks beside its text → the fact that says it.
ASKS: dict[str, type[Fact]] = {"cost": CostNamed, "last_day": LastDayNamed}
# What begins and is public in one act.
BEGINS: dict[A, type[Fact]] = {
    A.call_election: ElectionCalled,
    A.demand_recall: RecallDemanded,
    A.open_budget_round: BudgetRoundOpened,
    A.apply_task: TaskAppliedFor,
}


@of(ProposalSubmitted)
def says_what_it_must(said: Said, fact: ProposalSubmitted) -> str | None:
    """Once each, and nothing that belongs to another kind."""
    matter = matters.of(fact.matter, said.case.rulebook.kinds.get(fact.matter))
    begins = BEGINS.get(said.name)
    wanted = {begins} if begins is not None else {ASKS[name] for name in matter.asks}
    for kind in (*ASKS.values(), *BEGINS.values()):
        if len(said.of(kind)) != int(kind in wanted):
            return f"{fact.matter} made public, with {len(said.of(kind))} {kind.kind}"
    return None
