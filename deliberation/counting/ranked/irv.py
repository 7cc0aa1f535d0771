"""Instant run-off: the candidate with the fewest votes is excluded until one has more than half of
those still counted. One seat. Called by `tally`.

Whole votes only; a paper is non-transferable from a tie on.
"""

from typing import Any

from deliberation.counting.result import Result
from deliberation.counting.ties import TieBreak

from .profile import Profile
from .staged import Candidates, Stage, settle, working_of

RULE = "irv"


def count_irv(profile: Profile, *, seats: int | None = None, seed: str | None = None) -> Result:
    """Elect one. Ties for exclusion: the last stage at which they differed; then `seed`'s lot, or
    ballot-paper order without one.

    ValueError where `seats` is given and is not 1.
    """
    if seats not in (None, 1):
        raise ValueError("an instant run-off elects one")
    return _Count(profile, profile.breaks(seed)).run()


class _Count:
    """One count: who is still in, the votes of every stage so far, and how ties were broken."""

    def __init__(self, profile: Profile, lot: TieBreak) -> None:
        self.profile, self.people, self.lot = profile, Candidates(profile, 1), lot
        self.papers, self.blank = profile.papers()
        self.valid = sum(self.papers.values())
        self.before: list[dict[int, int]] = []
        self.stages: list[Stage] = []
        self.ties: list[dict[str, Any]] = []

    def run(self) -> Result:
        said: dict[str, Any] = {"action": "first_preferences"}
        while self.people.hopeful and not self._stage(said):
            name = self._exclude()
            said = {"action": "exclusion", "candidate": name, "excluded": [name]}
        more = {"valid": self.valid, "blank": self.blank}
        working = working_of(self.people, self.stages, places=0, **more)
        return Result(RULE, self.people.winners, self.ties, working)

    def _stage(self, said: dict[str, Any]) -> bool:
        """Count all papers; whether somebody is elected."""
        votes, number = _votes(self.papers, self.people.hopeful), len(self.stages) + 1
        self.before.append(votes)
        elected = self.people.elect(_winner(votes, self.people.hopeful), number)
        totals = _totals(self.profile, votes, self.valid)
        self.stages.append({"stage": number, **said, **totals, "elected": elected})
        return bool(elected)

    def _exclude(self) -> str:
        """Whoever has fewest votes goes out at the next stage; their name."""
        votes, names, number = self.before[-1], self.people.names, len(self.stages) + 1
        last = [c for c in self.people.hopeful if votes[c] == min(votes.values())]
        gone, tie = settle(last, self.before, min, names, self.lot, number)
        self.ties += tie
        self.people.exclude(gone, number)
        return names[gone]


def _winner(votes: dict[int, int], hopeful: list[int]) -> list[int]:
    """Whoever has more than half of what is counted, or is the only one left."""
    counted = sum(votes.values())
    by_votes = [c for c, v in votes.items() if 2 * v > counted]
    return by_votes or (hopeful[:] if len(hopeful) == 1 else [])


def _totals(profile: Profile, votes: dict[int, int], valid: int) -> dict[str, Any]:
    counted = sum(votes.values())
    return {
        "totals": {profile.candidates[c]: votes.get(c, 0) for c in profile.standing},
        "counted": counted,
        "majority": counted // 2 + 1,
        "not_transferable": valid - counted,
    }


def _votes(papers: dict[tuple[int, ...], int], hopeful: list[int]) -> dict[int, int]:
    votes = dict.fromkeys(hopeful, 0)
    for paper, many in papers.items():
        choice = next((c for c in paper if c in votes), None)
        if choice is not None:
            votes[choice] += many
    return votes
