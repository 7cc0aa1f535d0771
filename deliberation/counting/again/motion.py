"""A motion counted again from the exported ballots, with both comparisons as a reader redoes them.
Called by `tally` through recount.py.
"""

from typing import Any

from deliberation.counting.formats.motion_ballots import MotionBallots
from deliberation.counting.motion.motion import MotionResult, count_motion
from deliberation.counting.result import Result
from deliberation.counting.threshold import Comparison


def count_motion_ballots(ballots: MotionBallots) -> Result:
    """Winners: ("for",) where it passed, else nobody.

    A vote exactly on a threshold that asks for more is reported as a tie: it fails.
    """
    found = count_motion(
        ballots.choices,
        members=ballots.members,
        present=ballots.present,
        quorum=ballots.quorum,
        majority=ballots.majority,
    )
    return Result(
        "motion",
        ("for",) if found.outcome == "passed" else (),
        a_tie_fails("majority", found.majority),
        _working(found),
    )


def _working(found: MotionResult) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "members": found.members,
        "present": found.present,
        "for": found.votes_for,
        "against": found.votes_against,
        "abstain": found.votes_abstain,
        "quorum_asked": found.quorum.asked,
        "quorum": said(found.quorum) if found.quorum.asked else None,
        "majority": said(found.majority) if found.majority else None,
    }


def a_tie_fails(stage: str, majority: Comparison | None) -> list[dict[str, Any]]:
    """The tie of a vote exactly on a threshold that asks for more; none of any other."""
    if majority is None or majority.met or majority.left != majority.right:
        return []
    return [
        {
            "stage": stage,
            "tied": ["for", "not_for"],
            "chosen": ["not_for"],
            "broken_by": "a_tie_fails",
        }
    ]


def said(c: Comparison) -> dict[str, Any]:
    """The comparison as it is true ("45 × 3 = 135 ≥ 120 = 60 × 2"), and whether it is enough."""
    return {
        "needs": f"{c.op} {c.numerator}/{c.denominator}",
        "part": c.part,
        "whole": c.whole,
        "sum": str(c),
        "met": c.met,
    }


def came(c: Comparison) -> dict[str, Any]:
    """Whether enough came, for a working whose rule does not say it itself."""
    return {"came": str(c) if c.asked else "no quorum is asked", "enough_came": c.met}
