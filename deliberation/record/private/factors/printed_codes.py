"""What became of codes that were printed: for the desk, and for whoever types one that opens
nothing any more.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from deliberation.record import engines
from deliberation.record.private.tables import account, account_person, join_code
from deliberation.record.tables.joins import same

from .join_codes import TRIES, _mac


def closed(community_id: str, digest: str) -> str | None:
    """Why a code that was printed opens nothing any more: used, void (too many tries) or newer (a
    newer one was printed); else None.
    """
    j = join_code.c
    with engines.current().read_connection() as conn:
        row = conn.execute(
            select(j.used_at, j.voided_at, j.tries).where(
                j.community_id == community_id, j.code_hash == digest
            )
        ).first()
    if row is None:
        return None
    if row.used_at is not None:
        return "used"
    if row.tries >= TRIES:
        return "void"
    return "newer" if row.voided_at is not None else None


def closed_code(community_id: str, code: str) -> str | None:
    """`closed`, of a typed code."""
    return closed(community_id, _mac(community_id, code))


def login_of(community_id: str, digest: str) -> str | None:
    """The login of the account that holds the person this code was printed for, if there is one."""
    j, x = join_code, account_person
    joined = j.join(x, same(j, x, "person_id")).join(
        account, account.c.account_id == x.c.account_id
    )
    with engines.current().read_connection() as conn:
        return conn.execute(
            select(account.c.login)
            .select_from(joined)
            .where(j.c.community_id == community_id, j.c.code_hash == digest)
        ).scalar()


@dataclass(frozen=True, slots=True)
class CodeState:
    """What the desk may know of somebody's newest code: not the code."""

    made_at: datetime
    used_at: datetime | None
    voided_at: datetime | None


def newest(community_id: str, person_ids: list[str]) -> dict[str, CodeState]:
    """{person_id: state of their newest code}, for those who were ever given one."""
    j = join_code.c
    with engines.current().read_connection() as conn:
        rows = conn.execute(
            select(j.person_id, j.made_at, j.used_at, j.voided_at)
            .where(j.community_id == community_id, j.person_id.in_(person_ids))
            .order_by(j.made_at)
        ).all()
    return {r.person_id: CodeState(r.made_at, r.used_at, r.voided_at) for r in rows}
