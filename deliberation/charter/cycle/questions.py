"""Whom a supervisor's question is put to, and who may answer for them.

Called by the acts of questions, and by `verify` where it asks whom a question was asked of.
"""

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Obligation
from deliberation.charter.moves import in_charge, in_office, of_author
from deliberation.charter.roles import Role

MAY_ANSWER = {
    "author": Role.author,
    "deliberation_council": Role.deliberator,
    "council": Role.councillor,
    "residents_committee": Role.committee_member,
    "clerk": Role.clerk,
    "organisation": Role.organisation,
    "lead_organisation": Role.lead_organisation,
}
ADDRESSEES = tuple(MAY_ANSWER)


def to_answer(case: Case, addressee: str, clock: Obligation) -> Obligation:
    """Asked of the addressee: a person, an organisation, or whoever holds the office."""
    act, role = ActName.answer_question, MAY_ANSWER[addressee]
    p = case.proposal
    if role is Role.author and p.author_id is not None:
        return of_author(case, act, before=clock)
    if role is Role.organisation and p.organisation_id is not None:
        return in_charge(case, act, p.organisation_id, before=clock)
    return in_office(case, act, role, before=clock)
