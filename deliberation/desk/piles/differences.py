"""What two entries of one pile of ballots by name say differently, as the scrutineer decides it:
one of the two, invalid, absent, or something else. Called by the paper desk.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from deliberation.charter.voting.paper import ABSENT
from deliberation.counting.motion.motion import CHOICES, INVALID
from deliberation.readings.vote.ballot_papers import Paper
from deliberation.web.ballot import typed as ballot_typed
from deliberation.web.phrases import gettext as _

from .lines import Line, choice_of, read_fields

OTHER = "other"


@dataclass
class Decision:
    """One difference to be decided: `picked` is one of the two entries, invalid, absent or other;
    then `line` says what.
    """

    n: int
    key: tuple[Any, ...]
    pair: tuple[str | None, str | None]
    picked: str = ""
    line: Line | None = None
    errors: list[str] = field(default_factory=list)


def decisions(
    values: Any, differences: dict[tuple[Any, ...], Any], paper: Paper | None
) -> list[Decision]:
    """The differences of named ballots as the scrutineer filled them in, unjudged."""
    found = [
        Decision(n, key, pair, values.get(f"decide{n}", "").strip()[: ballot_typed.MOST])
        for n, (key, pair) in enumerate(differences.items(), 1)
    ]
    if paper is None:
        return found
    for d in found:
        d.line = Line(d.n, f"d{d.n}-")
        read_fields(d.line, values, paper)
    return found


def decide(found: Iterable[Decision], paper: Paper | None) -> list[tuple[Any, ...]]:
    """(…, value) of each that is decided; the others have their errors."""
    decided: list[tuple[Any, ...]] = []
    for d in found:
        allowed = (*CHOICES, INVALID, ABSENT) if paper is None else (*d.pair, INVALID, ABSENT)
        value: str | None = d.picked if d.picked and d.picked in allowed else None
        if d.picked == OTHER and d.line is not None:
            value = choice_of(d.line, paper)
            d.errors += d.line.errors
        elif value is None:
            d.errors.append(_("Please decide line %(n)s.", n=d.n))
        if value is not None and not d.errors:
            decided.append((*d.key, value))
    return decided
