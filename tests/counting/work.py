"""How much work a count is, without a clock: the calls it makes, the same on every machine.

What that takes in seconds, `make bench` shows.
"""

import cProfile
import pstats
from collections.abc import Callable
from typing import Any


def work_of(count: Callable[[], Any]) -> tuple[Any, int]:
    """(what it returns, how many calls of Python and C functions it made)."""
    profile = cProfile.Profile()
    found = profile.runcall(count)
    return found, pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
