"""The line before the threads: pages before forms, and among either the network that took least of
late. Filled by `rsgi` on its loop, emptied by `answers`."""

from collections import deque
from threading import Condition
from time import monotonic
from typing import Any, NamedTuple

from deliberation.turns.lately import Lately

PAGES_IN_A_ROW = 8  # then a form, if one waits: readers do not keep writers out
_BEGUN = 0.01  # seconds counted before it is known how long it took


class Place(NamedTuple):
    """Where a request stands: whose it is, and whether it has a body."""

    network: str
    form: bool


class Line:
    """Requests that are whole and wait for a thread."""

    def __init__(self) -> None:
        self._moved = Condition()
        self._pages: dict[str, deque[Any]] = {}
        self._forms: dict[str, deque[Any]] = {}
        self._lately = Lately()
        self._in_a_row = 0

    def put(self, place: Place, item: Any) -> None:
        """It waits from now on."""
        with self._moved:
            side = self._forms if place.form else self._pages
            side.setdefault(place.network, deque()).append(item)
            self._moved.notify()

    def get(self) -> tuple[str, Any]:
        """(network, item) of whose turn it is; waits until there is one."""
        with self._moved:
            while not (self._pages or self._forms):
                self._moved.wait()
            return self._next(monotonic())

    def used(self, network: str, seconds: float) -> None:
        """How long a thread had to do with it."""
        with self._moved:
            self._lately.took(network, seconds, monotonic())

    def _next(self, now: float) -> tuple[str, Any]:
        page = self._pages and not (self._forms and self._in_a_row >= PAGES_IN_A_ROW)
        self._in_a_row = self._in_a_row + 1 if page else 0
        side = self._pages if page else self._forms
        network = self._lately.least(side, now)
        self._lately.took(network, _BEGUN, now)
        waiting = side[network]
        item = waiting.popleft()
        if not waiting:
            del side[network]
        return network, item
