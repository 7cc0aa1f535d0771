"""How much of a request may be unfinished, and for how long. Read by `bodies`, `room`, `answers`,
`doors` and `serve`; the numbers are explained in docs/production.md."""

from collections import deque
from dataclasses import dataclass

KIBI, MEBI = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes, per process. The defaults fit a phone on a poor network with photos of 62
    MB in all."""

    connections: int = 1024  # open at once; each may hold `head` bytes of an unfinished header
    head: int = 64 * KIBI
    head_seconds: float = 15.0  # for a whole header, and for a connection with nothing to do
    idle: float = 15.0  # without one more byte of a body
    window: float = 20.0  # over which `rate` is asked for, all the time
    rate: int = 4 * KIBI  # bytes a second
    longest: float = 600.0  # for the largest body: 62 MB at 1 Mbit/s take 520 s
    at_once: float = 0.5  # a body that is whole so soon, or with its first piece, is not counted
    bodies: int = 256  # unfinished ones
    in_memory: int = 64 * KIBI  # of one body or answer; the rest lies in a file without a name
    # of all larger bodies, from their first byte until they are answered; smaller ones never wait
    # for room: as many as there may be connections take 64 MiB
    held: int = 448 * MEBI
    held_of_one: int = 224 * MEBI  # of one network
    held_of_session: int = 128 * MEBI  # of one sign-in, also one that is over: two largest forms
    reading: float = 30.0  # a reader who takes nothing of an answer for so long is let go


class Pace:
    """By when more of one body must come: within `idle`, and never less than `rate` over the last
    `window`, however fast it began. Monotonic seconds."""

    def __init__(self, limits: Limits, now: float) -> None:
        self.limits, self.received = limits, 0
        self.ends = now + limits.longest
        # (until when, how much had come by then), a second each: what is older than the window
        # needs is forgotten
        self._marks = deque([(now, 0)])
        self._begun = self._last = now

    def took(self, size: int, now: float) -> None:
        """So many more bytes came."""
        self.received += size
        self._last = now
        if len(self._marks) > 1 and now - self._begun < 1:
            self._marks.pop()
        else:
            self._begun = now
        self._marks.append((now, self.received))
        enough = self.received - self.limits.rate * self.limits.window
        while self._marks[0][1] <= enough:
            self._marks.popleft()

    @property
    def due(self) -> float:
        """The moment by which more must come. Whoever is due first is the slowest."""
        return min(self._last + self.limits.idle, self._marks[0][0] + self.limits.window, self.ends)
