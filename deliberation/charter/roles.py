"""Who may act: standings, offices, relations to one proposal, and the two that are not people.

Called by the policy table and the gate. `body` names come from the rulebook; the codes here never
change.
"""

from enum import StrEnum


class Role(StrEnum):
    """Roles of the policy table."""

    visitor = "visitor"
    resident = "resident"
    owner = "owner"
    # relations to one proposal
    author = "author"
    cosigner = "cosigner"
    voter = "voter"
    # offices
    deliberator = "deliberator"
    councillor = "councillor"
    representative = "representative"
    committee_member = "committee_member"
    supervisor = "supervisor"
    lead_organisation = "lead_organisation"
    organisation = "organisation"
    clerk = "clerk"
    election_committee = "election_committee"
    # not people
    clock = "clock"
    operator = "operator"


OFFICES: tuple[Role, ...] = (
    Role.deliberator,
    Role.councillor,
    Role.representative,
    Role.committee_member,
    Role.supervisor,
    Role.lead_organisation,
    Role.organisation,
    Role.clerk,
    Role.election_committee,
)

BODY: dict[Role, str] = {
    Role.deliberator: "deliberation_council",
    Role.councillor: "council",
    Role.representative: "reps_meeting",
    Role.committee_member: "residents_committee",
    Role.supervisor: "supervisors",
    Role.lead_organisation: "lead_organisation",
    Role.election_committee: "election_committee",
}

ADULT = 18  # Civil Code Art 17
