"""The office that wrote an announcement has to answer what was asked about it, and the clock marks
that it did not. Called by asking, and by what shows a hidden question again.
"""

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
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
