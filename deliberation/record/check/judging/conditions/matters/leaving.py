"""What must hold where an author leaves a proposal, somebody else keeps it, or it is set aside.

That a document says so, nobody but whoever names it can say.
"""

from deliberation.charter.facts.proposal.cycle import PutAside, StageMoved
from deliberation.charter.facts.proposal.propose import AuthorChanged, WithdrawalAnnounced
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.papers import OPTIONS
from deliberation.charter.reasons import Refused
from deliberation.charter.subjects.proposal import Ending, Stage
from deliberation.record.check.judging.conditions.said import Said, of


def _ends(said: Said, ending: Ending | None) -> str | None:
    """The act closes it so; None: it leaves it where it is."""
    endings = [m.ending for m in said.of(StageMoved)]
    wanted = [] if ending is None else [ending.value]
    return None if endings == wanted else f"{said.name} ended it as {endings}, and it is {wanted}"


@of(WithdrawalAnnounced)
def beside_who_signed(said: Said, fact: WithdrawalAnnounced) -> str | None:
    """Once; at once where nobody else signed, and else in the days in which they may keep it."""
    row = said.view.known("proposal", fact.subject_id)
    if row["withdraw_until"] is not None:
        return "withdrawn twice"
    if not _may_go(said, fact):
        return "withdrawn, and it is not the author's alone"
    signed = said.view.known("proposal_count", fact.subject_id)["cosigns"]
    alone = row["stage"] == Stage.draft.value or not signed
    if alone != (fact.until is None):
        return f"withdrawn until {fact.until}, and {signed} signed"
    return _ends(said, Ending.withdrawn if alone else None)


def _may_go(said: Said, fact: WithdrawalAnnounced) -> bool:
    """What its kind of matter says of it."""
    rows = said.view.by("ballot_option", "proposal_id", fact.subject_id)
    said.case.answers[OPTIONS] = [said.as_row(r) for r in rows]
    try:
        matters.of_case(said.case).before_withdrawal(said.case)
    except Refused:
        return False
    return True


@of(AuthorChanged)
def kept_by_another(said: Said, fact: AuthorChanged) -> str | None:
    """By somebody who signed, where its author leaves or fell silent."""
    row = said.view.known("proposal", fact.subject_id)
    if row["author_id"] != fact.before or fact.author == fact.before:
        return f"taken over from {fact.before}, who is not its author"
    leaves = row["withdraw_until"] is not None or row["author_state"] == "silent"
    return None if leaves else "taken over from an author who stays"


@of(PutAside)
def closed_with_it(said: Said, fact: PutAside) -> str | None:
    """What is set aside ends so."""
    return _ends(said, Ending.set_aside)
