"""Every command that may write or export leaves a row in the audit log, with the name of the OS
user. Called by cli.main.

The list names those that only read: a command added later is noted unless somebody decides
otherwise.
"""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

import click

from deliberation.config import ConfigError

from .instance import Plain, community_id, opened

if TYPE_CHECKING:
    from deliberation.record.engines import Engines

# `tick` runs every minute and its acts are facts of the record by the role clock.
READS = frozenset(
    {
        "verify",
        "check",
        "tick",
        "community list",
        "community show",
        "rulebook check",
        "rulebook list",
        "roster template",
        "tally",
    }
)

# It writes its row itself, into the database it brought: the one before may be damaged, and a
# connection to it would stand in the way.
OWN_ROW = frozenset({"restore"})

WAITS_NOT = frozenset({"serve", "demo", "init"})  # may begin before their database answers


def path_of(group: click.Group, argv: list[str]) -> str:
    """The command's name with its group's ("roster import"); "" for help, options alone and what
    does not exist.
    """
    names: list[str] = []
    command: click.Command | None = group
    for word in argv:
        found = _below(command, word)
        if found is None:
            break
        command = found
        names.append(word)
    return (
        "" if isinstance(command, click.Group) or {"-h", "--help"} & set(argv) else " ".join(names)
    )


def _below(command: click.Command | None, word: str) -> click.Command | None:
    if not isinstance(command, click.Group):
        return None
    return command.get_command(click.Context(command), word)


def os_user() -> str:
    """Who runs this process, as the system knows them; behind sudo also who called it."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = str(os.getuid())
    before = os.environ.get("SUDO_USER")
    return f"{before} as {name}" if before and before != name else name


def note(path: str, argv: list[str]) -> bool:
    """Write the row. → False where there is no database to write to yet (the command then says so
    itself, or makes one).
    """
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from deliberation.record.unavailable import LOCKED, NotNow, why

    try:
        _write(path, argv)
    except (Plain, ConfigError):
        return False
    except (OperationalError, ProgrammingError, NotNow) as error:
        if why(error) == LOCKED and path not in WAITS_NOT:
            raise  # the command would wait as long once more, and end the same way
        return False
    return True


def _write(path: str, argv: list[str]) -> None:
    from deliberation.record.private import audit

    engines = opened()
    audit.write(
        "shell",
        address=f"shell: {os_user()}",
        community_id=_community(engines, argv),
        detail=path,
        engines_=engines,
    )


def _community(engines: Engines, argv: list[str]) -> str | None:
    """The community the command is about, if it names one there is."""
    option = "--community"
    apart = (argv[i + 1] for i, word in enumerate(argv[:-1]) if word == option)
    joined = (word.partition("=")[2] for word in argv if word.startswith(f"{option}="))
    slug = next(apart, None) or next(joined, None)
    try:
        return community_id(engines, slug) if slug else None
    except Plain:
        return None
