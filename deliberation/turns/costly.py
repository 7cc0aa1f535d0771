"""Work of which a process does little at once: whoever waits stands for it (`spare`), the key that
took least of late comes first, and a last thread waits only for a quiet one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic

from .lately import Lately
from .spare import Spare, process

# so many turns of late, counted half after ten seconds, are no flood; nor is less than others take
QUIET = 3


class Crowded(Exception):
    """No turn comes soon; nothing was done."""


class Costly:
    """`at_once()`: how many may work; `patience`, `short`: seconds one waits for it, and with the
    last thread."""

    def __init__(
        self, at_once: Callable[[], int], patience: float, short: float, spare: Spare = process
    ) -> None:
        self.at_once, self.patience, self.short, self.spare = at_once, patience, short, spare
        self._moved = Condition()
        self._working = 0
        self._waiting: dict[object, str] = {}
        self._lately = Lately()

    @contextmanager
    def turn(self, key: str) -> Iterator[None]:
        """While it is one's turn. Raises Crowded."""
        with self.spare.standing():
            with self._moved:
                self._wait(key)
                self._working += 1
                self._lately.took(key, 1.0, monotonic())
            try:
                yield
            finally:
                with self._moved:
                    self._working -= 1
                    self._moved.notify_all()

    def expect(self, key: str) -> None:
        """Raises Crowded where `turn` would at once: asked before anything is written for it."""
        with self.spare.standing(), self._moved:
            if not self._free() and not self._patience(key):
                raise Crowded

    def _free(self) -> bool:
        return self._working < self.at_once()

    def _patience(self, key: str) -> float:
        if not self.spare.last:
            return self.patience
        now = monotonic()
        quiet = self._lately.of(key, now) < max(QUIET, self._lately.much(now))
        return self.short if quiet else 0.0

    def _wait(self, key: str) -> None:
        if self._free() and not self._waiting:
            return
        end = monotonic() + self._patience(key)
        me = object()
        self._waiting[me] = key
        try:
            while not (self._free() and self._first() is me):
                left = end - monotonic()
                if left <= 0:
                    raise Crowded
                self._moved.wait(left)
        finally:
            del self._waiting[me]
            self._moved.notify_all()

    def _first(self) -> object:
        key = self._lately.least(self._waiting.values(), monotonic())
        return next(who for who, theirs in self._waiting.items() if theirs == key)
