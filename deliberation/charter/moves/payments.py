"""What a payment asks for: that a supervisor looks at it, and that what was questioned is answered.

Called by acts.
"""

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Obligation
from deliberation.charter.roles import Role

from .asking import in_office
from .clocks import working_days


def auditing(case: Case, entry: str) -> list[Obligation]:
    """Until when a supervisor looks at the payment; later is not too late."""
    number = case.rulebook.fund.audit_working_days
    clock = working_days(case, number, ActName.mark_spend, ref=entry)
    return [clock, in_office(case, ActName.audit_spend, Role.supervisor, before=clock)]


def explaining(case: Case, entry: str) -> Obligation:
    """Whoever keeps the money answers what was questioned, or strikes the entry; nothing happens
    instead, and it is owed until then.
    """
    number = case.kind.supervision.answer_days
    due = case.calendar.add_days(case.now, number, case.community.timezone)
    return in_office(
        case,
        ActName.explain_spend,
        Role.clerk,
        Role.committee_member,
        ref=entry,
        due_at=due.at,
        days=number,
        scope="own",
    )
