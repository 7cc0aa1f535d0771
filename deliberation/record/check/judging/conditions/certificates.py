"""What must hold of what supervisors sign, of ratings, and of the inspection.

Who held the office, and who had stepped aside, the act's row asks.
"""

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts.proposal.carry_out import EvaluationClosed, Rated
from deliberation.charter.facts.proposal.cycle import StageMoved
from deliberation.charter.facts.proposal.supervise import (
    CertificateSigned,
    FindingRecorded,
    FindingRectified,
    FindingVerified,
    FindingWaived,
    ResultCertified,
    WorkAccepted,
)
from deliberation.charter.matters import registry as matters
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import OPEN_FAULT

from .said import Said, of

VERDICT = {A.certify: "certify", A.refuse_certificate: "refuse"}


@of(CertificateSigned)
def one_each(said: Said, fact: CertificateSigned) -> str | None:
    """Once a person and count, while the result is not certified, with the verdict of the act."""
    row = said.view.known("proposal", fact.subject_id)
    if fact.round_no != row["round_no"] or fact.verdict != VERDICT[said.name]:
        return f"{said.name} signed {fact.verdict} for round {fact.round_no}"
    of_round = said.view.by("certificate", "proposal_id", fact.subject_id)
    if any(
        (r["round_no"], r["person_id"]) == (fact.round_no, fact.person)
        for r in of_round
        if r["stands"]
    ):
        return f"{fact.person} signed twice"
    return "signed what was certified already" if row["certified"] == "yes" else None


@of(ResultCertified)
def enough_signed(said: Said, fact: ResultCertified) -> str | None:
    """As many as the rules ask for have signed this round, none of them twice."""
    least = said.kind(fact).publish.certifiers
    signed = said.view.known("proposal_count", fact.subject_id)["certified"]
    if fact.certifiers != signed or signed < least:
        return f"certified by {fact.certifiers}; {signed} signed, and {least} must"
    return None


@of(Rated)
def a_rating(said: Said, fact: Rated) -> str | None:
    """On the scale, before its end, and instead of this person's last one."""
    row = said.view.known("proposal", fact.subject_id)
    matter = matters.of(row["matter"], said.kind(fact))
    most = len(matter.answers) or said.kind(fact).evaluate.scale_max
    if not 1 <= fact.score <= most:
        return f"a rating of {fact.score} on a scale to {most}"
    if said.at >= row["due_at"]:
        return "a rating after the window"
    before = said.view.row("rating", fact.subject_id, fact.person)
    if fact.before != (before["score"] if before else 0):
        return f"a rating of {fact.person} that does not follow the one before"
    return None


@of(EvaluationClosed)
def all_ratings(said: Said, fact: EvaluationClosed) -> str | None:
    """Their number and sum, and the ending that follows."""
    counts = said.view.known("proposal_count", fact.subject_id)
    if (fact.ratings, fact.total) != (counts["ratings"], counts["ratings_total"]):
        return f"{fact.ratings} ratings with {fact.total} in all, and there are others"
    row = said.view.known("proposal", fact.subject_id)
    ending = matters.of(row["matter"], said.kind(fact)).at_close(fact.ratings, fact.total)
    moved = said.of(StageMoved)
    if [m.ending for m in moved] != [ending.value]:
        return f"ended otherwise than as {ending.value}"
    return None


@of(WorkAccepted)
def accepted_once(said: Said, fact: WorkAccepted) -> str | None:
    """By each supervisor once, with no finding open, and not of one's own proposal."""
    before = said.view.row("acceptance", fact.subject_id, fact.person)
    if before is not None and before["stands"]:
        return f"{fact.person} accepted it twice"
    if said.view.known("proposal_count", fact.subject_id)["findings_open"]:
        return "accepted with a finding open"
    if _own_work(said):
        return f"{fact.person} accepted their own proposal, or their own work"
    if said.of(StageMoved) and _accepted(said, fact) < said.kind(fact).inspect.inspectors:
        return "too few accepted it"
    return None


def _own_work(said: Said) -> bool:
    """Whether it is theirs that they look at: their proposal, or done by whom they sit for."""
    p = said.case.proposal
    works = p.organisation_id
    sits = (o for o in said.case.offices if o.role is Role.organisation and o.started(said.at))
    return p.author_id == said.me or any(o.organisation_id == works for o in sits)


@of(FindingRecorded)
def waits_for_it(said: Said, fact: FindingRecorded) -> str | None:
    """By somebody whose work it is not; nobody is asked to accept it before it is put right, or
    the clock ends the inspection.
    """
    if _own_work(said):
        return f"{fact.person} found a fault with their own work"
    until = said.view.known("proposal", fact.subject_id)["due_at"]
    return None if fact.until == until else f"a fault that waits until {fact.until}, not {until}"


@of(FindingRectified)
def open_until_then(said: Said, fact: FindingRectified) -> str | None:
    """A fault that is open is put right."""
    state = said.view.known("finding", fact.subject_id, fact.finding)["state"]
    return None if state == "open" else f"a fault put right that was {state}"


@of(FindingVerified)
def looked_at_again(said: Said, fact: FindingVerified) -> str | None:
    """One that was put right, by somebody whose work it is not; with how many are left."""
    state = said.view.known("finding", fact.subject_id, fact.finding)["state"]
    if state != "rectified" or _own_work(said):
        return f"a fault looked at by {fact.by} that was {state}"
    left = said.view.known("proposal_count", fact.subject_id)["findings_open"] - int(fact.ok)
    return None if fact.left == left else f"{fact.left} faults said to be left, and {left} are"


@of(FindingWaived)
def given_up(said: Said, fact: FindingWaived) -> str | None:
    """One that is open, by neither who found it nor who did the work; with how many are left."""
    row = said.view.known("finding", fact.subject_id, fact.finding)
    if row["state"] not in OPEN_FAULT:
        return f"a fault given up that was {row['state']}"
    theirs = said.case.proposal.organisation_id is None and fact.role == "committee_member"
    if row["person_id"] == said.me or _own_work(said) or theirs:
        return f"a fault given up by {fact.by}, who found it or did the work"
    if fact.role not in {role.value for role in said.case.roles()}:
        return f"a fault given up as {fact.role}"
    left = said.view.known("proposal_count", fact.subject_id)["findings_open"] - 1
    return None if fact.left == left else f"{fact.left} faults said to be left, and {left} are"


def _accepted(said: Said, fact: WorkAccepted) -> int:
    """How many did, with this one."""
    return int(said.view.known("proposal_count", fact.subject_id)["accepted"]) + 1
