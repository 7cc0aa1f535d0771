"""People the desk writes letters to: adults of a building who have not joined, owners elsewhere.

Names and addresses are for the clerk only. Read by desk.printing.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from deliberation.record import tables
from deliberation.record.owning import owns_here
from deliberation.record.private.factors import join_codes
from deliberation.record.residing import resident
from deliberation.record.tables.joins import same

LETTERS_MOST = 400
_P, _D = tables.person, tables.dwelling
_AT_HOME = _P.join(_D, same(_P, _D, "dwelling_id"))
_HOME = (_P.c.person_id, _P.c.name, _P.c.dwelling_id, _D.c.building, _D.c.unit, _D.c.room)


@dataclass(frozen=True, slots=True)
class Building:
    """Adults of one building who have not joined: `new` hold no code that works, `waiting` hold one
    they have not used yet.
    """

    building: str
    new: int = 0
    new_homes: int = 0
    waiting: int = 0
    waiting_homes: int = 0


def _unjoined(community: str) -> Any:
    given = join_codes.waiting(_P).label("given")
    return (
        select(*_HOME, given)
        .select_from(_AT_HOME)
        .where(
            _P.c.community_id == community,
            resident(_P),
            _P.c.joined_at.is_(None),
            _D.c.building.is_not(None),
        )
    )


def buildings(s: Any, community: str) -> list[Building]:
    """Buildings with adults who have not joined yet, by name."""
    u = _unjoined(community).subquery()
    found: dict[str, dict[str, Any]] = {}
    for name, given, people, homes in s.execute(
        select(
            u.c.building, u.c.given, func.count(), func.count(u.c.dwelling_id.distinct())
        ).group_by(u.c.building, u.c.given)
    ):
        kind = "waiting" if given else "new"
        found.setdefault(name, {}).update({kind: people, f"{kind}_homes": homes})
    return [Building(name, **numbers) for name, numbers in sorted(found.items())]


def to_write_to(s: Any, community: str, building: str, *, again: bool) -> list[Any]:
    """Adults of a building who have not joined, by address: those without a code that works, or
    (`again`) those who hold one.
    """
    u = _unjoined(community).subquery()
    return list(
        s.execute(
            select(u)
            .where(u.c.building == building, u.c.given.is_(again))
            .order_by(u.c.unit, u.c.room, u.c.person_id)
            .limit(LETTERS_MOST)
        )
    )


def owners_elsewhere(s: Any, community: str) -> list[Any]:
    """Adults who own here, or act for an owner, live elsewhere, have not joined and hold no code
    that works: for letters by post.
    """
    elsewhere = (_P.c.standing == "adult", _P.c.lives_here.is_(False))
    unjoined = (_P.c.joined_at.is_(None), ~join_codes.waiting(_P))
    query = (
        select(*_HOME)
        .select_from(_AT_HOME)
        .where(_P.c.community_id == community, *elsewhere, *unjoined)
        .where(_P.c.name.is_not(None), owns_here(_P))
        .order_by(_D.c.building, _D.c.unit, _D.c.room, _P.c.person_id)
        .limit(LETTERS_MOST)
    )
    return list(s.execute(query))
