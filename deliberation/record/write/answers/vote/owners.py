"""Answers about owners' votes: the parties to freeze, those frozen, the units and ties an act at
the desk names.
"""

from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.owners import (
    FROZEN_PARTIES,
    OWNER_PARTIES,
    OWNERSHIP,
    OWNS_UNIT,
    REPRESENTATION,
    UNIT_NAMED,
)
from deliberation.charter.owning import OWNERS, Owner, parties
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.of_act import (
    NamesOwnership,
    NamesPersonAndUnit,
    NamesRepresentation,
    NamesUnits,
)
from deliberation.record.write.answers.people.groups import within_group
from deliberation.record.write.answers.registry import answers, of_matter


@answers(OWNER_PARTIES)
def _owner_parties(conn: Connection, case: Case, act: Act) -> Any:
    if case.vote.electorate != OWNERS:
        return None
    return current_parties(conn, case.community.id, case.proposal.group_id)


def current_parties(
    conn: Any, community: str, group_id: str | None
) -> list[tuple[list[str], int, int]]:
    """Who would vote for which units today. Four queries, whatever the number of units."""
    d, p, o, r = tables.dwelling, tables.person, tables.ownership, tables.representation
    units = select(d.c.dwelling_id, d.c.area).where(d.c.community_id == community)
    if group_id:
        units = units.where(d.c.group_id.in_(within_group(community, group_id)))
    areas = {row.dwelling_id: row.area for row in conn.execute(units)}
    here = (p.c.community_id == community, p.c.standing.in_(("adult", "minor")))
    own = conn.execute(
        select(p.c.dwelling_id, p.c.person_id, p.c.standing).where(*here, p.c.tenure == "owner")
    ).all()
    more = conn.execute(
        select(o.c.dwelling_id, p.c.person_id, p.c.standing)
        .join(p, same(o, p, "person_id"))
        .where(*here, o.c.ended_at.is_(None))
    ).all()
    speak = conn.execute(
        select(r.c.dwelling_id, r.c.representation_id, p.c.person_id)
        .join(p, same(r, p, "person_id"))
        .where(*here, r.c.ended_at.is_(None))
        .order_by(r.c.at)
    ).all()
    owners = [Owner(x.dwelling_id, x.person_id, x.standing == "adult") for x in [*own, *more]]
    return parties(
        areas, owners, {x.dwelling_id: (x.representation_id, x.person_id) for x in speak}
    )


@answers(FROZEN_PARTIES)
def _frozen_parties(conn: Connection, case: Case, act: Act) -> Any:
    if case.vote.electorate == HOUSEHOLDS:
        return frozen_households(
            conn, case.community.id, case.proposal.proposal_id, case.proposal.round_no
        )
    if case.vote.electorate != OWNERS:
        return None
    a, v = tables.owner_party, tables.owner_party_voter
    at = case.proposal.round_no
    found: dict[int, tuple[int, list[str]]] = {
        x.party_no: (x.area, [])
        for x in conn.execute(
            select(a.c.party_no, a.c.area).where(of_matter(a, case, a.c.round_no == at))
        )
    }
    for x in conn.execute(
        select(v.c.party_no, v.c.person_id)
        .where(of_matter(v, case, v.c.round_no == at))
        .order_by(v.c.party_no, v.c.person_id)
    ):
        found[x.party_no][1].append(x.person_id)
    return found


def frozen_households(
    conn: Any, community: str, proposal: str, round_no: int
) -> dict[str, list[str]]:
    """{dwelling: its voters} of a roll of households; empty for any other."""
    t = tables.household_voter
    found: dict[str, list[str]] = {}
    for x in conn.execute(
        select(t.c.dwelling_id, t.c.person_id)
        .where(t.c.community_id == community, t.c.proposal_id == proposal, t.c.round_no == round_no)
        .order_by(t.c.dwelling_id, t.c.person_id)
    ):
        found.setdefault(x.dwelling_id, []).append(x.person_id)
    return found


@answers(UNIT_NAMED)
def _unit_named(conn: Connection, case: Case, act: NamesUnits) -> Any:
    d, r = tables.dwelling, tables.representation
    ids = list(act.dwellings)
    known = set(
        conn.execute(
            select(d.c.dwelling_id).where(
                d.c.community_id == case.community.id, d.c.dwelling_id.in_(ids)
            )
        ).scalars()
    )
    held = dict(
        conn.execute(
            select(r.c.dwelling_id, r.c.person_id).where(
                r.c.community_id == case.community.id,
                r.c.dwelling_id.in_(ids),
                r.c.ended_at.is_(None),
            )
        ).all()
    )
    return {i: held.get(i) for i in ids if i in known}


@answers(OWNERSHIP)
def _ownership(conn: Connection, case: Case, act: NamesOwnership) -> Any:
    t = tables.ownership
    return first(conn, t, community_id=case.community.id, ownership_id=act.ownership_id)


@answers(OWNS_UNIT)
def _owns_unit(conn: Connection, case: Case, act: NamesPersonAndUnit) -> bool:
    t = tables.ownership
    return (
        conn.execute(
            select(t.c.ownership_id).where(
                t.c.community_id == case.community.id,
                t.c.person_id == act.person_id,
                t.c.dwelling_id == act.dwelling_id,
                t.c.ended_at.is_(None),
            )
        ).first()
        is not None
    )


@answers(REPRESENTATION)
def _representation(conn: Connection, case: Case, act: NamesRepresentation) -> Any:
    t = tables.representation
    return conn.execute(
        select(t)
        .where(
            t.c.community_id == case.community.id, t.c.representation_id == act.representation_id
        )
        .order_by(t.c.dwelling_id)
    ).all()
