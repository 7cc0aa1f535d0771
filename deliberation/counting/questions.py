"""A round's questions counted, each by its own rule, from the answers of `papers`.

Called by the close of a vote, by result pages and by `verify`.

A round is valid when the quorum is met; then each question stands for itself. Options are named by
their number on the paper.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .papers import Answer, Question, read
from .result import Result
from .rules import ASKED, Rule, counter
from .threshold import Comparison, Threshold, too_many


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
    counted = (
        count_question(
            q,
            [a[at] for a in answers],
            present=present,
            majority=majority,
            seed=f"{seed}/{at + 1}",
        )
        for at, q in enumerate(questions)
    )
    return Round(members, present, enough, tuple(counted))


def count_question(
    q: Question, answers: Sequence[Answer], *, present: int, majority: Threshold, seed: str
) -> Counted:
    """Count one question by its rule.

    ValueError for a rule that cannot count its form, or counts more than one question (owners'
    plans, elections by posts).
    """
    rule = ASKED.get(q.rule)
    if rule is None or q.form not in rule.forms or not (rule.question or rule.ballots):
        raise ValueError(f"{q.rule} does not count {q.form}")
    if rule.question:
        found: Counted = counter(rule.question)(q, answers, present, majority, seed)
        return found
    if rule.files[0] == "approvals":
        return _approvals(rule, q, answers, seed)
    result = counter(rule.ballots)(profile(q, answers), seats=1 if rule.one else q.seats, seed=seed)
    return won(result.winners, result)


def won(options: Iterable[str], result: Result) -> Counted:
    """What follows from the numbers of the options that won: 都不同意 alone decides nothing."""
    winners = tuple(int(name) for name in options)
    return Counted(winners, "passed" if winners and winners != (0,) else "rejected", result)


def _approvals(rule: Rule, q: Question, answers: Sequence[Answer], seed: str) -> Counted:
    from .approval import Approvals

    names = [str(n) for n in range(1, q.options + 1)]
    result = counter(rule.ballots)(
        Approvals.of(names, [[o - 1 for o in a.chosen] for a in answers]),
        seats=min(q.seats, q.options),
        seed=seed,
    )
    return won([n for n in result.winners if result.working["scores"][n]], result)


def profile(q: Question, answers: Sequence[Answer]) -> Any:
    """Rankings as `profile.Profile`; who abstained is a blank paper."""
    from deliberation.counting.ranked.profile import Profile

    papers = Counter(tuple((o - 1,) for o in a.chosen) for a in answers)
    return Profile(
        tuple(str(n) for n in range(1, q.options + 1)),
        tuple((many, paper) for paper, many in papers.items()),
        q.seats or 1,
    )
