"""Who may vote: the electorate as SQL, for the roll of an opening and for pages that say it."""

from typing import Any

from sqlalchemy import Select, func, select

from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Rulebook
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.record import tables
from deliberation.record.residing import resident
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.people.groups import within_group
from deliberation.record.write.answers.people.offices import holding

from .households import household_adults


def electorate_query(
    community: str, electorate: str, group_id: str | None, now: Any, rulebook: Rulebook
) -> Select[Any]:
    """(person, role) of everybody who may vote: members of the representatives' meeting (Art 28),
    or adult residents, in the group; of households also the dwelling.
    """
    if electorate == HOUSEHOLDS:
        return household_adults(community, group_id)
    # Art 28: the meeting has the committee's members too; Arts 19 and 20 speak of the
    # representatives
    if electorate == "reps_meeting":
        return _in_office(community, now, rulebook, Role.representative, Role.committee_member)
    if electorate == "representatives":
        return _in_office(community, now, rulebook, Role.representative)
    return _residents(community, group_id)


def _in_office(community: str, now: Any, rulebook: Rulebook, *roles: Role) -> Select[Any]:
    o = tables.office
    values = [role.value for role in roles]
    return (
        select(o.c.person_id, func.max(o.c.role).label("role"))
        .where(o.c.community_id == community, o.c.role.in_(values), holding(now, rulebook))
        .group_by(o.c.person_id)
    )


def _residents(community: str, group_id: str | None) -> Select[Any]:
    p, d = tables.person, tables.dwelling
    query = (
        select(p.c.person_id, func.max("resident").label("role"))
        .where(p.c.community_id == community, resident(p))
        .group_by(p.c.person_id)
    )
    if group_id:
        query = query.select_from(p.join(d, same(p, d, "dwelling_id"))).where(
            d.c.group_id.in_(within_group(community, group_id))
        )
    return query
