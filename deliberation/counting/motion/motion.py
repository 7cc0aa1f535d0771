"""A motion: for, against, abstain.

Quorum of the members, majority of those present; abstaining counts as not for.

Organic Law of Residents' Committees (2025) Arts 27 and 29. A tie is not passed. Called by the close
of a vote and by `verify`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from deliberation.counting.threshold import Comparison, Threshold, too_many

RULE = "motion/1"
CHOICES = ("for", "against", "abstain")
# a ballot on paper that says nothing clear: whoever gave it took part, and chose nothing
INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class MotionResult:
    """The outcome with both comparisons. `majority` is None where the quorum was not met."""

    members: int
    present: int
    votes_for: int
    votes_against: int
    votes_abstain: int
    quorum: Comparison
    majority: Comparison | None
    outcome: Literal["passed", "rejected", "inquorate"]


def count_motion(
    choices: Mapping[str, int],
    *,
    members: int,
    present: int,
    quorum: Threshold,
    majority: Threshold,
) -> MotionResult:
    """Count. `present` = voted or signed in, at least the number of ballots and at most
    `members`.

    Raises ValueError for unknown choices, negative numbers, or more ballots than present, or more
    present than members.
    """
    yes, no, abstain = _votes(choices)
    if min(yes, no, abstain, members, present) < 0:
        raise ValueError("negative numbers")
    wrong = too_many(yes + no + abstain, present, members)
    if wrong is not None:
        raise ValueError(wrong)
    enough = quorum.compare(present, members)
    if not enough.met:
        return MotionResult(members, present, yes, no, abstain, enough, None, "inquorate")
    more = majority.compare(yes, present)
    return MotionResult(
        members, present, yes, no, abstain, enough, more, "passed" if more.met else "rejected"
    )


def _votes(choices: Mapping[str, int]) -> tuple[int, int, int]:
    """(for, against, abstain). ValueError for other choices."""
    unknown = set(choices) - set(CHOICES)
    if unknown:
        raise ValueError(f"unknown choices: {sorted(unknown)}")
    return choices.get("for", 0), choices.get("against", 0), choices.get("abstain", 0)
