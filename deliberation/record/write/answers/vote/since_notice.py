"""What became different about the people on a frozen roll between the notice and the close: the
roll stays, the supervisors look. Called by `checks` for the certificate.
"""

from typing import Any

from sqlalchemy import Connection, func, select

from deliberation.record import tables
from deliberation.record.write.answers.registry import of_proposal


def offices(conn: Connection, p: Any, rnd: Any) -> int:
    """Offices of people on the roll that began, ended or were left since the notice."""
    o = tables.office
    began, ended, left = (
        column.between(p.notice_at, rnd.closes_at)
        for column in (o.c.starts_at, o.c.ends_at, o.c.left_at)
    )
    found: int = conn.execute(
        select(func.count(func.distinct(o.c.person_id))).where(
            o.c.community_id == p.community_id,
            o.c.role.in_(("representative", "committee_member")),
            began | ended | left,
            o.c.person_id.in_(_on_roll(p)),
        )
    ).scalar_one()
    return found


def entries(conn: Connection, p: Any, rnd: Any) -> int:
    """People on the roll whose roster entry changed."""
    t = tables.roster_change
    found: int = conn.execute(
        select(func.count(func.distinct(t.c.person_id))).where(
            t.c.community_id == p.community_id,
            t.c.at.between(p.notice_at, rnd.closes_at),
            t.c.person_id.in_(_on_roll(p)),
        )
    ).scalar_one()
    return found


def factors_taken(conn: Connection, p: Any, rnd: Any) -> int:
    """Second factors of people on the roll that two people, or the shell, took away."""
    t = tables.factor_reset
    found: int = conn.execute(
        select(func.count())
        .select_from(t)
        .where(
            t.c.community_id == p.community_id,
            t.c.state.in_(("confirmed", "by_shell")),
            t.c.decided_at.between(p.notice_at, rnd.closes_at),
            t.c.person_id.in_(_on_roll(p)),
        )
    ).scalar_one()
    return found


def _on_roll(p: Any) -> Any:
    e = tables.roll_entry
    return select(e.c.person_id).where(of_proposal(e, p), e.c.round_no == p.round_no)
