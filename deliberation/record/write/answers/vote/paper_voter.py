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
from deliberation.record.write.answers.registry import answers, of_matter


@answers(PAPER_VOTER)
def _paper_voter(conn: Connection, case: Case, act: NamesPerson) -> Any:
    return paper_voter(conn, case, act.person_id)


def paper_voter(conn: Any, case: Case, person: str) -> Any:
    """One query over the roll, the ballot and the paper of one voter, and one over what they still
    are.
    """
    e, b, h, r = tables.roll_entry, tables.ballot, tables.paper_holder, tables.recusal
    here = case.proposal.round_no
    row = conn.execute(
        select(
            e.c.role,
            e.c.recused,
            r.c.person_id.label("since"),
            b.c.revision,
            h.c.serial,
            h.c.person_id.label("held"),
        )
        .select_from(
            e.outerjoin(r, of_matter(r, case, r.c.person_id == e.c.person_id))
            .outerjoin(b, of_matter(b, case, b.c.round_no == here, b.c.voter_id == e.c.person_id))
            .outerjoin(h, of_matter(h, case, h.c.round_no == here, h.c.person_id == e.c.person_id))
        )
        .where(of_matter(e, case, e.c.round_no == here, e.c.person_id == person))
    ).first()
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


def _of_household(conn: Any, case: Case, person: str) -> int | None:
    """The ballot on paper that somebody else of the voter's household holds: a household has one
    (its sum could not be told from another's).
    """
    mine, other, h = (
        tables.household_voter,
        tables.household_voter.alias("other"),
        tables.paper_holder,
    )
    here = case.proposal.round_no
    serial: int | None = conn.execute(
        select(h.c.serial)
        .select_from(
            mine.join(
                other,
                and_(
                    same(mine, other, *ROUND, "dwelling_id"), other.c.person_id != mine.c.person_id
                ),
            ).join(h, and_(same(mine, h, *ROUND), h.c.person_id == other.c.person_id))
        )
        .where(
            of_matter(mine, case, mine.c.round_no == here, mine.c.person_id == person),
            h.c.serial.is_not(None),
        )
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
