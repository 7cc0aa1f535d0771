"""Opening the instance for a command: settings, keys, engines, the demo's clock."""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from typing import TYPE_CHECKING

from deliberation.config import Settings, from_environment, sqlite_file

if TYPE_CHECKING:
    from deliberation.record.engines import Engines


class Plain(Exception):
    """An expected error in one plain line."""


def opened(settings: Settings | None = None) -> Engines:
    """The engines of this instance; Plain if it was never made."""
    from deliberation.record.engines import Engines, use
    from deliberation.record.media import store

    settings = settings or from_environment()
    engines = use(
        Engines(
            settings.database_url,
            mac_key=bytes.fromhex(settings.secret_key),
            log_key=settings.log_key,
            host=settings.public_host,
            most_days=settings.jump_days,
        )
    )
    store.use(store.chosen(settings))
    _answers(engines, settings)
    return engines


def _answers(engines: Engines, settings: Settings) -> None:
    """Ask the database for the first time; Plain where it does not answer as it should."""
    from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

    from deliberation.record.unavailable import why

    try:
        engines.follow_demo_clock()
    except DBAPIError as error:
        word = why(error)
        if word:
            raise Plain(unavailable(word, settings)) from error
        if not isinstance(error, OperationalError | ProgrammingError):
            raise
        raise Plain("the database is not ready: run `deliberation init` first") from error


def unavailable(word: str, settings: Settings) -> str:
    """Why a command cannot go on, in one line; of a file that this user may not open or write,
    whose it is."""
    file = sqlite_file(settings.database_url)
    if word in ("away", "read_only") and file is not None:
        strange = _not_ours(file)
        if strange:
            return strange
    return {
        "away": "the database does not answer: is it running, and is the address right?",
        "locked": "the database is locked by somebody else; try again when they are done",
        "full": "there is no room on the database's disk",
        "read_only": "the database may only be read",
        "damaged": "the database is damaged: restore a backup, or rebuild it with `deliberation "
        "replay`",
    }[word]


def _not_ours(file: Path) -> str | None:
    for path in (file.parent, file, *(file.with_name(file.name + e) for e in ("-wal", "-shm"))):
        try:
            owner = path.stat().st_uid
        except PermissionError:
            continue
        except OSError:
            if path == file:
                return f"there is no database {file}: is the folder right, and was `init` run?"
            continue
        if not os.access(path, os.R_OK | os.W_OK):
            return (
                f"{path} belongs to {_name(owner)}, and {_name(os.geteuid())} may not read and "
                f"write it: run this as {_name(owner)}, or as root: chown -R "
                f"{_name(os.geteuid())}: {file.parent}"
            )
    return None


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def community_id(engines: Engines, slug: str) -> str:
    """The community behind a short name, or Plain."""
    from sqlalchemy import select

    from deliberation.record.tables import community

    with engines.read_connection() as conn:
        found: str | None = conn.execute(
            select(community.c.community_id).where(community.c.slug == slug)
        ).scalar()
    if found is None:
        raise Plain(f"there is no community {slug}; see `deliberation community list`")
    return found
