"""Single choice, most votes; and plurality with a run-off between the first two where nobody has
more than half. Called by `tally`.

Only what stands first on a paper is counted, in the run-off whichever of the two stands higher. A
paper whose first choice is a tie is blank.
"""

from typing import Any

from deliberation.counting.result import Result
from deliberation.counting.ties import TieBreak

from .profile import Profile
from .staged import Candidates, Stage, settle, working_of

RULE, RUNOFF = "plurality", "plurality-runoff"


def count_plurality(
    profile: Profile, *, seats: int | None = None, seed: str | None = None
) -> Result:
    """The `seats` (the file's number unless given) with the most votes, most first; one vote a
    paper, however many seats.

    A tie that matters for who is in is broken by `seed`'s lot, or ballot-paper order without one,
    and reported. ValueError where seats is below 1.
    """
    people = Candidates(profile, profile.seats if seats is None else seats)
    votes, blank = _first(profile)
    in_, ties = _most(votes, people.seats, people, profile.breaks(seed), 1)
    stage = _stage(people, 1, "first_preferences", votes, elected=people.elect(in_, 1))
    more = {"valid": sum(votes.values()), "blank": blank}
    return Result(RULE, people.winners, ties, working_of(people, [stage], places=0, **more))


def count_runoff(profile: Profile, *, seats: int | None = None, seed: str | None = None) -> Result:
    """Elect one: more than half of the votes, or more than the other in a run-off between the first
    two.

    Where no paper ranks a second candidate the run-off cannot be read from the papers: no winner,
    and `working["second_ballot"]` names the two. A tied run-off goes to the one ahead in the first
    round; then to `seed`'s lot, or ballot-paper order without one. ValueError where `seats` is
    given and is not 1.
    """
    if seats not in (None, 1):
        raise ValueError("a run-off elects one")
    people, lot = Candidates(profile, 1), profile.breaks(seed)
    votes, blank = _first(profile)
    stages = [_first_round(people, votes)]
    ties: list[dict[str, Any]] = []
    second: list[str] = []
    if not people.elected and people.hopeful:
        two, ties = _most(votes, 2, people, lot, 1)
        if any(len(ranking) > 1 for ranking in profile.weak_orders()):
            between, tie = _second_round(profile, people, votes, two, lot)
            stages.append(between)
            ties += tie
        else:
            second = [people.names[c] for c in two]
    more = {"valid": sum(votes.values()), "blank": blank, "second_ballot": second}
    return Result(RUNOFF, people.winners, ties, working_of(people, stages, places=0, **more))


def _first_round(people: Candidates, votes: dict[int, int]) -> Stage:
    """Whoever has more than half of the votes is elected, or is the only one who stands."""
    valid = sum(votes.values())
    alone = people.hopeful[:] if len(people.hopeful) == 1 else []
    winner = [c for c, v in votes.items() if 2 * v > valid] or alone
    elected = people.elect(winner, 1)
    most = valid // 2 + 1
    return _stage(people, 1, "first_preferences", votes, elected=elected, majority=most)


def _second_round(
    profile: Profile, people: Candidates, first: dict[int, int], two: list[int], lot: TieBreak
) -> tuple[Stage, list[dict[str, Any]]]:
    """The run-off between the two, and its tie where there is one."""
    votes, neither = _between(profile, two)
    for c in [c for c in people.hopeful if c not in two]:
        people.exclude(c, 2)
    ahead = [c for c in two if votes[c] == max(votes.values())]
    chosen, ties = settle(ahead, [first, votes], max, people.names, lot, 2)
    stage = _stage(
        people,
        2,
        "runoff",
        votes,
        elected=people.elect([chosen], 2),
        excluded=[people.names[c] for c in people.excluded],
        not_transferable=neither,
    )
    return stage, ties


def _between(profile: Profile, two: list[int]) -> tuple[dict[int, int], int]:
    """(votes of the two, papers that put neither before the other)."""
    votes, neither = dict.fromkeys(two, 0), 0
    for ranking, many in profile.weak_orders().items():
        group = next((g for g in ranking if two[0] in g or two[1] in g), ())
        named = [c for c in two if c in group]
        if len(named) == 1:
            votes[named[0]] += many
        else:
            neither += many
    return votes, neither


def _first(profile: Profile) -> tuple[dict[int, int], int]:
    votes = dict.fromkeys(profile.standing, 0)
    papers, blank = profile.papers()
    for paper, many in papers.items():
        votes[paper[0]] += many
    return votes, blank


def _most(
    votes: dict[int, int], seats: int, people: Candidates, lot: TieBreak, stage: int
) -> tuple[list[int], list[dict[str, Any]]]:
    """The `seats` with the most votes, and the tie on the line between in and out, if there is
    one.
    """
    names = people.names
    ranked = sorted(votes, key=lambda c: (-votes[c], lot.rank[names[c]]))
    in_, out = ranked[:seats], ranked[seats:]
    if not out or votes[in_[-1]] != votes[out[0]]:
        return in_, []
    tied = [c for c in ranked if votes[c] == votes[out[0]]]
    return in_, [lot.tie(stage, [names[c] for c in tied], [names[c] for c in tied if c in in_])]


def _stage(
    people: Candidates, number: int, action: str, votes: dict[int, int], **said: Any
) -> Stage:
    return {
        "stage": number,
        "action": action,
        "totals": {people.names[c]: v for c, v in votes.items()},
        **said,
    }
