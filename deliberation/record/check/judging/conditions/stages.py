"""What must hold of a step: from where the proposal stands, to where the act's row says, and after
a count where its outcome leads.

Which number of names, signatures or ratings it took stands beside those (`support`,
`certificates`); the days it opens in `dates`.
"""

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.facts.proposal.cycle import PassedInSilence, StageMoved
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.elections import STANDINGS
from deliberation.charter.needs.money import FUNDED, THE_TASK
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.check.judging.standings import standings

from .said import Said, of

# Where a body that cannot act is passed by in the same act: (from, to) → who, and the silence.
WALKED = {
    (Stage.take_up.value, Stage.advise.value): (Role.deliberator, "no_deliberation_council"),
    (Stage.inspect.value, Stage.evaluate.value): (Role.supervisor, "not_inspected"),
}


@of(StageMoved)
def a_named_move(said: Said, fact: StageMoved) -> str | None:
    """From where it stands to a stage the act's row names, or past a body that cannot act."""
    stands = said.view.known("subject", fact.subject_id)["stage"]
    if stands != fact.from_stage:
        return f"it moves from {fact.from_stage}, and stood at {stands}"
    if _past_nobody(said, fact):
        return None
    if fact.to_stage not in {stage.value for stage in POLICY[said.name].outcomes.values()}:
        return f"{said.name} moved it to {fact.to_stage}, which its row does not name"
    return None


def _past_nobody(said: Said, fact: StageMoved) -> bool:
    role, code = WALKED.get((fact.from_stage, fact.to_stage), (None, ""))
    passed = {f.code for f in said.of(PassedInSilence)}
    if role is None or fact.why != code or code not in passed:
        return False
    least = said.kind(fact).inspect.inspectors if role is Role.supervisor else 1
    return said.view.able(said.case, role) < least or said.offices_moved()


@of(StageMoved)
def an_ending(said: Said, fact: StageMoved) -> str | None:
    """Whoever closes a matter says how it ended, and nobody else does."""
    closed = fact.to_stage == Stage.closed.value
    return None if closed == bool(fact.ending) else "closed without an ending, or ended and open"


@of(StageMoved)
def where_its_outcome_leads(said: Said, fact: StageMoved) -> str | None:
    """When the days to object are over, what was counted says how it goes on, by the charter's own
    function.
    """
    if said.name is not A.end_objections:
        return None
    task = said.view.row("task", fact.subject_id)
    said.case.answers |= {
        STANDINGS: standings(said.view, said.case),
        FUNDED: [],  # which projects won says the text of the list, not where it goes
        THE_TASK: said.as_row(task) if task is not None else None,
    }
    moves = matters.of_case(said.case).after_objections(said.case)
    [wanted] = [m for m in moves if isinstance(m, StageMoved)]
    if (fact.to_stage, fact.ending) != (wanted.to_stage, wanted.ending):
        outcome = said.case.proposal.outcome
        return f"{outcome}, and it went to {fact.to_stage} as {fact.ending}"
    return None


@of(StageMoved)
def counted_first(said: Said, fact: StageMoved) -> str | None:
    """A vote that is held here goes to its result with a count."""
    if said.name is A.close_vote and fact.to_stage == Stage.publish.value:
        row = said.view.known("vote_round", fact.subject_id, said.case.proposal.round_no)
        if row["counted_at"] is None:
            return "a vote closed without a count"
    return None
