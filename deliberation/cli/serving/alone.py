"""One server on a port, and on SQLite one on a database; what a server started ends with it.

Called by `serve`, `demo` and `restore`, and by the processes they start.
"""

import fcntl
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deliberation.cli.instance import Plain
from deliberation.config import Settings, sqlite_file

MASTER = "DELIBERATION_MASTER"  # the pid of `serve`, for the processes it starts
GRACE_SECONDS = 15


def place(settings: Settings) -> Path:
    """The lock file: beside a SQLite database, so that two instance folders with one database see
    each other; else in the instance folder."""
    file = sqlite_file(settings.database_url)
    folder = settings.instance
    return folder / "serving.lock" if file is None else file.with_name(file.name + ".lock")


@contextmanager
def held(settings: Settings, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock, which the kernel gives back when the last process that has it ends.

    shared: several may hold it so (servers on PostgreSQL). Raises Plain where it is taken.
    """
    handle = _locked(place(settings), fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def _locked(file: Path, kind: int) -> int:
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Plain(f"{file} cannot be opened: {error.strerror}") from error
    os.set_inheritable(handle, True)  # a worker that outlives its master still holds it
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise Plain(
            f"this instance is being served already ({file} is held): stop that server first"
        ) from error
    return handle


def port_free(host: str, port: int) -> None:
    """Plain where nobody can listen there, or somebody does: granian would join them in silence
    (SO_REUSEPORT)."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], socket.SOCK_STREAM) as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind(found[4])
            s.listen(1)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Plain(f"nothing can listen at {host} port {port}: {why}") from error


def ends_with_its_master() -> None:
    """End this process soon after `serve` is gone, however that ended; nothing where no `serve`
    started it."""
    master = int(os.environ.get(MASTER, "0"))
    if master:
        threading.Thread(target=_watch, args=(master,), daemon=True).start()


def _watch(master: int) -> None:
    while os.getppid() == master:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)  # answers under way are given first
    time.sleep(GRACE_SECONDS)
    os._exit(1)
