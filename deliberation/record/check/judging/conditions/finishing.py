"""What must hold of acts that count only with others: when the first of them was done, somebody was
left for every other part.

Not asked where somebody took or left an office within the moments before, since the act may not
have seen it.
"""

from collections.abc import Collection, Sequence

from deliberation.charter.cycle import finishing
from deliberation.charter.cycle.finishing import Part
from deliberation.charter.facts.people.desk import ResetAsked
from deliberation.charter.facts.vote import paper_ballots as f
from deliberation.charter.facts.vote.official import OfficialResultRecorded
from deliberation.charter.needs.people import Holder
from deliberation.charter.roles import Role

from .said import Said, of

TALLY = (Role.clerk, Role.supervisor)


@of(f.PaperIssued)
def can_be_counted(said: Said, fact: f.PaperIssued) -> str | None:
    """Two people can enter what comes back, a scrutineer beside them. One in place of a void one
    goes to whoever had that.
    """
    if fact.replaces is not None:
        return None
    return _nobody(said, finishing.PAPER, ())


@of(f.BatchEntered)
def can_be_entered_again(said: Said, fact: f.BatchEntered) -> str | None:
    """A second person, and a scrutineer who is neither."""
    return _nobody(said, finishing.PILE, {fact.by})


@of(ResetAsked)
def can_be_confirmed(said: Said, fact: ResetAsked) -> str | None:
    """A supervisor who neither asked nor is meant."""
    return _nobody(said, (finishing.CONFIRMS_RESET,), {fact.by, fact.person})


@of(OfficialResultRecorded)
def left_to_whoever_can(said: Said, fact: OfficialResultRecorded) -> str | None:
    """Not entered by the only one who could confirm it, where somebody else could enter it."""
    parts = (finishing.CONFIRMS_RESULT,)
    wrong = _nobody(said, parts, {fact.by})
    others = {h.person for h in _holders(said)} - {fact.by}
    return wrong if any(_nobody(said, parts, {who}) is None for who in others) else None


def _nobody(said: Said, parts: Sequence[Part], did: Collection[str]) -> str | None:
    part = None if said.offices_moved() else finishing.missing(parts, _holders(said), did)
    return None if part is None else f"begun, and nobody was left for {part.what}"


def _holders(said: Said) -> list[Holder]:
    return [
        Holder(person, role, None)
        for role in TALLY
        for person in sorted({r["person_id"] for r in said.view.by("office", "role", role.value)})
        if said.view.holds(said.case, person, role)
    ]
