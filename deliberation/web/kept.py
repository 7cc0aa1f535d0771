"""A bounded memory of what was made once and is answered again: whole pages, and parts of pages."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from deliberation import clock

MOST_BYTES = 8 * 1024 * 1024
MOST_KEY = 2048  # bytes: strangers write a part of every key, and no link of ours comes near


@dataclass
class _Turn:
    """One key's, for as long as somebody stands at it."""

    lock: Any = field(default_factory=Lock)
    standing: int = 0


class Kept:
    """Strings by key, the least used forgotten first, never more than so many bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size, self._lock = most, 0, Lock()
        self._items: OrderedDict[Any, Any] = OrderedDict()
        self._turns: dict[Any, _Turn] = {}

    def made(self, key: Any, make: Callable[[], Any]) -> Any:
        """What is kept, or else is made now; it knows its `weight`. Of many who ask at once one
        makes it, and the others wait for that.
        """
        found = self.get(key)
        if found is not None:
            return found
        with self.turn(key):
            found = self.get(key)
            if found is None:
                found = make()
                self.put(key, found, found.weight)
        return found

    @contextmanager
    def turn(self, key: Any) -> Iterator[None]:
        """One after the other makes what belongs under a key; with one too long to be kept, nobody
        waits for anybody.
        """
        if weight(key) > MOST_KEY:
            yield
            return
        with self._lock:
            mine = self._turns.setdefault(key, _Turn())
            mine.standing += 1
        try:
            with mine.lock:
                yield
        finally:
            with self._lock:
                mine.standing -= 1
                if not mine.standing:
                    del self._turns[key]

    def get(self, key: Any) -> Any:
        """What is kept, or None."""
        with self._lock:
            found = self._items.get(key)
            if found is not None:
                self._items.move_to_end(key)
            return found

    def put(self, key: Any, value: Any, size: int) -> bool:
        """Keep it with its key, and forget what no longer fits; → whether it was kept: what has
        too long a key never is."""
        of_key = weight(key)
        if of_key > MOST_KEY:
            return False
        with self._lock:
            before = self._items.pop(key, None)
            self._size += size + of_key - (before.size if before else 0)
            self._items[key] = value
            value.size = size + of_key
            while self._size > self._most and self._items:
                _, gone = self._items.popitem(last=False)
                self._size -= gone.size
        return True


def weight(key: Any) -> int:
    """Bytes of memory a key takes."""
    return sys.getsizeof(key) + (sum(map(weight, key)) if isinstance(key, tuple) else 0)


def minute() -> int:
    """The minute it is: a part of every key, so that nothing is older."""
    return int(clock.now().timestamp() // 60)
