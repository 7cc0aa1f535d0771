"""A round's questions counted, each by its own rule, from the answers of `papers`.

Called by the close of a vote, by result pages and by `verify`.

A round is valid when the quorum is met; then each question stands for itself. Options are named by
their number on the paper.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from deliberation.counting.motion.motion import CHOICES, count_motion

from .papers import ABSTAIN, NONE, Answer, Question, read
from .result import Result
from .threshold import Comparison, Threshold, too_many
from .ties import TieBreak

# rule with its version → forms it can count
RULES: dict[str, tuple[str, ...]] = {
    "motion/1": ("motion",),
    "plurality/1": ("one",),
    "absolute/1": ("one",),
    "each/1": ("each",),
    "election/1": ("each",),
    "approval/1": ("approve",),
    "greedy/1": ("approve", "points", "rank"),
    "equal-shares/1": ("approve",),
    "dual-plans/1": ("one",),
    "irv/1": ("rank",),
    "scottish-stv/1": ("rank",),
    "meek-stv/1": ("rank",),
}
BUDGET_RULES = ("greedy/1", "equal-shares/1")


@dataclass(frozen=True, slots=True)
class Counted:
    """One question's count. `winners`: option numbers in order of election, (0,) where 都不同意
    won; `result` holds ties and working.
    """

    winners: tuple[int, ...]
    outcome: Literal["passed", "rejected"]
    result: Result

    def said(self) -> dict[str, Any]:
        """As it stands in a fact."""
        return {
            "winners": list(self.winners),
            "outcome": self.outcome,
            "ties": self.result.ties,
            "digest": self.digest,
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the result as JSON: what the record keeps of a long working."""
        return hashlib.sha256(self.result.as_json().encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Round:
    """A whole round. `questions` is empty where the quorum was not met."""

    members: int
    present: int
    quorum: Comparison
    questions: tuple[Counted, ...]

    @property
    def outcome(self) -> Literal["passed", "rejected", "inquorate"]:
        """passed where any question decided something."""
        if not self.quorum.met:
            return "inquorate"
        return "passed" if any(q.outcome == "passed" for q in self.questions) else "rejected"


def count_round(
    questions: Sequence[Question],
    ballots: Sequence[str],
    *,
    members: int,
    present: int,
    quorum: Threshold,
    majority: Threshold,
    seed: str,
) -> Round:
    """Count every question. `present`: voted or signed in.

    BadPaper (a ValueError) for an answer the paper does not allow; ValueError for more ballots than
    present.
    """
    answers = [read(questions, text) for text in ballots]
    wrong = too_many(len(answers), present, members)
    if wrong is not None:
        raise ValueError(wrong)
    enough = quorum.compare(present, members)
    if not enough.met:
        return Round(members, present, enough, ())
    return Round(
        members,
        present,
        enough,
        tuple(
            count_question(
                q,
                [a[at] for a in answers],
                present=present,
                majority=majority,
                seed=f"{seed}/{at + 1}",
            )
            for at, q in enumerate(questions)
        ),
    )


def count_question(
    q: Question, answers: Sequence[Answer], *, present: int, majority: Threshold, seed: str
) -> Counted:
    """Count one question by its rule.

    ValueError for a rule that cannot count its form, or counts more than one question (owners'
    plans, elections by posts).
    """
    if q.form not in RULES.get(q.rule, ()) or q.rule not in _COUNT:
        raise ValueError(f"{q.rule} does not count {q.form}")
    return _COUNT[q.rule](q, answers, present, majority, seed)


def _won(options: Sequence[str], result: Result) -> Counted:
    winners = tuple(int(name) for name in options)
    return Counted(winners, "passed" if winners and winners != (0,) else "rejected", result)


def _motion(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
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


def _plurality(
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
    return _won(
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


def _absolute(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
    """One option that reaches the majority of those present, 都不同意 counted like one; a tie or
    less decides nothing.
    """
    votes = _votes(q, answers)
    best = max(votes, key=lambda n: votes[n])
    alone = [n for n in votes if votes[n] == votes[best]] == [best]
    met = alone and majority.met(votes[best], present)
    return _won(
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


def _each(
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
    return _won(
        [str(n) for n in chosen], Result("each", tuple(str(n) for n in chosen), ties, working)
    )


def _approval(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
    from .approval import Approvals, count_approval

    names = [str(n) for n in range(1, q.options + 1)]
    result = count_approval(
        Approvals.of(names, [[o - 1 for o in a.chosen] for a in answers]),
        seats=min(q.seats, q.options),
        seed=seed,
    )
    return _won([n for n in result.winners if result.working["scores"][n]], result)


def _budget(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
    result = _count_budget(q, budget_ballots(q, answers), seed)
    return _won(list(result.winners), result)


def _count_budget(q: Question, ballots: Any, seed: str) -> Result:
    if q.rule == "greedy/1":
        from deliberation.counting.budget.greedy import count_greedy

        return count_greedy(
            ballots, variant="greedy-exclusive" if q.excludes else "greedy", seed=seed
        )
    from deliberation.counting.budget.equal_shares import count_equal_shares

    return count_equal_shares(ballots, seed=seed)


def budget_ballots(q: Question, answers: Sequence[Answer]) -> Any:
    """A budget question's answers as `budget.BudgetBallots`.

    A ranking gives `most` (or as many as there are options) points to the first, one less to each
    after.
    """
    import numpy as np

    from deliberation.counting.budget.budget import BudgetBallots, Project

    rivals: dict[int, set[int]] = {}
    for a, b in q.excludes:
        rivals.setdefault(a, set()).add(b)
    projects = tuple(
        Project(
            str(n),
            str(n),
            q.costs[n - 1],
            excludes=tuple(str(r) for r in sorted(rivals.get(n, ()))),
        )
        for n in range(1, q.options + 1)
    )
    top = (q.most or q.options) + 1
    points = [top - said if q.form == "rank" else said for a in answers for _, said in a.marks]
    kind = {"approve": "approval", "points": "cumulative", "rank": "ordinal"}[q.form]
    return BudgetBallots(
        projects,
        q.budget,
        kind,  # type: ignore[arg-type]
        np.cumsum([0, *(len(a.marks) for a in answers)], dtype=np.int64),
        np.array([o - 1 for a in answers for o in a.chosen], np.int64),
        np.array(points, np.int64),
        parts=100,
    )


def _ranked(
    q: Question, answers: Sequence[Answer], present: int, majority: Threshold, seed: str
) -> Counted:
    from .ranked import irv, meek, scottish

    counter: Callable[..., Result] = {
        "irv/1": irv.count_irv,
        "scottish-stv/1": scottish.count_scottish_stv,
        "meek-stv/1": meek.count_meek_stv,
    }[q.rule]
    result = counter(profile(q, answers), seats=1 if q.rule == "irv/1" else q.seats, seed=seed)
    return _won(list(result.winners), result)


def profile(q: Question, answers: Sequence[Answer]) -> Any:
    """Rankings as `profile.Profile`; who abstained is a blank paper."""
    from deliberation.counting.ranked.profile import Profile

    papers = Counter(tuple((o - 1,) for o in a.chosen) for a in answers)
    return Profile(
        tuple(str(n) for n in range(1, q.options + 1)),
        tuple((many, paper) for paper, many in papers.items()),
        q.seats or 1,
    )


def _abstained(answers: Sequence[Answer]) -> int:
    return sum(a.word == ABSTAIN for a in answers)


_COUNT = {
    "motion/1": _motion,
    "plurality/1": _plurality,
    "absolute/1": _absolute,
    "each/1": _each,
    "approval/1": _approval,
    "greedy/1": _budget,
    "equal-shares/1": _budget,
    "irv/1": _ranked,
    "scottish-stv/1": _ranked,
    "meek-stv/1": _ranked,
}
