"""Owners choose among several plans or none of them: a plan passes when it has the majority by
heads and by floor area. Called by the close of a vote and by `verify`.

Civil Code Art 278, with 都不同意 always on the paper. Every plan is put like a motion: whoever
chose another plan, none or nothing is not for it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from deliberation.counting.motion.dual import (
    NO_PART,
    PART,
    DualResult,
    Stated,
    count_dual,
    count_stated,
)

from .papers import NONE, Question, read
from .questions import Round
from .questions import won as decided
from .result import Result
from .threshold import Threshold

RULE = "dual-plans/1"


def count_dual_plans(
    question: Question,
    parties: Sequence[tuple[int, str | None]],
    *,
    quorum: Threshold,
    majority: Threshold,
) -> Round:
    """Count parties of (area in 0.01 m², answer). answer: as `papers.read` takes it, "signed_in",
    or None (took no part). BadPaper for anything else.

    members and present of the Round are heads; both sums of every plan stand in the working. Where
    equal plans reach the majority (at most half each, so only under a looser rule) none passes.
    """
    chosen = [(area, c if c in (PART, NO_PART) else _option(question, c)) for area, c in parties]
    return _judged({n: _put(chosen, n, quorum, majority) for n in _plans(question)}, majority)


def count_stated_plans(
    question: Question,
    *,
    entitled: tuple[int, int],
    present: tuple[int, int],
    chosen: Mapping[int, tuple[int, int]],
    quorum: Threshold,
    majority: Threshold,
) -> Round:
    """The same on sums counted elsewhere, each (heads, area). chosen: plan → sums, 0 for none of
    them; who took part and chose nothing abstained.
    """
    abstained = tuple(
        p - sum(chosen[n][i] for n in _plans(question)) for i, p in enumerate(present)
    )

    def put(plan: int) -> DualResult:
        heads, area = (
            _put_to(entitled[i], present[i], chosen[plan][i], abstained[i]) for i in (0, 1)
        )
        return count_stated(heads, area, quorum=quorum, majority=majority)

    return _judged({n: put(n) for n in _plans(question)}, majority)


def _put_to(entitled: int, present: int, chosen: int, abstained: int) -> Stated:
    """A plan put like a motion: whoever took part and chose something else is against it."""
    return Stated(entitled, present, chosen, present - chosen - abstained, abstained)


def _plans(question: Question) -> range:
    return range(question.none is False, question.options + 1)


def _judged(sides: Mapping[int, DualResult], majority: Threshold) -> Round:
    any_side = sides[1]
    if any_side.outcome == "inquorate":
        worse = any_side.heads.quorum if not any_side.heads.quorum.met else any_side.area.quorum
        return Round(any_side.heads.members, any_side.heads.present, worse, ())
    passed = [n for n, side in sides.items() if side.outcome == "passed"]
    won = passed if len(passed) == 1 else []
    working = {
        "plans": {str(n): _plan(side) for n, side in sides.items()},
        "majority": str(majority),
    }
    names = tuple(str(n) for n in won)
    counted = decided(names, Result("dual-plans", names, [], working))
    return Round(any_side.heads.members, any_side.heads.present, any_side.heads.quorum, (counted,))


def _plan(found: DualResult) -> dict[str, Any]:
    return {
        "heads": found.heads.sums,
        "area": found.area.sums,
        "reached": found.outcome == "passed",
    }


def _option(question: Question, text: str | None) -> str:
    """The number of the plan, "0" for none of them, "abstain"."""
    (answer,) = read([question], text or "")
    return "0" if answer.word == NONE else answer.word or str(answer.chosen[0])


def _put(
    chosen: Sequence[tuple[int, str | None]], plan: int, quorum: Threshold, majority: Threshold
) -> DualResult:
    def word(c: str | None) -> str | None:
        return c if c in (PART, NO_PART, "abstain") else "for" if c == str(plan) else "against"

    return count_dual([(area, word(c)) for area, c in chosen], quorum=quorum, majority=majority)
