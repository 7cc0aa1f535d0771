"""How much everybody took of late, so that whoever took little comes first. A large house behind
one address gets its share, never less than anybody else."""

from collections import defaultdict
from collections.abc import Iterable

HALF = 10.0  # seconds after which what was taken counts half
_FORGOTTEN = 0.001


class Lately:
    """Amounts by key (seconds of work, tries), halved every HALF seconds. Monotonic seconds; the
    caller holds a lock."""

    def __init__(self) -> None:
        self._taken: dict[str, float] = defaultdict(float)
        self._halved = 0.0

    def took(self, key: str, amount: float, now: float) -> None:
        """So much was taken."""
        self._fade(now)
        self._taken[key] += amount

    def least(self, keys: Iterable[str], now: float) -> str:
        """Who took least; of equals the first."""
        self._fade(now)
        return min(keys, key=lambda k: self._taken.get(k, 0.0))

    def of(self, key: str, now: float) -> float:
        """How much this one took."""
        self._fade(now)
        return self._taken.get(key, 0.0)

    def much(self, now: float) -> float:
        """What those who took anything took on average."""
        self._fade(now)
        return sum(self._taken.values()) / max(len(self._taken), 1)

    def _fade(self, now: float) -> None:
        if now - self._halved < HALF:
            return
        factor = 0.5 ** ((now - self._halved) // HALF)
        self._halved = now
        kept = {k: n * factor for k, n in self._taken.items() if n * factor > _FORGOTTEN}
        self._taken = defaultdict(float, kept)
