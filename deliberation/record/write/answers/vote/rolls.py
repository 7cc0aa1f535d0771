"""Answers about the roll: who comes onto it at the opening, and the entry an act names."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.matters.election import second_round
from deliberation.charter.needs.elections import THE_ELECTION
from deliberation.charter.needs.votes import ROLL_MEMBERS, ROLL_TARGET
from deliberation.charter.owning import OWNERS
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import ROUND, same
from deliberation.record.write.answers.of_act import NamesPerson
from deliberation.record.write.answers.registry import answers, keys, of_matter

from .electorate import electorate_query


@answers(ROLL_TARGET)
def _roll_target(conn: Connection, case: Case, act: NamesPerson) -> Any:
    found = first(
        conn,
        tables.roll_entry,
        **keys(case, round_no=case.proposal.round_no, person_id=act.person_id),
    )
    if found is None:
        return None
    since = (
        first(conn, tables.recusal, "person_id", **keys(case, person_id=act.person_id)) is not None
    )  # the roll says it as of opening
    return SimpleNamespace(
        recused=found.recused or since, attended_at=found.attended_at, role=found.role
    )


@answers(ROLL_MEMBERS)
def _roll_members(conn: Connection, case: Case, act: Act) -> Any:
    if case.vote.electorate == OWNERS:
        return []  # see OWNER_PARTIES
    if case.answers.get(THE_ELECTION) is not None and second_round(case):
        return _same_roll(conn, case)
    return [
        SimpleNamespace(
            person=x.person_id,
            role=x.role,
            recused=bool(x.recused),
            dwelling=getattr(x, "dwelling_id", None),
        )
        for x in _electorate(conn, case)
    ]


def _electorate(conn: Connection, case: Case) -> Sequence[Any]:
    """Everybody who may vote, and whether they stepped aside."""
    r = tables.recusal
    people = electorate_query(
        case.community.id, case.vote.electorate, case.proposal.group_id, case.now, case.rulebook
    ).subquery()
    return conn.execute(
        select(people, r.c.person_id.is_not(None).label("recused"))
        .select_from(people.outerjoin(r, of_matter(r, case, r.c.person_id == people.c.person_id)))
        .order_by(people.c.person_id)
    ).all()


def _same_roll(conn: Connection, case: Case) -> Any:
    """A second round needs no new registration: the roll of the round before."""
    e, v = tables.roll_entry, tables.household_voter
    rows = conn.execute(
        select(e.c.person_id, e.c.role, e.c.recused, v.c.home_no)
        .select_from(e.outerjoin(v, same(e, v, *ROUND, "person_id")))
        .where(of_matter(e, case, e.c.round_no == case.proposal.round_no - 1))
        .order_by(e.c.person_id)
    ).all()
    return [
        SimpleNamespace(person=x.person_id, role=x.role, recused=x.recused, dwelling=x.home_no)
        for x in rows
    ]
