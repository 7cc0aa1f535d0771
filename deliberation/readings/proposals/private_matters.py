"""What was brought to the community office only: for its author, the office and the supervisors.

Nobody else may ask these functions.

The pages check `may_read` before they show a row.
"""

from typing import Any

from sqlalchemy import select

from deliberation.charter.case import Case
from deliberation.charter.roles import Role
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same

PAGE = 50
READERS = frozenset({Role.clerk, Role.supervisor})
T = tables.private_matter


def may_read(row: Any, case: Case) -> bool:
    """Its author, whoever holds the desk, and the supervisors in office."""
    return (
        row is not None
        and case.actor.person_id is not None
        and (row.person_id == case.actor.person_id or not READERS.isdisjoint(case.roles()))
    )


def one(s: Any, community: str, matter_id: str) -> Any:
    """One matter, or None."""
    return first(s, T, community_id=community, matter_id=matter_id)


def mine(s: Any, community: str, person: str) -> list[Any]:
    """What somebody brought, newest first."""
    return list(
        s.execute(
            select(T)
            .where(T.c.community_id == community, T.c.person_id == person)
            .order_by(T.c.matter_id.desc())
            .limit(PAGE)
        )
    )


def waiting(s: Any, community: str) -> list[Any]:
    """What is not answered, by due date, with the author's name: for the office and the
    supervisors.
    """
    p = tables.person
    return list(
        s.execute(
            select(T, p.c.name)
            .select_from(T.join(p, same(T, p, "person_id")))
            .where(T.c.community_id == community, T.c.state.in_(("open", "late")))
            .order_by(T.c.due_at, T.c.matter_id)
            .limit(PAGE)
        )
    )


def answered(s: Any, community: str) -> list[Any]:
    """What was answered, the newest first: for the office and the supervisors."""
    return list(
        s.execute(
            select(T)
            .where(T.c.community_id == community, T.c.state == "answered")
            .order_by(T.c.due_at.desc(), T.c.matter_id)
            .limit(PAGE)
        )
    )
