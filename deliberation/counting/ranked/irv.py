"""Instant run-off: the candidate with the fewest votes is excluded until one has more than half of
those still counted. One seat. Called by `tally`.

Whole votes only; a paper is non-transferable from a tie on.
"""

from typing import Any

from deliberation.counting.result import Result

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
    people, lot = Candidates(profile, 1), profile.breaks(seed)
    papers, blank = profile.papers()
    valid = sum(papers.values())
    before: list[dict[int, int]] = []
    stages: list[Stage] = []
    ties: list[dict[str, Any]] = []
    said: dict[str, Any] = {"action": "first_preferences"}
    while people.hopeful:
        votes = _votes(papers, people.hopeful)
        before.append(votes)
        number = len(stages) + 1
        winner = _winner(votes, people.hopeful)
        elected = people.elect(winner, number)
        stages.append(
            {"stage": number, **said, **_totals(profile, votes, valid), "elected": elected}
        )
        if winner:
            break
        last = [c for c in people.hopeful if votes[c] == min(votes.values())]
        gone, tie = settle(last, before, min, people.names, lot, number + 1)
        ties += tie
        people.exclude(gone, number + 1)
        name = people.names[gone]
        said = {"action": "exclusion", "candidate": name, "excluded": [name]}
    working = working_of(people, stages, places=0, valid=valid, blank=blank)
    return Result(RULE, people.winners, ties, working)


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
