"""The accounts of a demo instance, for its own page only: who has which role and login."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from deliberation.record import tables
from deliberation.record.private import tables as private

PASSWORD = "jiahe-community-2026"


@dataclass(frozen=True, slots=True)
class Player:
    """One account of the demo."""

    account_id: str
    login: str
    name: str
    roles: tuple[str, ...]


def cast(s: Any, community: str) -> list[Player]:
    """Everybody with an account, office holders first."""
    a, x, p, o = private.account, private.account_person, tables.person, tables.office
    rows = s.execute(
        select(a.c.account_id, a.c.login, p.c.name, o.c.role).select_from(
            x.join(a, a.c.account_id == x.c.account_id).join(p, and_(p.c.community_id == x.c.community_id, p.c.person_id == x.c.person_id))
            .outerjoin(o, and_(o.c.community_id == p.c.community_id, o.c.person_id == p.c.person_id, o.c.left_at.is_(None))))
        .where(x.c.community_id == community).order_by(a.c.login)).all()
    found: dict[str, Player] = {}
    for r in rows:
        before = found.get(r.account_id)
        roles = (*(before.roles if before else ()), *((r.role,) if r.role else ()))
        found[r.account_id] = Player(r.account_id, r.login, r.name or "—", roles)
    return sorted(found.values(), key=lambda x: (not x.roles, x.roles, x.login))
