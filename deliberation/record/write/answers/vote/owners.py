"""Answers about owners' votes: the parties to freeze, those frozen, the units and ties an act at
the desk names.
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select

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
from deliberation.record.write.answers.registry import answers, of_this_round

from .households import frozen_households


@answers(OWNER_PARTIES)
def _owner_parties(conn: Connection, case: Case, act: Act) -> Any:
    if case.vote.electorate != OWNERS:
        return None
    return current_parties(conn, case.community.id, case.proposal.group_id)


def current_parties(
    conn: Any, community: str, group_id: str | None
) -> list[tuple[list[str], int, int]]:
    """Who would vote for which units today. Four queries, whatever the number of units."""
    d = tables.dwelling
    units = select(d.c.dwelling_id, d.c.area).where(d.c.community_id == community)
    if group_id:
        units = units.where(d.c.group_id.in_(within_group(community, group_id)))
    areas = {row.dwelling_id: row.area for row in conn.execute(units)}
    return parties(areas, _owners(conn, community), _representatives(conn, community))


def _owners(conn: Any, community: str) -> list[Owner]:
    """By the roster's own entry, and by other units recorded as theirs. Two queries."""
    p, o = tables.person, tables.ownership
    own = conn.execute(
        select(p.c.dwelling_id, p.c.person_id, p.c.standing).where(
            _on_roster(community), p.c.tenure == "owner"
        )
    ).all()
    more = conn.execute(
        select(o.c.dwelling_id, p.c.person_id, p.c.standing)
        .join(p, same(o, p, "person_id"))
        .where(_on_roster(community), o.c.ended_at.is_(None))
    ).all()
    return [Owner(x.dwelling_id, x.person_id, x.standing == "adult") for x in [*own, *more]]


def _representatives(conn: Any, community: str) -> dict[str, tuple[str, str]]:
    """{unit: (representation, person)}; the last one recorded speaks."""
    p, r = tables.person, tables.representation
    speak = conn.execute(
        select(r.c.dwelling_id, r.c.representation_id, p.c.person_id)
        .join(p, same(r, p, "person_id"))
        .where(_on_roster(community), r.c.ended_at.is_(None))
        .order_by(r.c.at)
    ).all()
    return {x.dwelling_id: (x.representation_id, x.person_id) for x in speak}


def _on_roster(community: str) -> ColumnElement[bool]:
    p = tables.person
    return and_(p.c.community_id == community, p.c.standing.in_(("adult", "minor")))


@answers(FROZEN_PARTIES)
def _frozen_parties(conn: Connection, case: Case, act: Act) -> Any:
    if case.vote.electorate == HOUSEHOLDS:
        return frozen_households(
            conn, case.community.id, case.proposal.proposal_id, case.proposal.round_no
        )
    return _frozen_owners(conn, case) if case.vote.electorate == OWNERS else None


def _frozen_owners(conn: Connection, case: Case) -> dict[int, tuple[int, list[str]]]:
    """{party: (its area, its voters)}."""
    a, v = tables.owner_party, tables.owner_party_voter
    areas = conn.execute(select(a.c.party_no, a.c.area).where(of_this_round(a, case)))
    found: dict[int, tuple[int, list[str]]] = {x.party_no: (x.area, []) for x in areas}
    for x in conn.execute(
        select(v.c.party_no, v.c.person_id)
        .where(of_this_round(v, case))
        .order_by(v.c.party_no, v.c.person_id)
    ):
        found[x.party_no][1].append(x.person_id)
    return found


@answers(UNIT_NAMED)
def _unit_named(conn: Connection, case: Case, act: NamesUnits) -> Any:
    d, r = tables.dwelling, tables.representation
    ids = list(act.dwellings)

    def those(t: Any) -> Any:
        return and_(t.c.community_id == case.community.id, t.c.dwelling_id.in_(ids))

    known = set(conn.execute(select(d.c.dwelling_id).where(those(d))).scalars())
    held = dict(
        conn.execute(
            select(r.c.dwelling_id, r.c.person_id).where(those(r), r.c.ended_at.is_(None))
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
        .order_by(t.c.unit_no)
    ).all()
