"""Greedy and equal shares asked by a .pb file: the variant it names, and what nobody applies here.

Found by their lines in `rules`.
"""

from dataclasses import replace

from deliberation.counting.budget.budget import BudgetBallots
from deliberation.counting.budget.equal_shares import count_equal_shares
from deliberation.counting.budget.greedy import VARIANTS, count_greedy
from deliberation.counting.formats.errors import BadFile
from deliberation.counting.result import Result

NOT_APPLIED = ("budget_per_category", "budget_per_neighborhood", "leftover_budget")


def greedy(ballots: BudgetBallots, *, asked: bool, seed: str | None) -> Result:
    """A .pb file in the variant it names, with its least score. BadFile where that is no number."""
    said = ballots.meta.get("rule", "")
    least = ballots.meta.get("min_project_score_threshold")
    if least is not None and not (least.isascii() and least.isdigit()):
        raise BadFile(0, f"min_project_score_threshold is {least!r}, not a whole number")
    result = count_greedy(
        ballots,
        variant=said if said in VARIANTS else "greedy",  # type: ignore[arg-type]
        threshold=None if least is None else int(least),
        seed=seed,
    )
    return _with_what_was_left_out(ballots, result)


def equal_shares(ballots: BudgetBallots, *, asked: bool, seed: str | None) -> Result:
    """A .pb file; completed unless it names the plain rule itself and nobody `asked` for one."""
    completion = asked or ballots.meta.get("rule", "") != "equalshares"
    result = count_equal_shares(ballots, completion=completion, seed=seed)
    return _with_what_was_left_out(ballots, result)


def _with_what_was_left_out(ballots: BudgetBallots, result: Result) -> Result:
    unused = [key for key in NOT_APPLIED if key in ballots.meta]
    return replace(result, working={**result.working, "not_applied": unused}) if unused else result
