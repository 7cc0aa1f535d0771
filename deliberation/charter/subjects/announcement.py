"""The stages of an announcement (公告), who writes one, whom it is for.

Called by its rows of the policy, its acts, and the pages that show it.
"""

from enum import StrEnum

from deliberation.charter.roles import OFFICES, Role


class Stage(StrEnum):
    """shown → over; withdrawn from either, by whoever wrote it."""

    shown = "shown"
    over = "over"
    withdrawn = "withdrawn"


class Readers(StrEnum):
    """Whom it is brought to, on home and in the inbox. Anybody may read it at its address."""

    everybody = "everybody"
    group = "group"
    role = "role"


# The offices that speak to the community in their own name, not for one matter.
WRITERS: tuple[Role, ...] = (
    Role.clerk,
    Role.committee_member,
    Role.supervisor,
    Role.lead_organisation,
)
ROLES_READING: tuple[str, ...] = tuple(r.value for r in OFFICES)

# Why a stage may stay without a clock: the codes of what is said of it.
MAY_STAY: dict[Stage, str] = {
    Stage.shown: "announced_without_end",
    Stage.over: "announcement_kept",
    Stage.withdrawn: "announcement_kept",
}
