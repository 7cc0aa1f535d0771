"""Who may vote: the electorate as SQL, for the roll of an opening and for pages that say it."""

from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select

from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Rulebook
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.charter.voting.households import ROLE as HOUSEHOLD
from deliberation.record import tables
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.people.groups import within_group
from deliberation.record.write.answers.people.offices import holding


def electorate_query(
    community: str, electorate: str, group_id: str | None, now: Any, rulebook: Rulebook
) -> Select[Any]:
    """(person, role) of everybody who may vote: members of the representatives' meeting (Art 28),
    or adult residents, in the group; of households also the dwelling.
    """
    p, d, o = tables.person, tables.dwelling, tables.office
    if electorate == HOUSEHOLDS:
        return _household_adults(community, group_id)
    # Art 28: the meeting has the committee's members too; Arts 19 and 20 speak of the
    # representatives
    if electorate in ("reps_meeting", "representatives"):
        roles = (
            (Role.representative.value, Role.committee_member.value)
            if electorate == "reps_meeting"
            else (Role.representative.value,)
        )
        return (
            select(o.c.person_id, func.max(o.c.role).label("role"))
            .where(o.c.community_id == community, o.c.role.in_(roles), holding(now, rulebook))
            .group_by(o.c.person_id)
        )
    query = (
        select(p.c.person_id, func.max("resident").label("role"))
        .where(p.c.community_id == community, p.c.standing == "adult", p.c.lives_here.is_(True))
        .group_by(p.c.person_id)
    )
    if group_id:
        query = query.select_from(p.join(d, same(p, d, "dwelling_id"))).where(
            d.c.group_id.in_(within_group(community, group_id))
        )
    return query


def _household_adults(community: str, group_id: str | None) -> Select[Any]:
    """(person, role, dwelling) of everybody who may vote for their household: its named
    representative, or where that is nobody of its adults all of them.
    """
    p, d, h, r = tables.person, tables.dwelling, tables.household_rep, tables.person.alias()
    named = (
        select(h.c.dwelling_id, h.c.person_id)
        .select_from(
            h.join(
                r,
                and_(
                    same(h, r, "person_id", "dwelling_id"),
                    r.c.standing == "adult",
                    r.c.lives_here.is_(True),
                ),
            )
        )
        .where(h.c.community_id == community, h.c.ended_at.is_(None))
        .subquery()
    )
    query = (
        select(p.c.person_id, literal(HOUSEHOLD).label("role"), p.c.dwelling_id)
        .select_from(p.outerjoin(named, named.c.dwelling_id == p.c.dwelling_id))
        .where(
            p.c.community_id == community,
            p.c.standing == "adult",
            p.c.lives_here.is_(True),
            or_(named.c.person_id.is_(None), named.c.person_id == p.c.person_id),
        )
    )
    if group_id:
        query = query.where(
            p.c.dwelling_id.in_(
                select(d.c.dwelling_id).where(
                    d.c.community_id == community,
                    d.c.group_id.in_(within_group(community, group_id)),
                )
            )
        )
    return query
