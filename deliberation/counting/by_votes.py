"""Rules that only add votes up: for or against, most votes, a majority of those present for one or
for each. Found by their lines in `rules`; each takes one question's answers.
"""

from collections import Counter
from collections.abc import Sequence

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
    working = {
        "for": done.votes_for,
        "against": done.votes_against,
        "abstain": done.votes_abstain,
        "present": present,
        "majority": str(majority),
    }
    return Counted(
        (1,) if done.outcome == "passed" else (),
        "passed" if done.outcome == "passed" else "rejected",
        Result("motion", (), [], working),
    )


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
    line, chosen = votes[rank[seats - 1]], [n for n in rank[:seats] if votes[n]]
    tied = [n for n in rank if votes[n] == line]
    ties = (
        [lots.tie(1, tied, [n for n in tied if n in chosen])]
        if line and len([n for n in votes if votes[n] >= line]) > seats
        else []
    )
    return won(
        ["0"] if "0" in chosen and seats == 1 else [n for n in chosen if n != "0"],
        Result(
            "plurality",
            tuple(chosen),
            ties,
            {
                "votes": votes,
                "ballots": len(answers),
                "abstain": _abstained(answers),
                "seats": seats,
            },
        ),
    )


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
    return won(
        [best] if met else [],
        Result(
            "absolute",
            (best,) if met else (),
            [],
            {
                "votes": votes,
                "present": present,
                "majority": str(majority),
                "abstain": _abstained(answers),
                "reached": met,
            },
        ),
    )


def each(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
    """Whoever reaches the majority of those present, most votes first, as many as there are seats.
    Equals at the last seat are left out and reported: they are voted on again.
    """
    tally = {n: Counter(dict(a.verdicts).get(n) for a in answers) for n in range(1, q.options + 1)}
    votes = {n: tally[n]["for"] for n in tally}
    reached = sorted(
        (n for n in votes if majority.met(votes[n], present)), key=lambda n: (-votes[n], n)
    )
    seats, ties, chosen = q.seats or len(reached), [], reached
    if len(reached) > seats:
        line = votes[reached[seats - 1]]
        tied = [n for n in reached if votes[n] == line]
        chosen = [n for n in reached if votes[n] > line]
        if len(chosen) + len(tied) == seats:
            chosen = reached[:seats]
        else:
            ties = [
                {
                    "stage": 1,
                    "tied": [str(n) for n in tied],
                    "chosen": [],
                    "broken_by": "vote_again",
                }
            ]
    working = {
        "options": {str(n): {c: tally[n][c] for c in CHOICES} for n in tally},
        "present": present,
        "majority": str(majority),
        "seats": seats,
    }
    return won(
        [str(n) for n in chosen], Result("each", tuple(str(n) for n in chosen), ties, working)
    )


def _abstained(answers: Sequence[Answer]) -> int:
    return sum(a.word == ABSTAIN for a in answers)
