"""Communities with other rules or other people than the usual ones: made by real acts the first
time somebody of a session asks, and on SQLite copied for whoever asks for the same again. `World`
calls it; the usual community is copied before (`Settled`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.engine import make_url

from deliberation.record import tables

if TYPE_CHECKING:
    from tests.world import World


@dataclass(frozen=True)
class Copy:
    """The file of a database, and what `World` knows of the community in it."""

    content: bytes
    id: str
    person: dict[str, str]
    organisation: str


CREATED = ["community_created", "rulebook_adopted"]
_kept: dict[tuple[Any, ...], Copy] = {}


def once(populate: Callable[..., World]) -> Callable[..., World]:
    """Populate by acts only a community nobody of this session has populated just so before."""

    @wraps(populate)
    def populated(
        world: World, offices: dict[str, str] | None = None, residents: list[str] | None = None
    ) -> World:
        asked = _asked(world, offices, residents)
        if asked is None:
            return populate(world, offices, residents)
        if asked not in _kept:
            populate(world, offices, residents)
            world.engines.dispose()  # whoever closes last leaves all in one file
            content = _file(world).read_bytes()
            _kept[asked] = Copy(content, world.id, dict(world.person), world.organisation)
        else:
            _restore(world, _kept[asked])
        return world

    return populated


def _asked(
    world: World, offices: dict[str, str] | None, residents: list[str] | None
) -> tuple[Any, ...] | None:
    """All that the copy would depend on; None where it cannot be one: on PostgreSQL, and where more
    happened than that the community was created.
    """
    used = world.engines
    if used.dialect != "sqlite":
        return None
    with used.read_connection() as conn:
        if list(conn.execute(select(tables.fact.c.kind)).scalars()) != CREATED:
            return None
    people = (
        None if offices is None else tuple(offices.items()),
        None if residents is None else tuple(residents),
    )
    keys = (used.mac_key, used.log_key, used.host)
    return (type(world), world.slug, world.rulebook, world.time.at, *people, *keys)


def _file(world: World) -> Path:
    return Path(make_url(world.engines.url).database or "")


def _restore(world: World, kept: Copy) -> None:
    world.engines.dispose()
    file = _file(world)
    for beside in ("-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)
    file.write_bytes(kept.content)
    world.id, world.person, world.organisation = kept.id, dict(kept.person), kept.organisation
