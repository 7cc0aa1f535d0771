"""Answers about entries of the roster: the addresses of a batch, the entry an act names,
minors.
"""

from collections.abc import Collection
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, and_, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.people import (
    ADDRESSES,
    CORRECTION,
    MINOR,
    MY_NAME,
    OPEN_CORRECTION,
    OPEN_ROLLS,
    OTHER_ENTRY,
)
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import ROUND, same
from deliberation.record.write.answers.of_act import (
    EntersPeople,
    NamesClosed,
    NamesPerson,
    NamesRequest,
)
from deliberation.record.write.answers.registry import answers


@answers(ADDRESSES)
def _addresses(conn: Connection, case: Case, act: EntersPeople) -> Any:
    """For one batch of roster entries: groups by (parent, name), dwellings by address, people by
    (dwelling, name, birth date).
    """
    c, g = case.community.id, tables.residents_group
    dwellings = _dwellings(conn, c, act)
    return SimpleNamespace(
        groups={
            (r.parent_id, r.name): r.group_id
            for r in conn.execute(select(g).where(g.c.community_id == c))
        },
        dwellings=dwellings,
        people=_people_in(conn, c, dwellings.values()),
    )


def _dwellings(conn: Connection, community: str, act: EntersPeople) -> dict[Any, str]:
    d = tables.dwelling
    found = conn.execute(
        select(d).where(
            d.c.community_id == community,
            d.c.building.in_({e.building for e in act.entries}),
            d.c.room.in_({e.room for e in act.entries}),
        )
    )
    return {(r.group_id, r.building, r.unit, r.room): r.dwelling_id for r in found}


def _people_in(conn: Connection, community: str, dwellings: Collection[str]) -> set[Any]:
    p = tables.person
    found = conn.execute(
        select(p.c.dwelling_id, p.c.name, p.c.birth_date).where(
            p.c.community_id == community, p.c.dwelling_id.in_(dwellings)
        )
    )
    return {(r.dwelling_id, r.name, r.birth_date) for r in found}


def _rolls_of(conn: Connection, case: Case, person: str) -> int:
    e, p = tables.roll_entry, tables.proposal
    return conn.execute(
        select(func.count())
        .select_from(e.join(p, and_(same(e, p, *ROUND), p.c.stage.in_(("vote", "publish")))))
        .where(e.c.community_id == case.community.id, e.c.person_id == person)
    ).scalar_one()


@answers(OPEN_ROLLS)
def _open_rolls(conn: Connection, case: Case, act: NamesPerson) -> Any:
    return _rolls_of(conn, case, act.person_id)


@answers(OTHER_ENTRY)
def _other_entry(conn: Connection, case: Case, act: NamesClosed) -> Any:
    p, o = tables.person, tables.office
    row = conn.execute(
        select(p).where(p.c.community_id == case.community.id, p.c.person_id == act.closed_id)
    ).first()
    offices = conn.execute(
        select(o.c.office_id).where(
            o.c.community_id == case.community.id,
            o.c.person_id == act.closed_id,
            o.c.left_at.is_(None),
        )
    ).all()
    return SimpleNamespace(
        person=row, offices=offices, open_rolls=_rolls_of(conn, case, act.closed_id)
    )


@answers(OPEN_CORRECTION)
def _open_correction(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.correction_request
    return conn.execute(
        select(t.c.request_id).where(
            t.c.community_id == case.community.id,
            t.c.person_id == case.actor.person_id,
            t.c.state == "open",
        )
    ).first()


@answers(CORRECTION)
def _correction(conn: Connection, case: Case, act: NamesRequest) -> Any:
    t = tables.correction_request
    return conn.execute(
        select(t).where(t.c.community_id == case.community.id, t.c.request_id == act.request_id)
    ).first()


@answers(MINOR)
def _minor(conn: Connection, case: Case, act: NamesPerson) -> Any:
    t = tables.person
    return conn.execute(
        select(t).where(
            t.c.community_id == case.community.id,
            t.c.person_id == act.person_id,
            t.c.standing == "minor",
        )
    ).first()


@answers(MY_NAME)
def _my_name(conn: Connection, case: Case, act: Act) -> Any:
    return getattr(
        first(
            conn,
            tables.person,
            "name",
            community_id=case.community.id,
            person_id=case.actor.person_id,
        ),
        "name",
        None,
    )
