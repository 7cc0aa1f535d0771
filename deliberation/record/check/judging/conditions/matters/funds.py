"""What must hold of the community's money before it is spent: how a round is opened, what a council
says something costs, which list goes to the vote, and which phase a vote is in.
"""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts.matters.funds import (
    BudgetRoundOpened,
    CostChecked,
    CostNamed,
    ListPutToVote,
)
from deliberation.charter.facts.proposal.notice import DelegationRecorded
from deliberation.charter.facts.proposal.take_up import PassedOn
from deliberation.charter.facts.vote.papers import PhaseEntered
from deliberation.charter.matters.election import PHASES
from deliberation.charter.matters.fund import MOST_FEN, put_list_to_vote
from deliberation.charter.needs.money import FUNDED
from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.charter.voting.papers import DELEGATED, PLANS
from deliberation.counting.rules import ASKED
from deliberation.record.check.judging.conditions.said import Said, of


@of(CostNamed, CostChecked)
def a_sum(said: Said, fact: CostNamed | CostChecked) -> str | None:
    """Some money, and not more than there is anywhere."""
    return None if 1 <= fact.cost <= MOST_FEN else f"a cost of {fact.cost}"


@of(BudgetRoundOpened)
def opened_by_the_rules(said: Said, fact: BudgetRoundOpened) -> str | None:
    """A ballot the rules have, over a sum, for as many days as they let a call be open."""
    rules, calendar, zone = said.case.rulebook.fund, said.case.calendar, _zone(said)
    known = fact.form in rules.forms and fact.rule in rules.rules
    if not known or fact.form not in ASKED[fact.rule].forms:
        return f"a round asked as {fact.form} and counted as {fact.rule}"
    if fact.most != (rules.points if fact.form == "points" else 0):
        return f"a round of {fact.most} points"
    if not 1 <= fact.budget <= MOST_FEN or fact.role not in _roles(said):
        return f"a round over {fact.budget}, opened as {fact.role}"
    today, last = calendar.local_day(said.at, zone), _last_day(said, fact)
    open_days = (last - today).days
    whole = fact.call_ends_at == calendar.end_of_day(last, zone)
    if not whole or not rules.call_days_min <= open_days <= rules.call_days_max:
        return f"a call open for {open_days} days"
    phases = [f.phase for f in said.of(PhaseEntered)]
    return None if len(phases) == 1 else "a round without its vote"


def _zone(said: Said) -> str:
    return said.case.community.timezone


def _last_day(said: Said, fact: BudgetRoundOpened) -> Any:
    return said.case.calendar.local_day(fact.call_ends_at - timedelta(seconds=1), _zone(said))


def _roles(said: Said) -> set[str]:
    return {role.value for role in said.case.roles()}


@of(CostChecked)
def checked_once(said: Said, fact: CostChecked) -> str | None:
    """Of one proposal, while the council has not spoken, once; what the list excludes is passed on
    with its line, and nothing else is.
    """
    fund = said.view.known("fund", fact.subject_id)
    if fund["budget"] is not None or fund["checked_at"] is not None:
        return "a cost checked of a round, or twice"
    if said.view.known("proposal", fact.subject_id)["council_state"] != "pending":
        return "a cost checked after the council"
    listed = {n.id for n in said.case.rulebook.fund.negative}
    if fact.code is not None and fact.code not in listed:
        return f"a cost met by {fact.code}, which the list does not name"
    passed_on = bool(said.of(PassedOn))
    return None if passed_on == (fact.code is not None) else "passed on, and the list says other"


@of(ListPutToVote)
def who_won(said: Said, fact: ListPutToVote) -> str | None:
    """The winners of the budget ballot in their order, with their sum, within the budget, and the
    effect their vote can have: made again by the charter's own function.
    """
    said.case.answers[FUNDED] = list(_winners(said))
    made = put_list_to_vote(said.case, "objections_over")
    [wanted] = [f for f in made if isinstance(f, ListPutToVote)]
    if fact.projects != wanted.projects or fact.cost != wanted.cost:
        return f"a list for {fact.cost}, and what won costs {wanted.cost}"
    if (fact.legal_effect, fact.effect_note) != (wanted.legal_effect, wanted.effect_note):
        return f"a list with the effect {fact.legal_effect}, and it is {wanted.legal_effect}"
    budget = said.view.known("fund", fact.subject_id)["budget"]
    return None if fact.cost <= budget else f"a list for {fact.cost} of {budget}"


def _winners(said: Said) -> Iterator[Any]:
    """As the loader of FUNDED answers, in the order of election; their words are no matter here."""
    p = said.case.proposal
    rows = said.view.by("round_option", "proposal_id", p.proposal_id)
    won = [r for r in rows if r["round_no"] == p.round_no and r["place"] is not None]
    for r in sorted(won, key=lambda r: r["place"]):
        yield SimpleNamespace(title=None, **{k: r[k] for k in ("option_id", "cost", "place")})


@of(PhaseEntered)
def in_their_order(said: Said, fact: PhaseEntered) -> str | None:
    """Each by what leads to it: from none to one of the act's, and of a round back to none."""
    before = said.view.known("proposal", fact.subject_id)["phase"]
    if said.name is A.end_objections:
        over = before in BUDGET_PHASES and fact.phase is None and said.of(ListPutToVote)
        return None if over else f"from {before} to {fact.phase} without a list"
    if before is not None:
        return f"from {before} to {fact.phase}"
    if fact.phase not in _phases(said, fact):
        return f"{said.name} entered the phase {fact.phase}"
    return None


def _phases(said: Said, fact: PhaseEntered) -> set[str]:
    """What the act may enter, of what the rules of this matter know."""
    voted = set(said.kind(fact).vote)
    match said.name:
        case A.submit:
            rows = said.view.by("ballot_option", "proposal_id", fact.subject_id)
            plans = [r for r in rows if (r["what"], r["state"]) == ("plan", "accepted")]
            return {PLANS} if len(plans) > 1 else set()
        case A.record_delegation:
            return {DELEGATED} & voted if said.of(DelegationRecorded) else set()
        case A.open_budget_round:
            return voted & set(BUDGET_PHASES)
        case A.call_election:
            return {PHASES[0], *(voted & set(PHASES))}
        case _:
            return voted & set(PHASES)


@of(DelegationRecorded)
def with_its_phase(said: Said, fact: DelegationRecorded) -> str | None:
    """Who decides instead of the assembly follows from it."""
    phases = [f.phase for f in said.of(PhaseEntered)]
    return None if phases == [DELEGATED] else "a delegation without its vote"
