"""`deliberation serve`: granian in front of the application, and a process that ticks beside it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from typing import Any

import click

from deliberation.cli.front.limits import Limits
from deliberation.config import Settings, from_environment, sqlite_file

from . import alone, ready
from .ticking import TICK_SECONDS

# for requests under way; a worker told to stop while it was still starting would otherwise be
# waited for without end
STOP_SECONDS = 15


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
@click.option("--threads", default=8, show_default=True, type=int, help="Threads per process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the pages, and let the clock do what is due."""
    ready.check()
    run(host, port, workers, threads)


def run(host: str, port: int, workers: int = 0, threads: int = 8) -> None:
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
    ticking = None if sqlite else _ticking()
    try:
        granian("deliberation.wsgi:front", host, port, count).serve()
    finally:
        if ticking is not None:
            ticking.terminate()
            ticking.wait()


def _ticking() -> subprocess.Popen[bytes]:
    """A process of its own: granian forks its workers, and a fork beside a running thread may
    inherit a held lock.
    """
    words = [sys.executable, "-m", "deliberation", "tick", "--every", str(TICK_SECONDS)]
    return subprocess.Popen(words)


def granian(target: str, host: str, port: int, workers: int, limits: Limits | None = None) -> Any:
    """The server of a `front.rsgi.Front`, named as `module:name`. Its threads are the front's own;
    HTTP/1 only, as proxies speak it."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    limits = limits or Limits()
    _room_for(limits.connections)
    return Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=_heads(limits),
        websockets=False,
        workers=workers,
        backpressure=limits.connections,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )


def _heads(limits: Limits) -> Any:
    """How long and how large the header of a request may be."""
    from granian.http import HTTP1Settings

    milliseconds = int(limits.head_seconds * 1000)
    return HTTP1Settings(header_read_timeout=milliseconds, max_buffer_size=limits.head)


def _room_for(connections: int) -> None:
    """Each connection is an open file, and each body or large answer may be one more; many systems
    allow 1,024 unless asked."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * connections
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
