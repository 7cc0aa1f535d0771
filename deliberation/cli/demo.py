"""`deliberation demo`: a believable community to try everything on; civic time can be moved
forward, there and nowhere else.
"""

import re
import shutil
import time

import click

from deliberation.config import Settings, from_environment, sqlite_file
from deliberation.record.engines import Engines

from . import keys
from .instance import Plain, opened
from .serving import alone
from .serving.server import run

UNFINISHED = "demo-unfinished"  # a file that is there while the demo is being built


@click.group(invoke_without_command=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-serve", is_flag=True, help="Build the demo and exit.")
@click.pass_context
def demo(context: click.Context, port: int, no_serve: bool) -> None:
    """Build a demonstration community (once) and serve it on 127.0.0.1."""
    if context.invoked_subcommand:
        return
    settings = from_environment()
    _made(settings, _ready(settings))
    click.echo(_welcome(port))
    if not no_serve:
        run("127.0.0.1", port)


def _made(settings: Settings, engines: Engines) -> None:
    """Build the demo where it is not there, or not whole."""
    from deliberation.record import civic_time

    there = _of_a_demo(engines)
    unfinished = settings.instance / UNFINISHED
    if unfinished.exists():
        click.echo("the demo was interrupted while it was built, and is begun anew:")
        engines = _emptied(settings, engines)
    elif there:
        civic_time.confirm(engines)  # whoever starts a demo after months wants its clock to go on
        return
    with alone.held(settings):
        unfinished.touch(0o600)
        _build(engines, settings)
        unfinished.unlink()


def _of_a_demo(engines: Engines) -> bool:
    """Whether a community is there; Plain where it is a real one."""
    from sqlalchemy import func, select

    from deliberation.record import tables

    with engines.read_connection() as conn:
        there = conn.execute(select(func.count()).select_from(tables.community)).scalar()
    if there and not engines.is_demo():
        raise Plain(
            "this instance holds real communities; a demo needs an instance of its own "
            "(DELIBERATION_INSTANCE)"
        )
    return bool(there)


def _ready(settings: Settings) -> Engines:
    from deliberation.record.migrations import upgrade

    keys.made(settings, [])
    upgrade(settings.database_url)
    engines = opened(settings)
    keys.kept(engines, [], "")
    return engines


def _emptied(settings: Settings, engines: Engines) -> Engines:
    """An empty instance in the place of a half-built demo, and of nothing else: the caller has seen
    that it holds no real community."""
    file = sqlite_file(settings.database_url)
    if file is None:
        raise Plain("empty the database (dropdb, createdb) and start the demo again")
    engines.dispose()
    with alone.held(settings):
        for end in ("", "-wal", "-shm"):
            file.with_name(file.name + end).unlink(missing_ok=True)
        shutil.rmtree(settings.instance / "uploads", ignore_errors=True)
    return _ready(settings)


def _build(engines: Engines, settings: Settings) -> None:
    from deliberation import create_app
    from deliberation.demo import build

    begun = time.monotonic()
    app = create_app(settings)
    with app.app_context():
        build(engines, lambda step: click.echo(f"  {step} …"))
    click.echo(f"  ready after {time.monotonic() - begun:.0f} s")


def _welcome(port: int) -> str:
    from deliberation.readings.people.demo_cast import PASSWORD

    base = f"http://127.0.0.1:{port}"
    return (
        f"\n{base}/            the community\n{base}/jiahe/demo  who is who, current codes, moving "
        f"the clock\n"
        f"Sign in as resident1, representative1, supervisor1, clerk1 … with the password "
        f"{PASSWORD}\n"
    )


@demo.command()
@click.argument("span")
def advance(span: str) -> None:
    """Move civic time forward, e.g. 8d or 12h, and do what becomes due."""
    from deliberation.record.demo_time import NotADemo
    from deliberation.record.demo_time import advance as move
    from deliberation.record.tick import run_due

    found = re.fullmatch(r"(\d{1,4})([dh])", span)
    if not found:
        raise Plain("write a number of days or hours, e.g. 8d or 12h")
    engines = opened()
    try:
        move(int(found[1]) * (86400 if found[2] == "d" else 3600), engines)
    except NotADemo as error:
        raise Plain(str(error)) from error
    click.echo(f"moved {span}; {run_due(engines)} done")
