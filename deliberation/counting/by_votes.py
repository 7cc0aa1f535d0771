"""Rules that only add votes up: for or against, most votes, a majority of those present for one or
for each. Found by their lines in `rules`; each takes one question's answers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from deliberation.counting.motion.motion import CHOICES, count_motion

from .papers import ABSTAIN, NONE, Answer, Question
from .questions import Counted, won
from .result import Result
from .threshold import Threshold
from .ties import TieBreak


def motion(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
    """For or against: the majority of those present (the quorum was asked for the whole round)."""
    tally = Counter(a.word for a in answers)
    done = count_motion(
        {c: tally[c] for c in CHOICES},
        members=present,
        present=present,
        quorum=Threshold("at_least", 0, 1),
        majority=majority,
    )
    said = {"for": done.votes_for, "against": done.votes_against, "abstain": done.votes_abstain}
    working = {**said, "present": present, "majority": str(majority)}
    passed = ["1"] if done.outcome == "passed" else []
    return won(passed, Result("motion", (), [], working))


def _votes(q: Question, answers: Sequence[Answer]) -> dict[str, int]:
    """Votes of each option by its number, "0" for 都不同意 where it is offered."""
    found = Counter({"0": 0} if q.none else {})
    found.update({str(n): 0 for n in range(1, q.options + 1)})
    for a in answers:
        if a.word == NONE:
            found["0"] += 1
        for option in a.chosen:
            found[str(option)] += 1
    return dict(found)


def plurality(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
    """The most votes; a lot where it must be. 都不同意 wins like an option, and then nothing is
    decided.
    """
    votes = _votes(q, answers)
    lots, seats = TieBreak(list(votes), seed), min(q.seats or 1, len(votes))
    rank = sorted(votes, key=lambda n: (-votes[n], lots.rank[n]))
    chosen, ties = [n for n in rank[:seats] if votes[n]], _line(votes, rank, seats, lots)
    working = {
        "votes": votes,
        "ballots": len(answers),
        "abstain": _abstained(answers),
        "seats": seats,
    }
    return won(
        ["0"] if "0" in chosen and seats == 1 else [n for n in chosen if n != "0"],
        Result("plurality", tuple(chosen), ties, working),
    )


def _line(
    votes: Mapping[str, int], rank: Sequence[str], seats: int, lots: TieBreak
) -> list[dict[str, Any]]:
    """The tie on the line between in and out, if there is one; nobody is level without a vote."""
    line = votes[rank[seats - 1]]
    if not line or sum(n >= line for n in votes.values()) <= seats:
        return []
    tied = [n for n in rank if votes[n] == line]
    return [lots.tie(1, tied, [n for n in tied if n in rank[:seats]])]


def absolute(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
    """One option that reaches the majority of those present, 都不同意 counted like one; a tie or
    less decides nothing.
    """
    votes = _votes(q, answers)
    best = max(votes, key=lambda n: votes[n])
    alone = [n for n in votes if votes[n] == votes[best]] == [best]
    met = alone and majority.met(votes[best], present)
    working = {
        "votes": votes,
        "present": present,
        "majority": str(majority),
        "abstain": _abstained(answers),
        "reached": met,
    }
    chosen = [best] if met else []
    return won(chosen, Result("absolute", tuple(chosen), [], working))


def each(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
    """Whoever reaches the majority of those present, most votes first, as many as there are seats.
    Equals at the last seat are left out and reported: they are voted on again.
    """
    tally = {n: Counter(dict(a.verdicts).get(n) for a in answers) for n in range(1, q.options + 1)}
    votes = {n: tally[n]["for"] for n in tally}
    reached = [n for n in votes if majority.met(votes[n], present)]
    reached.sort(key=lambda n: (-votes[n], n))
    seats = q.seats or len(reached)
    chosen, tied = _without_equals(reached, votes, seats)
    tie = {"stage": 1, "tied": tied, "chosen": [], "broken_by": "vote_again"}
    working = {
        "options": {str(n): {c: tally[n][c] for c in CHOICES} for n in tally},
        "present": present,
        "majority": str(majority),
        "seats": seats,
    }
    return won(chosen, Result("each", tuple(chosen), [tie] if tied else [], working))


def _without_equals(
    reached: list[int], votes: Mapping[int, int], seats: int
) -> tuple[list[str], list[str]]:
    """(who has a seat, who is level for the last one with more than it holds)."""
    if len(reached) > seats:
        line = votes[reached[seats - 1]]
        tied = [str(n) for n in reached if votes[n] == line]
        above = [str(n) for n in reached if votes[n] > line]
        if len(above) + len(tied) > seats:
            return above, tied
    return [str(n) for n in reached[:seats]], []


def _abstained(answers: Sequence[Answer]) -> int:
    return sum(a.word == ABSTAIN for a in answers)
