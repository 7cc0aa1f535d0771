"""Who is in office here, as far as the letters of the shell ask."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from deliberation import clock
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.private import accounts


def offices(engines: Engines, ident: str) -> Sequence[Any]:
    """Everybody's offices (person_id, role, ends_at) that nobody has left."""
    o = tables.office.c
    with engines.read_connection() as conn:
        return conn.execute(
            select(o.person_id, o.role, o.ends_at).where(
                o.community_id == ident, o.left_at.is_(None)
            )
        ).all()


def can_print(engines: Engines, ident: str, *, but: str = "") -> bool:
    """Whether a clerk in office has an account, so that the desk prints letters itself."""
    now = clock.now()
    return any(
        o.role == "clerk"
        and o.person_id != but
        and (o.ends_at is None or o.ends_at > now)
        and accounts.of_person(ident, o.person_id) is not None
        for o in offices(engines, ident)
    )


def role_of(engines: Engines, ident: str, person_id: str) -> str | None:
    """The office a letter speaks of: a clerk's, or the first by name."""
    roles = {o.role for o in offices(engines, ident) if o.person_id == person_id}
    return "clerk" if "clerk" in roles else next(iter(sorted(roles)), None)
