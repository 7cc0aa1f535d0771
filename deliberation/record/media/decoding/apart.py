"""Runs a script of ours on what somebody sent, in a process of its own: bounded in memory and time,
one at a time, gone afterwards.

Called by `decoding` (pictures) and by roster.file (spreadsheets). Nothing is started before
the first file comes and nothing waits idle; a file that breaks its reader breaks nothing else.
"""

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, get_ident
from time import monotonic
from typing import Protocol

from deliberation.turns.costly import Costly, Crowded

START = Path(__file__).with_name("bounded.py")
MEMORY = 400 * 1024 * 1024  # bytes a reader may write to; `intake` lets in what needs less
# of the processor, for one picture: three times what the largest of a phone takes (HEIC, 48 million
# pixels: 2 s)
SECONDS = 6
WALL = 5  # seconds by the clock to one of the processor: on a busy machine those come slowly
ASIDE = 10.0  # seconds for which somebody leaves the line to those who were sent away
TURN = 10.0  # seconds a request waits for the file of somebody else

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


class Charge(Protocol):
    """Whose work it is. `begin`: it is their turn, and may be refused by raising; `end`: seconds of
    the processor it took, however it ended."""

    def begin(self) -> None: ...

    def end(self, seconds: float) -> None: ...


class Line:
    """One reader at a time in a process: several would add up their memory.

    Who waits, and that a thread stays for pages, is decided by `costly`. Beside it: a turn may be
    taken again within one's own, and who was in the way of others comes after them.
    """

    def __init__(self) -> None:
        self.costly = Costly(lambda: 1, TURN, short=0.0)
        self._lock = Lock()
        self._reader: int | None = None  # the thread whose turn it is
        self._whose, self._wanted = "", False  # whose file it is; whether others were sent away
        self._after: dict[str, float] = {}  # who leaves the line to others, until when

    @contextmanager
    def turn(self, whose: str = "") -> Iterator[None]:
        """For one file, or around several of one form, so that nobody is sent away half way.

        Raises Busy where none comes soon, or where waiting would take a thread from the pages.
        `whose`: an account; one during whose turn others were sent away comes after them.
        """
        if self._reader == get_ident():
            yield
            return
        with ExitStack() as taken:
            with self._lock:
                if self._after.get(whose, 0.0) > monotonic():
                    raise Busy
            try:
                taken.enter_context(self.costly.turn(whose))
            except Crowded:
                with self._lock:
                    self._wanted = self._wanted or whose != self._whose
                raise Busy from None
            with self._lock:
                self._reader, self._whose, self._wanted = get_ident(), whose, False
            begun = monotonic()
            try:
                yield
            finally:
                with self._lock:
                    self._reader = None
                    self._leave(whose, monotonic(), begun)

    def _leave(self, whose: str, now: float, begun: float) -> None:
        self._after = {w: until for w, until in self._after.items() if until > now}
        if whose and self._wanted:
            self._after[whose] = now + max(ASIDE, 2 * (now - begun))


line = Line()


def run(
    script: Path, *words: str, data: bytes, seconds: int = SECONDS, charge: Charge | None = None
) -> Ended:
    """Run a script on these bytes, bounded to MEMORY and so many seconds of the processor.

    Raises Busy where no turn comes soon (nothing is charged then), TooHeavy where its time is up,
    and what `charge` raises.
    """
    with line.turn():
        if charge is not None:
            charge.begin()
        before = _of_children()
        try:
            return _run(script, *words, data=data, seconds=seconds)
        finally:
            if charge is not None:
                charge.end(_of_children() - before)


def _of_children() -> float:
    """Seconds of the processor of all that ended; a process that serves has one at a time."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
            process.wait()
            raise TooHeavy from error
        except BaseException:
            process.kill()
            raise
    if process.returncode in _CUT:
        raise TooHeavy
    return Ended(process.returncode, out, said.decode("utf-8", "replace")[-300:])
