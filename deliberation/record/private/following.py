"""Who follows which proposal: a wish of one person, shown to nobody else and in no fact.

Written by the page of a proposal, read by notices.
"""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from deliberation import clock

from .tables import follow as follow
from .tables import message
from .whole import writing


def start(community: str, person: str, proposal: str) -> None:
    """Follow from now on; following twice is following."""
    with writing() as conn:
        insert = (postgresql if conn.dialect.name == "postgresql" else sqlite).insert
        fresh = insert(follow).values(
            community_id=community,
            person_id=person,
            subject_id=proposal,
            since=clock.now(),
        )
        conn.execute(fresh.on_conflict_do_nothing())


def stop(community: str, person: str, proposal: str) -> None:
    """Follow no longer."""
    with writing() as conn:
        conn.execute(
            delete(follow).where(
                follow.c.community_id == community,
                follow.c.person_id == person,
                follow.c.subject_id == proposal,
            )
        )


def followed(community: str, person: str) -> Any:
    """The ids of what somebody follows, as a subquery."""
    return select(follow.c.subject_id).where(
        follow.c.community_id == community, follow.c.person_id == person
    )


def held(s: Any, community: str, person: str) -> dict[str, list[dict[str, Any]]]:
    """What somebody follows and what they were told, as plain values: for the file of everything
    held about them.
    """
    f, m = follow.c, message.c
    follows = select(f.subject_id, f.since).where(
        f.community_id == community, f.person_id == person
    )
    told = (
        select(m.kind, m.subject_id, m.created_at, m.read_at)
        .where(m.community_id == community, m.person_id == person)
        .order_by(m.message_id)
    )
    return {
        "follows": [dict(r._mapping) for r in s.execute(follows)],
        "messages": [dict(r._mapping) for r in s.execute(told)],
    }


def followers(community: str, proposal: str) -> Any:
    """The people who follow a proposal, as a subquery."""
    return select(follow.c.person_id).where(
        follow.c.community_id == community, follow.c.subject_id == proposal
    )
