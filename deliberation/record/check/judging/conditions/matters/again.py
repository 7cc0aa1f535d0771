"""What must hold where a matter goes back: a vote repeated, a matter returned, a passing on that is
appealed against, and the appeal decided; and where work is suspended. Each once, in its days, from
where it may.

Whose office it takes, the act's row asks.
"""

from datetime import datetime, timedelta

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal.carry_out import LastDayNamed
from deliberation.charter.facts.proposal.cycle import StageMoved
from deliberation.charter.facts.proposal.propose import ProposalRevised
from deliberation.charter.facts.proposal.supervise import Returned, Suspended
from deliberation.charter.facts.proposal.take_up import AppealDecided, Appealed, PassedOn
from deliberation.charter.facts.vote.resolve import VoteRepeated
from deliberation.charter.matters.fund import NEGATIVE_LIST
from deliberation.charter.subjects.proposal import Ending, Stage
from deliberation.record.check.judging.conditions.said import Said, of

# What an act says of its going back, beside the step.
SAYS: dict[A, type[Fact]] = {
    A.repeat_vote: VoteRepeated,
    A.return_once: Returned,
    A.decide_appeal: AppealDecided,
    A.reopen_in_silence: AppealDecided,
}
UPHELD, REFERRED_BACK = "upheld", "referred_back"


@of(StageMoved)
def with_its_fact(said: Said, fact: StageMoved) -> str | None:
    """Whatever goes back says so once, or it could go back again."""
    kind = SAYS.get(said.name)
    if kind is None or len(said.of(kind)) == 1:
        return None
    return f"{said.name} moved it, and {kind.kind} does not say so once"


def _leads(said: Said, to: Stage | None) -> str | None:
    """The act's first step is to there; None: it has none."""
    steps = [m.to_stage for m in said.of(StageMoved)][:1]
    wanted = [] if to is None else [to.value]
    return None if steps == wanted else f"{said.name} led to {steps}, and leads to {wanted}"


@of(VoteRepeated)
def repeated_once(said: Said, fact: VoteRepeated) -> str | None:
    """Of a vote that too few took part in, once, in the rules' days after it."""
    row = said.view.known("proposal", fact.subject_id)
    if row["ending"] != Ending.inquorate.value or row["repeated"]:
        return "a vote repeated that was not inquorate, or repeated already"
    days = said.vote(fact).repeat_days
    over = said.case.calendar.add_days(row["closed_at"], days, said.case.community.timezone).at
    if said.at >= over:
        return f"a vote repeated after its {days} days"
    if fact.round_no != row["round_no"] + 1:
        return f"round {fact.round_no} repeated after {row['round_no']}"
    return _leads(said, Stage.notice)


@of(Returned)
def returned_once(said: Said, fact: Returned) -> str | None:
    """Once: to the council before the vote, and before the certificate to a new notice."""
    row = said.view.known("proposal", fact.subject_id)
    if row["returned"]:
        return "a matter returned twice"
    counted = row["stage"] == Stage.publish.value
    if counted and row["certified"] != "none":
        return "a matter returned after its certificate"
    to = Stage.notice if counted else Stage.advise
    if fact.to_stage != to.value:
        return f"returned to {fact.to_stage}, and from {row['stage']} it goes to {to.value}"
    return _leads(said, to)


@of(Suspended)
def suspended_once(said: Said, fact: Suspended) -> str | None:
    """Once for what one vote decided, or the clock could be sat out."""
    row = said.view.known("proposal", fact.subject_id)
    return "work suspended twice" if row["suspended"] else None


@of(ProposalRevised)
def for_what_it_was_returned(said: Said, fact: ProposalRevised) -> str | None:
    """By its author while it is before the council: for a breach that was named, or because it was
    returned; and reviewed anew where its kind is reviewed.
    """
    if said.name is not A.revise:
        return "a review begun anew by another act" if fact.reviewed_anew else None
    row = said.view.known("proposal", fact.subject_id)
    advised = row["stage"] == Stage.advise.value
    returned = row["author_state"] == "pending"
    if advised and not returned and row["legality_state"] != "breach":
        return "a text changed before the council that nobody asked to change"
    why = ("returned" if returned else "breach") if advised else "author"
    anew = advised and said.kind(fact).advise.legality_review
    if (fact.why, fact.reviewed_anew) != (why, anew):
        return f"changed for {fact.why}, and it was for {why}"
    return None


@of(LastDayNamed)
def the_same_day(said: Said, fact: LastDayNamed) -> str | None:
    """What is returned keeps the day its author named."""
    if said.name is A.submit:
        return None
    same = fact.finish_at == said.case.proposal.finish_at
    return None if same else "returned with another last day"


@of(PassedOn)
def with_a_reason(said: Said, fact: PassedOn) -> str | None:
    """For a reason of the rules, and open to appeal for their days."""
    own = said.name is A.check_cost
    reasons = (NEGATIVE_LIST,) if own else said.case.rulebook.passing_reasons
    if fact.reason not in reasons:
        return f"passed on for {fact.reason}, which the rules do not name"
    if not _in_days(said, said.kind(fact).take_up.appeal_days, fact.appeal_until):
        return f"an appeal open until {fact.appeal_until}"
    return _leads(said, Stage.closed)


def _in_days(said: Said, days: int, until: datetime) -> bool:
    """Whether so many days from now end then: by the calendar, and where it was not announced yet,
    no earlier than it says without one.
    """
    calendar, zone = said.case.calendar, said.case.community.timezone
    least = calendar.end_of_day(calendar.local_day(said.at, zone) + timedelta(days=days), zone)
    due = calendar.add_days(said.at, days, zone)
    return until == due.at or (least <= until and (due.provisional or until < due.at))


@of(Appealed)
def appealed_once(said: Said, fact: Appealed) -> str | None:
    """Against a passing on, once, in its days."""
    row = said.view.known("proposal", fact.subject_id)
    if row["ending"] != Ending.passed_on.value or row["appeal_state"] != "none":
        return "an appeal against what was not passed on, or a second one"
    if row["appeal_until"] is None or said.at >= row["appeal_until"]:
        return "an appeal after its days"
    return _leads(said, None)


@of(AppealDecided)
def decided_once(said: Said, fact: AppealDecided) -> str | None:
    """Where one is open: upheld, it stays closed; referred back, the council has it. Silence
    grants it.
    """
    if said.view.known("proposal", fact.subject_id)["appeal_state"] != "open":
        return "an appeal decided where none is open"
    silent = said.name is A.reopen_in_silence
    if fact.outcome not in ((REFERRED_BACK,) if silent else (UPHELD, REFERRED_BACK)):
        return f"{said.name} decided {fact.outcome}"
    return _leads(said, Stage.take_up if fact.outcome == REFERRED_BACK else None)
