"""What the rules that count in stages share: who is still in, ties broken by earlier stages, and
the working they hand back.

A stage is a JSON object: stage, action, totals by name, elected, and where they apply candidate,
excluded, transfers, not_transferable, lost, quota.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from deliberation.counting.ties import TieBreak

from .profile import Profile

Stage = dict[str, Any]


class Candidates:
    """Hopeful, elected and excluded, each with the stage it happened.

    Hopeful ones are kept in ballot-paper order.
    """

    def __init__(self, profile: Profile, seats: int) -> None:
        if seats < 1:
            raise ValueError("there is no seat to fill")
        self.names = profile.candidates
        self.withdrawn = profile.withdrawn
        self.seats = seats
        self.hopeful = list(profile.standing)
        self.elected: dict[int, int] = {}
        self.excluded: dict[int, int] = {}

    @property
    def vacancies(self) -> int:
        """Seats not yet filled."""
        return self.seats - len(self.elected)

    @property
    def winners(self) -> tuple[str, ...]:
        """Names in order of election."""
        return tuple(self.names[c] for c in self.elected)

    def elect(self, who: Iterable[int], stage: int) -> list[str]:
        """Elect them at that stage; their names."""
        who = list(who)
        for c in who:
            self.hopeful.remove(c)
            self.elected[c] = stage
        return [self.names[c] for c in who]

    def exclude(self, who: int, stage: int) -> None:
        """Take one out at that stage."""
        self.hopeful.remove(who)
        self.excluded[who] = stage


def settle(
    tied: list[int],
    before: Sequence[Mapping[int, int]],
    best: Callable[..., int],
    names: Sequence[str],
    lot: TieBreak,
    stage: int,
) -> tuple[int, list[dict[str, Any]]]:
    """One of the tied, and the tie as it is reported (nothing where one alone stood there).

    The last earlier stage at which they differed decides for the `best` (min or max); among those
    equal even there, the stage before it; then the lot.
    """
    if len(tied) == 1:
        return tied[0], []
    left, at = _narrowed(tied, before, best)
    said = [names[c] for c in tied]
    if len(left) == 1:
        decided = {"broken_by": "prior_stage", "at_stage": at}
        return left[0], [{"stage": stage, "tied": said, "chosen": [names[left[0]]], **decided}]
    name = lot.first(names[c] for c in left)
    more = {"left_after_prior_stages": [names[c] for c in left]} if len(left) < len(tied) else {}
    return names.index(name), [lot.tie(stage, said, [name], **more)]


def _narrowed(
    tied: list[int], before: Sequence[Mapping[int, int]], best: Callable[..., int]
) -> tuple[list[int], int]:
    """(who of the tied is left, the stage from 1 that decided): back from the last stage until one
    alone is left, or to the beginning.
    """
    left = tied
    for i in range(len(before) - 1, -1, -1):
        mark = best(before[i][c] for c in left)
        left = [c for c in left if before[i][c] == mark]
        if len(left) == 1:
            return left, i + 1
    return left, 0


def working_of(
    people: Candidates, stages: list[Stage], *, places: int, **more: Any
) -> dict[str, Any]:
    """The working: what holds for the whole count, then its stages, then who got in and out
    where.
    """
    names = people.names
    return {
        "seats": people.seats,
        "candidates": list(names),
        "withdrawn": [names[c] for c in sorted(people.withdrawn)],
        "decimals": places,
        **more,
        "stages": stages,
        "elected": [{"candidate": names[c], "stage": s} for c, s in people.elected.items()],
        "excluded": [{"candidate": names[c], "stage": s} for c, s in people.excluded.items()],
        "not_elected": [names[c] for c in people.hopeful],
    }
