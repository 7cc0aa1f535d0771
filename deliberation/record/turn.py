"""The writers of one process stand in line for SQLite's one write lock, so that one of them waits for a stranger and not all.

Used by `engines.Engines.write_connection`. Raises NotNow for those who would only stand in the way of readers.
"""

from threading import Condition
from time import monotonic

from .unavailable import NotNow

SHORT = 1.0  # how long the last free thread waits; a usual act takes a hundredth of it
KNOWN = 0.25  # how long one asks for a lock that a stranger held when it was last asked for


class Turn:
    """`patient`: how many may wait as long as they like; the server has that many threads and one more."""

    def __init__(self, patient: int = 1) -> None:
        self.patient = patient
        self._line = Condition()
        self._taken = False
        self._asking = False  # whoever has the turn waits for the database's own lock
        self._since = 0.0
        self._waiting = 0
        self._stranger = False

    def take(self, patience: float) -> float:
        """Wait for the turn. → seconds to wait for the database's own lock. NotNow, and then the turn is not taken."""
        begun = monotonic()
        with self._line:
            self._waiting += 1
            try:
                while self._taken:
                    left = self._until(begun, patience) - monotonic()
                    if left <= 0:
                        raise NotNow()
                    self._line.wait(left)
            finally:
                self._waiting -= 1
            self._taken = self._asking = True
            self._since = monotonic()
            return min(patience, KNOWN) if self._stranger else patience

    def _until(self, begun: float, patience: float) -> float:
        """When whoever waits gives up: soon where a stranger holds the lock, or where every thread would wait."""
        if self._asking and (self._stranger or monotonic() - self._since > SHORT):
            return 0.0
        latest = begun + patience
        if self._waiting >= self.patient:
            latest = min(latest, begun + SHORT)
        return min(latest, self._since + SHORT) if self._asking else latest

    def has_it(self) -> None:
        """The database gave its lock."""
        with self._line:
            self._asking = self._stranger = False

    def refused(self) -> None:
        """The database's lock was a stranger's for too long: the next ask for it shortly, until somebody gets it."""
        with self._line:
            self._stranger = True

    def leave(self) -> None:
        """The transaction is over."""
        with self._line:
            self._taken = self._asking = False
            self._line.notify()

    @property
    def writing(self) -> bool:
        """Whether somebody of this process holds the database's lock now."""
        with self._line:
            return self._taken and not self._asking
