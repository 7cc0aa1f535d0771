"""What must hold of what the desk entered: not for the clerk themself, and a ballot with somebody
beside it. That the act was open to whom it is of, the judge asks.

Not judged: that whoever stood beside it gave a code of their own within the minutes.
"""

from deliberation.charter.act import REGISTRY, ActFor
from deliberation.charter.acts import ActName as A
from deliberation.charter.facts.people.desk import EnteredAtDesk
from deliberation.charter.roles import Role

from .said import Said, of

BALLOTS = {A.cast_ballot, A.cast_for}
ENTERING = {A.enter_for, A.enter_new_for}


def enterable(entering: A, inner: A) -> bool:
    """Whether this act of the desk takes that act."""
    act = REGISTRY[entering]
    return issubclass(act, ActFor) and inner in act.allowed()


@of(EnteredAtDesk)
def somebody_elses(said: Said, fact: EnteredAtDesk) -> str | None:
    """Not the clerk's own; a ballot with a supervisor beside it, or the voter's own code."""
    if fact.by != said.clerk or fact.person == fact.by:
        return f"entered for {fact.person} by {fact.by}"
    if said.name not in BALLOTS:
        return "a witness of what needs none" if fact.witness or fact.own_code else None
    if fact.own_code:
        return None if fact.witness is None else "a ballot with a code and a witness"
    if fact.witness is None or fact.witness in (fact.person, fact.by):
        return "a ballot entered at the desk with nobody beside it"
    if not said.view.holds(said.case, fact.witness, Role.supervisor):
        return f"a ballot entered at the desk beside {fact.witness}, who is no supervisor"
    return None
