"""What `verify` says of a community: the first thing that is wrong, or what was checked."""

from dataclasses import dataclass, field


class Wrong(Exception):
    """The first thing that does not hold, in one plain line."""


@dataclass
class Summary:
    """What was checked in one community."""

    slug: str
    facts: int = 0
    erased: int = 0
    acts: int = 0  # that the charter would have let happen
    rows: int = 0
    votes: int = 0
    root: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
