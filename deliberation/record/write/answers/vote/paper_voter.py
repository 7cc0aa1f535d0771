"""Answers about whom a ballot on paper is for: the voter on the roll, their household's paper."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, and_, select

from deliberation.charter.case import Case
from deliberation.charter.needs.paper import PAPER_VOTER
from deliberation.charter.roles import Role
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.charter.voting.households import ROLE as HOUSEHOLD
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, same
from deliberation.record.write.answers.of_act import NamesPerson
from deliberation.record.write.answers.people.offices import holding
from deliberation.record.write.answers.registry import answers, of_this_round


@answers(PAPER_VOTER)
def _paper_voter(conn: Connection, case: Case, act: NamesPerson) -> Any:
    return paper_voter(conn, case, act.person_id)


def paper_voter(conn: Any, case: Case, person: str) -> Any:
    """One query over the roll, the ballot and the paper of one voter, and one over what they still
    are.
    """
    row = _on_roll(conn, case, person)
    if row is None:
        return None
    serial = (
        row.serial
        if row.serial is not None or case.vote.electorate != HOUSEHOLDS
        else _of_household(conn, case, person)
    )
    return SimpleNamespace(
        recused=row.recused or row.since is not None,
        voted=row.revision is not None,
        serial=serial,
        again=row.held is not None,
        stands=_stands(conn, case, person, row.role),
    )


def _on_roll(conn: Any, case: Case, person: str) -> Any:
    e, b, h, r = tables.roll_entry, tables.ballot, tables.paper_holder, tables.recusal
    columns = (
        e.c.role,
        e.c.recused,
        r.c.person_id.label("since"),
        b.c.revision,
        h.c.serial,
        h.c.person_id.label("held"),
    )
    return conn.execute(
        select(*columns)
        .select_from(
            e.outerjoin(r, same(e, r, "proposal_id", "person_id"))
            .outerjoin(b, same(e, b, *ROUND, voter_id="person_id"))
            .outerjoin(h, same(e, h, *ROUND, "person_id"))
        )
        .where(of_this_round(e, case, e.c.person_id == person))
    ).first()


def _of_household(conn: Any, case: Case, person: str) -> int | None:
    """The ballot on paper that somebody else of the voter's household holds: a household has one
    (its sum could not be told from another's).
    """
    mine, h = tables.household_voter, tables.paper_holder
    other = mine.alias("other")
    neighbour = and_(same(mine, other, *ROUND, "home_no"), other.c.person_id != mine.c.person_id)
    theirs = and_(same(mine, h, *ROUND), h.c.person_id == other.c.person_id)
    serial: int | None = conn.execute(
        select(h.c.serial)
        .select_from(mine.join(other, neighbour).join(h, theirs))
        .where(of_this_round(mine, case, mine.c.person_id == person), h.c.serial.is_not(None))
        .limit(1)
    ).scalar()
    return serial


def _stands(conn: Any, case: Case, person: str, role: str) -> bool:
    """Whether the voter still is what the roll calls them; residents and owners stay on it."""
    o = tables.office
    if role in (Role.resident.value, Role.owner.value, HOUSEHOLD):
        return True
    return (
        conn.execute(
            select(o.c.office_id)
            .where(
                o.c.community_id == case.community.id,
                o.c.person_id == person,
                o.c.role == role,
                holding(case.now, case.rulebook),
            )
            .limit(1)
        ).first()
        is not None
    )
