"""The accounts of a demo instance, for its own page only: who has which role and login."""

from dataclasses import dataclass
from typing import Any

from deliberation.record.private import accounts

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
    found: dict[str, Player] = {}
    for r in accounts.everybody(s, community):
        before = found.get(r.account_id)
        roles = (*(before.roles if before else ()), *((r.role,) if r.role else ()))
        found[r.account_id] = Player(r.account_id, r.login, r.name or "—", roles)
    return sorted(found.values(), key=lambda x: (not x.roles, x.roles, x.login))
