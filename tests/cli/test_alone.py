"""One server on a database and on a port, whatever ended the one before."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from deliberation import config
from deliberation.cli.instance import Plain
from deliberation.cli.serving import alone
from tests.cli.front.test_served import DEADLINE, ROOT, health, serving
from tests.screens import free_port


def second(url: str, folder, port: int) -> str:
    env = {
        **os.environ,
        "DELIBERATION_INSTANCE": str(folder),
        "DELIBERATION_DATABASE_URL": url,
        "DELIBERATION_HOST": "jiahe.example",
    }
    done = subprocess.run(
        [sys.executable, "-m", "deliberation", "serve", "--port", str(port)],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )
    assert done.returncode == 1 and done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def until(what) -> None:
    end = time.monotonic() + DEADLINE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.nightly
def test_a_second_server_says_so_and_a_killed_ones_workers_end_with_it(
    small_world, sqlite_url, tmp_path
):
    folder = tmp_path / "instance"
    with serving(sqlite_url, folder, DELIBERATION_JUMP_DAYS="9999") as (port, process):
        assert f"port {port}" in second(sqlite_url, folder, port)
        assert "served already" in second(sqlite_url, folder, free_port())
        process.kill()
        process.wait(DEADLINE)
        until(lambda: not health(port))
        until(lambda: _free(sqlite_url, folder))
    file = config.sqlite_file(sqlite_url)
    more = {"DELIBERATION_JUMP_DAYS": "9999"}
    with serving(sqlite_url, folder, **more) as (port, process):  # noqa: SIM117
        with closing(sqlite3.connect(file)) as conn:  # a shell command beside it
            conn.execute("CREATE TABLE beside (one INTEGER)")
            process.send_signal(signal.SIGTERM)
            process.wait(DEADLINE)
            wal = file.with_name(file.name + "-wal")
            assert not wal.exists() or wal.stat().st_size == 0, "one file is all of it"


def _free(url: str, folder) -> bool:
    env = {"DELIBERATION_INSTANCE": str(folder), "DELIBERATION_DATABASE_URL": url}
    try:
        with alone.held(config.from_environment(env)):
            return True
    except Plain:
        return False


def test_a_port_another_program_holds_or_nobody_may_have_is_one_plain_line():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Plain, match=f"port {port}: Address already in use"):
            alone.port_free("127.0.0.1", port)
    alone.port_free("127.0.0.1", port)
    for host, port in (("no-such-host.invalid", 8000), ("203.0.113.9", 8000)):
        with pytest.raises(Plain, match="nothing can listen"):
            alone.port_free(host, port)


def test_servers_on_postgresql_stand_side_by_side_but_not_beside_a_restore(tmp_path):
    settings = config.from_environment(
        {
            "DELIBERATION_INSTANCE": str(tmp_path),
            "DELIBERATION_DATABASE_URL": "postgresql://nobody@127.0.0.1/none",
        }
    )
    with alone.held(settings, shared=True), alone.held(settings, shared=True):  # noqa: SIM117
        with pytest.raises(Plain), alone.held(settings):
            pass
    with alone.held(settings):
        pass
