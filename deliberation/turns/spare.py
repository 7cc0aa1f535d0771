"""Costly work leaves a thread for pages: who writes, hashes a password or waits for it *stands*,
and whoever would take the last thread must not wait long.

Used by `record.turn` and `turns.costly`; create_app says the number (`Engines.serve_with`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

_thread = local()


def serves_no_pages() -> None:
    """This thread may wait as long as it likes: it is the clock's."""
    _thread.beside = True


def serves() -> bool:
    """Whether this thread answers pages."""
    return not getattr(_thread, "beside", False)


class Spare:
    """`threads`: how many serve pages in this process; None in a command, where everybody may
    wait."""

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads
        self._standing = 0
        self._lock = Lock()

    def stand(self) -> None:
        """This thread begins costly work, or waits for it."""
        with self._lock:
            self._standing += serves()

    def go(self) -> None:
        """It is done with it."""
        with self._lock:
            self._standing -= serves()

    @contextmanager
    def standing(self) -> Iterator[None]:
        """For as long as the work takes."""
        self.stand()
        try:
            yield
        finally:
            self.go()

    @property
    def last(self) -> bool:
        """Whether every thread stands, so that no page is read while this one waits. A server of
        one thread has none to spare."""
        if self.threads is None or not serves():
            return False
        with self._lock:
            return self._standing >= max(self.threads, 2)


process = Spare()
