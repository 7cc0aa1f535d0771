"""Runs a script of ours on what somebody sent, in a process of its own: bounded in memory and time,
one at a time, gone afterwards.

Called by `decoding` (pictures) and by people.roster_file (spreadsheets). Nothing is started before
the first file comes and nothing waits idle; a file that breaks its reader breaks nothing else.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START = Path(__file__).with_name("bounded.py")
MEMORY = 400 * 1024 * 1024  # bytes a reader may write to; `intake` lets in what needs less
SECONDS = 20  # of the processor, for one file; a large photo takes two
WALL = 3  # seconds by the clock to one of the processor: on a busy machine those come slowly
TURN = 10.0  # seconds a request waits for the files of others
SHORT = 2.0  # the same where the request holds the last thread that is free

_turn = threading.Lock()  # per process: readers of several requests would add up their memory
_threads = int(os.environ.get("DELIBERATION_THREADS") or 8)
_waiting = threading.BoundedSemaphore(max(1, _threads - 1))  # pages want a thread, too
_CUT = {-signal.SIGXCPU, -signal.SIGKILL}


class Busy(RuntimeError):
    """Others' files take all there is just now; nothing was read."""


class TooHeavy(RuntimeError):
    """The reader used up its time."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a reader ended: its exit status (negative: by a signal), its output, what it said of an
    error.
    """

    status: int
    out: bytes
    said: str


def run(script: Path, *words: str, data: bytes, seconds: int = SECONDS) -> Ended:
    """Run a script on these bytes, bounded to MEMORY and so many seconds of the processor.

    Raises Busy where no turn comes soon, TooHeavy where its time is up.
    """
    with _my_turn():
        return _run(script, *words, data=data, seconds=seconds)


@contextmanager
def _my_turn() -> Iterator[None]:
    room = _waiting.acquire(blocking=False)
    try:
        if not _turn.acquire(timeout=TURN if room else SHORT):
            raise Busy
        try:
            yield
        finally:
            _turn.release()
    finally:
        if room:
            _waiting.release()


def _run(script: Path, *words: str, data: bytes, seconds: int) -> Ended:
    command = [sys.executable, "-I", str(START), str(MEMORY), str(seconds), str(script), *words]
    # No settings, no keys: what reads a stranger's file has nothing to tell. One arena, or threads
    # would reserve many.
    bare = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=bare) as process:
        try:
            out, said = process.communicate(data, timeout=seconds * WALL)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise TooHeavy from error
        except BaseException:
            process.kill()
            raise
    if process.returncode in _CUT:
        raise TooHeavy
    return Ended(process.returncode, out, said.decode("utf-8", "replace")[-300:])
