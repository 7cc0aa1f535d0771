"""What must hold of co-signatures, and of the steps they open or close."""

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.support import threshold_met
from deliberation.charter.facts.proposal.cycle import StageMoved
from deliberation.charter.facts.proposal.propose import (
    CosignatureTakenBack,
    Cosigned,
    ThresholdLost,
    ThresholdReached,
)

from .said import Said, of

# What moves a proposal on or back on the number of its co-signatures: whether they must be enough.
ON_THE_NUMBER = {A.bring_to_council: True, A.return_to_gather: False, A.lapse: False}
OFFICES = {"deliberator", "representative"}


@of(Cosigned)
def a_name(said: Said, fact: Cosigned) -> str | None:
    """Once a person, under the version as it stands, not under one's own, and before the end of
    the gathering.
    """
    row = said.view.known("proposal", fact.subject_id)
    if fact.version_no != row["version_no"]:
        return f"a name under version {fact.version_no}, and it is {row['version_no']}"
    if row["author_id"] == fact.person:
        return f"{fact.person} signed their own proposal"
    signed = said.view.row("cosignature", fact.subject_id, fact.person)
    if signed is not None and signed["taken_back_at"] is None:
        return f"{fact.person} signed twice"
    if fact.again != (signed is not None):
        return f"{fact.person} signed again, or not"
    return _moved_here(said, fact) if said.name is A.merge else _own(said, fact)


def _own(said: Said, fact: Cosigned) -> str | None:
    """Before the end, and as an office holder who is one."""
    if said.at >= said.view.known("proposal", fact.subject_id)["due_at"]:
        return "a name after the gathering"
    as_holder = bool({r.value for r in said.case.roles()} & OFFICES)
    if fact.office != as_holder and not said.view.nobody(fact.person):
        return f"{fact.person} signed as somebody else than they were"
    return None


def _moved_here(said: Said, fact: Cosigned) -> str | None:
    """By a merge: from the other proposal, with their consent; of somebody nobody knows any more,
    who has another name there, it is believed.
    """
    if said.view.nobody(fact.person):
        return None
    there = said.view.row("cosignature", fact.via, fact.person)
    agreed = said.view.row("merge_consent", fact.via, fact.person)
    own = there is None and said.case.proposal.author_id == fact.person
    signed = there is not None and there["taken_back_at"] is None
    if agreed is None or not (own or signed):
        return f"the name of {fact.person} moved without their consent"
    return None


@of(CosignatureTakenBack)
def a_name_back(said: Said, fact: CosignatureTakenBack) -> str | None:
    """By who signed; after the gathering only within the days of a changed text."""
    signed = said.view.row("cosignature", fact.subject_id, fact.person)
    if signed is None or signed["taken_back_at"] is not None or signed["office"] != fact.office:
        return f"{fact.person} took back a name that does not stand"
    row = said.view.known("proposal", fact.subject_id)
    until = row["consent_until"]
    if row["stage"] != "gather" and (until is None or said.at >= until):
        return "a name taken back after its days"
    return None


@of(ThresholdReached, ThresholdLost)
def at_the_threshold(said: Said, fact: ThresholdReached | ThresholdLost) -> str | None:
    """The numbers are those of the names, and on the side it says."""
    row = said.view.known("proposal_count", fact.subject_id)
    if (fact.residents, fact.office_holders) != (row["cosigns"], row["cosigns_office"]):
        return f"{fact.residents} and {fact.office_holders} names, and there are others"
    if threshold_met(said.case, fact.residents, fact.office_holders) != isinstance(
        fact, ThresholdReached
    ):
        return "a threshold that was not crossed"
    return None


@of(StageMoved)
def on_enough_names(said: Said, fact: StageMoved) -> str | None:
    """To the council on enough names; back, or to the end, on too few."""
    if (must := ON_THE_NUMBER.get(said.name)) is None:
        return None
    row = said.view.known("proposal_count", fact.subject_id)
    if threshold_met(said.case, row["cosigns"], row["cosigns_office"]) != must:
        return f"{said.name} on {row['cosigns']} names"
    return None
