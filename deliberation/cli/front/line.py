"""The line before the threads: pages before forms, and among either whoever took least of
late. Filled by `rsgi` on its loop, emptied by `answers`."""

from collections import deque
from threading import Condition
from time import monotonic
from typing import Any, NamedTuple

from deliberation.turns.lately import Lately

PAGES_IN_A_ROW = 8  # then a form, if one waits: readers do not keep writers out
_BEGUN = 0.01  # seconds counted before it is known how long it took


class Place(NamedTuple):
    """Where a request stands: whose it is (a session where one is named, else a network), and
    whether it is a form."""

    key: str
    form: bool


class _Side:
    """The pages, or the forms: what waits, by key, and what each took of late."""

    def __init__(self) -> None:
        self.waiting: dict[str, deque[Any]] = {}
        self.lately = Lately()

    def next(self, now: float) -> tuple[str, Any]:
        key = self.lately.least(self.waiting, now)
        self.lately.took(key, _BEGUN, now)
        theirs = self.waiting[key]
        item = theirs.popleft()
        if not theirs:
            del self.waiting[key]
        return key, item


class Line:
    """Requests that are whole and wait for a thread. pages: how many of them are read at once, None
    for as many as there are threads: a page keeps the processor busy, while forms wait for each
    other and for the disk.
    """

    def __init__(self, pages: int | None = None) -> None:
        self._moved = Condition()
        self._pages, self._forms = _Side(), _Side()
        self._in_a_row = 0
        self._at_once, self._reading = pages, 0

    def put(self, place: Place, item: Any) -> None:
        """It waits from now on."""
        with self._moved:
            waiting = (self._forms if place.form else self._pages).waiting
            waiting.setdefault(place.key, deque()).append(item)
            self._call_one()

    def get(self) -> tuple[Place, Any]:
        """Whose turn it is; waits until there is somebody."""
        with self._moved:
            while not (self._page_may or self._forms.waiting):
                self._moved.wait()
            form = bool(self._forms.waiting) and (
                not self._page_may or self._in_a_row >= PAGES_IN_A_ROW
            )
            self._reading += not form
            self._in_a_row = 0 if form else self._in_a_row + 1
            key, item = (self._forms if form else self._pages).next(monotonic())
            self._call_one()
            return Place(key, form), item

    def _call_one(self) -> None:
        """One who waits comes, if there is something for them: whoever is called for nothing takes
        the processor from whoever reads.
        """
        if self._forms.waiting or self._page_may:
            self._moved.notify()

    @property
    def _page_may(self) -> bool:
        """Whether a page waits, and may be read now."""
        return bool(self._pages.waiting) and (
            self._at_once is None or self._reading < self._at_once
        )

    def used(self, place: Place, seconds: float) -> None:
        """How long a thread had to do with it. It comes back for the next (`get`), and calls
        another where more may be done.
        """
        with self._moved:
            side = self._forms if place.form else self._pages
            if not place.form:
                self._reading -= 1
            side.lately.took(place.key, seconds, monotonic())
