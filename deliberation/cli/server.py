"""`deliberation serve`: granian in front of the application, and the clock beside it."""

import logging
import os
import subprocess
import sys
import time
from typing import Any

import click

from deliberation.cli.front.limits import Limits
from deliberation.config import from_environment

TICK_SECONDS = 20
STOP_SECONDS = 15  # for requests under way; a worker told to stop while it was still starting would otherwise be waited for without end
LOG = logging.getLogger(__name__)


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; put a reverse proxy with TLS in front.",
)
@click.option("--port", default=8000, show_default=True, type=int)
@click.option(
    "--workers",
    default=0,
    type=int,
    help="Processes (PostgreSQL only; default: one per core). SQLite always runs one.",
)
@click.option("--threads", default=2, show_default=True, type=int, help="Threads per process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the pages, and let the clock do what is due."""
    run(host, port, workers, threads)


def run(host: str, port: int, workers: int = 0, threads: int = 2) -> None:
    """Start granian; blocks until stopped. On PostgreSQL a process beside the workers ticks, on SQLite a thread does."""
    sqlite = from_environment().database_url.startswith("sqlite")
    count = 1 if sqlite else workers or (os.cpu_count() or 1)
    os.environ.update(DELIBERATION_THREADS=str(threads), DELIBERATION_PORT=str(port))
    os.environ["DELIBERATION_TICKS"] = "thread" if sqlite else "beside"
    # A process of its own: granian forks its workers, and a fork beside a running thread may inherit a held lock.
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


def tick_for_ever(seconds: int = TICK_SECONDS) -> None:
    """What is due, every so many seconds; an error is logged and tried again."""
    from deliberation.cli.instance import opened
    from deliberation.record.media import orphans, store
    from deliberation.record.tick import run_due

    engines = opened()
    while True:
        try:
            run_due(engines)
            follow_all(engines)
            forget_old(engines)
            orphans.sweep_now_and_then(engines, store.current())
        except Exception:
            LOG.exception("tick")
        time.sleep(seconds)


def forget_old(engines) -> int:
    """Rows of the audit log that are older than the setting keeps; → how many went."""
    from deliberation.record.private.audit import forget_old as forget

    return forget(from_environment().audit_days, engines)


def follow_all(engines) -> int:
    """Messages for every community about what is new in its log."""
    from deliberation.notices.reader import follow
    from deliberation.readings.community import listed

    with engines.read_connection() as conn:
        communities = listed(conn)
    return sum(follow(c.id, engines) for c in communities)
