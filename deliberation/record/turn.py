"""The writers of one process stand in line for SQLite's one write lock, so that one of them waits
for a stranger and not all.

Used by `engines.Engines` for every writing transaction. A process that serves pages keeps a thread
for readers: whoever would take the last one
waits shortly. Raises NotNow for those who would only stand in the way.
"""

from threading import Condition
from time import monotonic

from deliberation.turns.spare import Spare, process, serves, serves_no_pages

from .unavailable import NotNow

__all__ = ["KNOWN", "SHORT", "Turn", "serves_no_pages"]

SHORT = 1.5  # seconds the last free thread waits; a usual act takes a hundredth of it
KNOWN = 0.25  # how long one asks for a lock that a stranger held when it was last asked for


class Turn:
    """`threads`: how many serve pages in this process; None in a command, where everybody may
    wait. `spare`: how many of them stand, also for other costly work."""

    def __init__(self, spare: Spare = process) -> None:
        self.threads: int | None = None
        self.spare = spare
        self._line = Condition()
        self._taken = False
        self._asking = False  # whoever has the turn waits for the database's own lock
        self._since = 0.0
        self._stranger = False

    def take(self, patience: float) -> float:
        """Wait for the turn. → seconds to wait for the database's own lock. NotNow, and then the
        turn is not taken."""
        begun = monotonic()
        with self._line:
            self.spare.stand()
            try:
                while self._taken:
                    left = self._until(begun, patience) - monotonic()
                    if left <= 0:
                        raise NotNow()
                    self._line.wait(left)
            except BaseException:
                self.spare.go()
                raise
            self._taken = self._asking = True
            self._since = monotonic()
            return min(patience, KNOWN) if self._stranger else patience

    def _until(self, begun: float, patience: float) -> float:
        """When whoever waits gives up: soon where a stranger holds the lock, or where every thread
        would wait."""
        latest = begun + patience
        if self.threads is None or not serves():
            return latest
        if self._asking and self._stranger:
            return 0.0
        if self._asking:
            return min(latest, self._since + SHORT)
        return min(latest, begun + SHORT) if self.spare.last else latest

    def has_it(self) -> None:
        """The database gave its lock."""
        with self._line:
            self._asking = self._stranger = False

    def refused(self) -> None:
        """The database's lock was a stranger's for too long: the next ask for it shortly, until
        somebody gets it."""
        with self._line:
            self._stranger = self.threads is not None

    def leave(self) -> None:
        """The transaction is over."""
        with self._line:
            self._taken = self._asking = False
            self.spare.go()
            self._line.notify()

    @property
    def writing(self) -> bool:
        """Whether somebody of this process holds the database's lock now."""
        with self._line:
            return self._taken and not self._asking
