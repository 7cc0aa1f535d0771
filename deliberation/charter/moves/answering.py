"""The office that wrote an announcement has to answer what was asked about it, and the clock marks
that it did not; whoever may hide what people say has to look at what was reported. Called by
asking, by what shows a hidden question again, and by reporting.
"""

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.decency import looking
from deliberation.charter.facts import Obligation
from deliberation.charter.facts.proposal.cycle import ObligationsSet
from deliberation.charter.roles import Role

from .asking import in_office
from .clocks import days, start


def to_answer(case: Case, question: str) -> ObligationsSet:
    """From now on, in the days of the rules."""
    clock = days(case, case.rulebook.limits.asked_days, ActName.mark_about, ref=question)
    office = Role(case.subject.office)
    return start(case, clock, in_office(case, ActName.answer_about, office, before=clock))


def shown_again(case: Case, question: str, state: str | None) -> list[ObligationsSet]:
    """A question that was hidden: its days begin anew, or, where they were over, only the duty."""
    if state == "open":
        return [to_answer(case, question)]
    if state != "unanswered":
        return []
    office = Role(case.subject.office)
    late = in_office(case, ActName.answer_about, office, ref=question, scope="own")
    return [start(case, late)]


def to_look_at(case: Case, entry: str, writer: str | None) -> Obligation:
    """What was reported is hidden or left within the days of the rules, never by whoever wrote it;
    nothing happens instead, and it waits until then.
    """
    number = case.rulebook.limits.hiding_days
    act, roles = looking(case.of_proposal)
    return in_office(
        case,
        act,
        *roles,
        ref=entry,
        due_at=case.calendar.add_days(case.now, number, case.community.timezone).at,
        days=number,
        not_by=(writer,) if writer else (),
        scope="own",
    )
