"""How much of a request may be unfinished, and for how long. Read by `bodies`, `answers`, `doors`
and `serve`; the numbers are explained in docs/production.md."""

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
    grace: float = 20.0  # before `rate` is asked for
    rate: int = 4 * KIBI  # bytes a second, on average since the body began
    longest: float = 600.0  # for the largest body: 62 MB at 1 Mbit/s take 520 s
    bodies: int = 256  # unfinished ones
    bodies_of_one: int = 32  # from one address
    in_memory: int = 64 * KIBI  # of one body or answer; the rest lies in a file without a name
    held: int = 512 * MEBI  # of all bodies, from their first byte until they are answered
    reading: float = 30.0  # a reader who takes nothing of an answer for so long is let go


def due(limits: Limits, begun: float, now: float, received: int) -> float:
    """The moment by which more of a body must come, where `received` bytes came until `now`
    (monotonic seconds)."""
    return min(
        now + limits.idle,
        begun + limits.grace + received / limits.rate,
        begun + limits.longest,
    )
