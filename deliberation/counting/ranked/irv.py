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
    before: list[dict[int, int]] = []
    stages: list[Stage] = []
    ties: list[dict[str, Any]] = []
    said: dict[str, Any] = {"action": "first_preferences"}
    while people.hopeful:
        votes = _votes(papers, people.hopeful)
        before.append(votes)
        counted = sum(votes.values())
        winner = [c for c, v in votes.items() if 2 * v > counted] or (
            people.hopeful[:] if len(people.hopeful) == 1 else []
        )
        number = len(stages) + 1
        stages.append(
            {
                "stage": number,
                **said,
                "totals": {people.names[c]: votes.get(c, 0) for c in profile.standing},
                "counted": counted,
                "majority": counted // 2 + 1,
                "not_transferable": sum(papers.values()) - counted,
                "elected": people.elect(winner, number),
            }
        )
        if winner:
            break
        gone, tie = settle(
            [c for c in people.hopeful if votes[c] == min(votes.values())],
            before,
            min,
            people.names,
            lot,
            number + 1,
        )
        ties += tie
        people.exclude(gone, number + 1)
        said = {
            "action": "exclusion",
            "candidate": people.names[gone],
            "excluded": [people.names[gone]],
        }
    return Result(
        RULE,
        people.winners,
        ties,
        working_of(people, stages, places=0, valid=sum(papers.values()), blank=blank),
    )


def _votes(papers: dict[tuple[int, ...], int], hopeful: list[int]) -> dict[int, int]:
    votes = dict.fromkeys(hopeful, 0)
    for paper, many in papers.items():
        choice = next((c for c in paper if c in votes), None)
        if choice is not None:
            votes[choice] += many
    return votes
