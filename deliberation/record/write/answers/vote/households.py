"""Answers about households: who lives in a home and speaks for it, who votes for it, the roll's
voters by household.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Select, Subquery, and_, literal, or_, select

from deliberation.charter.case import Case
from deliberation.charter.needs.people import HOME
from deliberation.charter.voting.households import ROLE as HOUSEHOLD
from deliberation.record import tables
from deliberation.record.residing import resident
from deliberation.record.tables.joins import in_round, same
from deliberation.record.write.answers.of_act import NamesDwelling
from deliberation.record.write.answers.people.groups import within_group
from deliberation.record.write.answers.registry import answers


@answers(HOME)
def _home(conn: Connection, case: Case, act: NamesDwelling) -> Any:
    p, h = tables.person, tables.household_rep

    def there(t: Any) -> Any:
        return and_(t.c.community_id == case.community.id, t.c.dwelling_id == act.dwelling_id)

    adults = conn.execute(
        select(p.c.person_id).where(there(p), resident(p)).order_by(p.c.person_id)
    ).scalars()
    named = conn.execute(select(h).where(there(h), h.c.ended_at.is_(None))).first()
    return SimpleNamespace(adults=tuple(adults), named=named)


def household_adults(community: str, group_id: str | None) -> Select[Any]:
    """(person, role, dwelling) of everybody who may vote for their household: its named
    representative, or where that is nobody of its adults all of them.
    """
    p, named = tables.person, _representatives(community)
    query = (
        select(p.c.person_id, literal(HOUSEHOLD).label("role"), p.c.dwelling_id)
        .select_from(p.outerjoin(named, named.c.dwelling_id == p.c.dwelling_id))
        .where(
            p.c.community_id == community,
            resident(p),
            or_(named.c.person_id.is_(None), named.c.person_id == p.c.person_id),
        )
    )
    if group_id:
        query = query.where(p.c.dwelling_id.in_(_dwellings_in(community, group_id)))
    return query


def _representatives(community: str) -> Subquery:
    """(dwelling, person) of the representatives named who still are adults of the home."""
    h, r = tables.household_rep, tables.person.alias()
    at_home = and_(same(h, r, "person_id", "dwelling_id"), resident(r))
    return (
        select(h.c.dwelling_id, h.c.person_id)
        .select_from(h.join(r, at_home))
        .where(h.c.community_id == community, h.c.ended_at.is_(None))
        .subquery()
    )


def _dwellings_in(community: str, group_id: str) -> Select[Any]:
    d = tables.dwelling
    return select(d.c.dwelling_id).where(
        d.c.community_id == community, d.c.group_id.in_(within_group(community, group_id))
    )


def frozen_households(
    conn: Any, community: str, proposal: str, round_no: int
) -> dict[int, list[str]]:
    """{number: its voters} of a roll of households; empty for any other."""
    t = tables.household_voter
    found: dict[int, list[str]] = {}
    for x in conn.execute(
        select(t.c.home_no, t.c.person_id)
        .where(in_round(t, community, proposal, round_no))
        .order_by(t.c.home_no, t.c.person_id)
    ):
        found.setdefault(x.home_no, []).append(x.person_id)
    return found
