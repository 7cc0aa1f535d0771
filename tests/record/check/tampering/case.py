"""A tampering: what somebody does, and what `verify` says of it."""

from collections.abc import Callable
from dataclasses import dataclass

from .attacker import Attacker


@dataclass(frozen=True)
class Tampering:
    """`said`: a part of what `verify` says. Empty: it finds nothing, and `why` says who else can.

    only: the one database on which it can be done.
    """

    what: str
    do: Callable[[Attacker], None]
    said: str = ""
    why: str = ""
    only: str = ""

    def __post_init__(self) -> None:
        assert bool(self.said) != bool(self.why), self.what
