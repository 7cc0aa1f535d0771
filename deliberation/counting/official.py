"""Sums of an owners' vote that a city's own system counted: what must add up, and what follows from
them by the same rule as ever.

Called when such a result is recorded, by its count, by `verify` and by pages. Civil Code Art 278
(`dual`, `dual_plans`).
"""

from collections.abc import Mapping

from deliberation.counting.motion.dual import DualResult, Stated, count_stated

from . import dual_plans
from .papers import Question
from .questions import Round
from .threshold import Threshold

MOTION = ("entitled", "present", "for", "against", "abstain")
NONE = "none"  # 都不同意
Figures = Mapping[str, tuple[int, int]]


class BadFigures(ValueError):
    """Sums that cannot be. `code`: negative, more_than_entitled, does_not_add_up; of heads, or of
    area.
    """

    def __init__(self, code: str, area: bool) -> None:
        super().__init__(code)
        self.code, self.area = code, area


def wanted(question: Question | None) -> tuple[str, ...]:
    """What must be stated: of a motion five sums, of several plans one for each beside them."""
    if question is None:
        return MOTION
    return (
        "entitled",
        "present",
        *(str(n) for n in range(1, question.options + 1)),
        *([NONE] if question.none else []),
        "abstain",
    )


def count(
    figures: Figures,
    question: Question | None,
    *,
    quorum: Threshold,
    majority: Threshold,
    silence_joins: bool = False,
) -> DualResult | Round:
    """What follows from (heads, area in 0.01 m²) of each thing wanted.

    BadFigures where they do not add up.
    """
    for i in (0, 1):
        _adds_up({what: figures[what][i] for what in wanted(question)}, area=i == 1)
    if question is None:
        heads, area = (Stated(*(figures[what][i] for what in MOTION)) for i in (0, 1))
        return count_stated(
            heads, area, quorum=quorum, majority=majority, silence_joins=silence_joins
        )
    chosen = {0 if what == NONE else int(what): figures[what] for what in wanted(question)[2:-1]}
    return dual_plans.count_stated_plans(
        question,
        entitled=figures["entitled"],
        present=figures["present"],
        chosen=chosen,
        quorum=quorum,
        majority=majority,
    )


def _adds_up(said: dict[str, int], *, area: bool) -> None:
    """BadFigures for sums that cannot be."""
    entitled, present = said.pop("entitled"), said.pop("present")
    if min(*said.values(), entitled, present) < 0 or not entitled:
        raise BadFigures("negative", area)
    if present > entitled:
        raise BadFigures("more_than_entitled", area)
    if sum(said.values()) != present:
        raise BadFigures("does_not_add_up", area)


def winner(found: DualResult | Round) -> int | None:
    """The plan that won, 0 for none of them; None for a motion, or where nothing won."""
    if isinstance(found, DualResult) or not found.questions or not found.questions[0].winners:
        return None
    return found.questions[0].winners[0]
