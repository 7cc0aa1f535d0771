"""`deliberation serve`: granian in front of the application, and the clock beside it."""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import click

from deliberation.cli.front.limits import Limits
from deliberation.config import Settings, from_environment, sqlite_file

from . import alone, ready

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliberation.record.civic_time import Jump
    from deliberation.record.engines import Engines

TICK_SECONDS = 20
TELL_AGAIN = 3600
# for requests under way; a worker told to stop while it was still starting would otherwise be
# waited for without end
STOP_SECONDS = 15
LOG = logging.getLogger(__name__)


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; put a reverse proxy with TLS in front.",
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers",
    default=0,
    type=int,
    help="Processes (PostgreSQL only; default: one per core). SQLite always runs one.",
)
@click.option("--threads", default=2, show_default=True, type=int, help="Threads per process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the pages, and let the clock do what is due."""
    ready.check()
    run(host, port, workers, threads)


def run(host: str, port: int, workers: int = 0, threads: int = 2) -> None:
    """Start granian; blocks until stopped.

    On PostgreSQL a process beside the workers ticks, on SQLite a thread does.
    """
    settings = from_environment()
    alone.port_free(host, port)
    with alone.held(settings, shared=sqlite_file(settings.database_url) is None):
        try:
            _run(settings, host, port, workers, threads)
        finally:
            put_together(settings)


def put_together(settings: Settings) -> None:
    """Bring what stands in SQLite's write-ahead log into the database, so that one file is all of
    it."""
    file = sqlite_file(settings.database_url)
    if file is None or not file.exists():
        return
    with closing(sqlite3.connect(file, timeout=3)) as conn, suppress(sqlite3.Error):
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _run(settings: Settings, host: str, port: int, workers: int, threads: int) -> None:
    sqlite = sqlite_file(settings.database_url) is not None
    count = 1 if sqlite else workers or (os.cpu_count() or 1)
    os.environ.update(DELIBERATION_THREADS=str(threads), DELIBERATION_PORT=str(port))
    os.environ[alone.MASTER] = str(os.getpid())
    os.environ["DELIBERATION_TICKS"] = "thread" if sqlite else "beside"
    # A process of its own: granian forks its workers, and a fork beside a running thread may
    # inherit a held lock.
    ticking = (
        None
        if sqlite
        else subprocess.Popen(
            [sys.executable, "-m", "deliberation", "tick", "--every", str(TICK_SECONDS)]
        )
    )
    try:
        granian("deliberation.wsgi:front", host, port, count).serve()
    finally:
        if ticking is not None:
            ticking.terminate()
            ticking.wait()


def granian(target: str, host: str, port: int, workers: int, limits: Limits | None = None) -> Any:
    """The server of a `front.rsgi.Front`, named as `module:name`. Its threads are the front's own;
    HTTP/1 only, as proxies speak it."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    limits = limits or Limits()
    _room_for(limits.connections)
    return Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=int(limits.head_seconds * 1000), max_buffer_size=limits.head
        ),
        websockets=False,
        workers=workers,
        backpressure=limits.connections,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )


def _room_for(connections: int) -> None:
    """Each connection is an open file, and each body or large answer may be one more; many systems
    allow 1,024 unless asked."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * connections
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def tick_for_ever(seconds: int = TICK_SECONDS, engines: Engines | None = None) -> None:
    """What is due, every so many seconds; an error is logged and tried again. `engines`: of the
    process, if it has them."""
    from deliberation.record import turn
    from deliberation.record.unavailable import why

    from .instance import opened

    if engines is None:  # a process of its own
        alone.ends_with_its_master()
    turn.serves_no_pages()
    told: dict[str, float] = {}

    def tell(what: str) -> None:  # the same trouble every hour, not three times a minute
        if time.monotonic() - told.get(what, -TELL_AGAIN) >= TELL_AGAIN:
            told[what] = time.monotonic()
            LOG.error(what)

    while True:
        try:
            engines = engines or opened()
            _tick(engines, tell)
        except Exception as error:
            word = why(error.__cause__ or error)
            if word is None:
                LOG.exception("tick")
            else:
                tell(f"tick: the database is {word}; tried again every {seconds} s")
        time.sleep(seconds)


def _tick(engines: Engines, tell: Callable[[str], None]) -> None:
    from deliberation.record import civic_time

    found = civic_time.jump(engines)
    if found is not None:
        tell("\n".join(jump_in_words(engines, found)))
    tick_once(engines, due=found is None)


def tick_once(engines: Engines, *, due: bool = True) -> tuple[int, int]:
    """What is `due`, then who is to be told, and what has been kept long enough goes.

    → how many acts were done, how many messages written.
    """
    from deliberation.record import civic_time
    from deliberation.record.media import orphans, store
    from deliberation.record.tick import run_due

    done = 0
    if due:
        done = run_due(engines)
        civic_time.seen(engines)
    told = follow_all(engines)
    forget_old(engines)
    orphans.sweep_now_and_then(engines, store.current())
    return done, told


def jump_in_words(engines: Engines, jump: Jump) -> list[str]:
    """What a tick would do, and how a person lets it: plain lines for the terminal and the log."""
    from deliberation.record.tick import waiting

    found = waiting(engines)
    places = len({slug for slug, *_ in found})
    return [
        (
            f"the server's date is {jump.now:%Y-%m-%d %H:%M} UTC, {jump.days} days after it was "
            f"last known to be right ({jump.last:%Y-%m-%d %H:%M} UTC)"
        ),
        f"{sum(n for *_, n in found)} deadlines in {places} communities would be acted on:",
        *(f"  {slug}: {n} × {act}" for slug, act, n in found),
        "Nothing is done, and no act is taken. If the date is right: deliberation tick --confirm",
    ]


def forget_old(engines: Engines) -> int:
    """Rows of the audit log that are older than the setting keeps; → how many went."""
    from deliberation.record.private.audit import forget_old as forget

    return forget(from_environment().audit_days, engines)


def follow_all(engines: Engines) -> int:
    """Messages for every community about what is new in its log."""
    from deliberation.notices.reader import follow
    from deliberation.readings.community import listed

    with engines.read_connection() as conn:
        communities = listed(conn)
    return sum(follow(c.id, engines) for c in communities)
