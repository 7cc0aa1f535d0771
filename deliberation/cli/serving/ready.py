"""Said before the server starts: what was forgotten, in one line each, where the workers could only
break. Called by `serve`.
"""

from pathlib import Path

import click

from deliberation import record
from deliberation.cli import keys
from deliberation.cli.instance import Plain, opened
from deliberation.config import Settings, from_environment
from deliberation.record.engines import Engines

# Alembic itself stays out of the server's memory: the files are named by their revision.
_VERSIONS = Path(record.__file__).parent / "migrations" / "versions"


def check() -> None:
    """Raises Plain (or ConfigError) where no page could be served; says on standard error what only
    looks as if it worked.
    """
    settings = from_environment()
    engines = opened(settings)
    try:
        _up_to_date(engines)
        keys.right(engines)
        _say_what_is_missing(engines, settings)
    finally:
        engines.dispose()


def _say_what_is_missing(engines: Engines, settings: Settings) -> None:
    from deliberation.readings.community import listed

    with engines.read_connection() as conn:
        found = listed(conn)
    named = settings.hosts or engines.is_demo()
    if not found:
        click.echo(
            "no community yet: `deliberation community create SLUG --name NAME` founds one",
            err=True,
        )
    if not named:
        click.echo(
            "no host name is set (DELIBERATION_HOST): any name is answered, and letters "
            "printed in the shell say localhost",
            err=True,
        )


def _up_to_date(engines: Engines) -> None:
    newest = max(file.stem[1:5] for file in _VERSIONS.glob("r[0-9]*.py"))
    with engines.read_connection() as conn:
        here = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""
    if here < newest:
        raise Plain("the database is older than this version: run `deliberation init` first")
    if here > newest:
        raise Plain("the database was made by a newer version: install that one again")
