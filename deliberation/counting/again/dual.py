"""An owners' motion counted again from the exported parties, with all four comparisons as a reader
redoes them. Called by `tally` through recount.py.
"""

from typing import Any

from deliberation.counting.formats.owner_ballots import OwnerBallots
from deliberation.counting.motion.dual import Side, count_dual
from deliberation.counting.result import Result

from .motion import said


def count_owner_ballots(ballots: OwnerBallots) -> Result:
    """Winners: ("for",) where it passed, else nobody.

    A measure exactly on a threshold that asks for more is reported as a tie: it fails.
    """
    found = count_dual(
        ballots.parties,
        quorum=ballots.quorum,
        majority=ballots.majority,
        silence_joins=ballots.silence_joins,
    )
    sides = {"heads": found.heads, "area": found.area}
    ties = [
        {
            "stage": f"majority of {name}",
            "tied": ["for", "not_for"],
            "chosen": ["not_for"],
            "broken_by": "a_tie_fails",
        }
        for name, s in sides.items()
        if s.majority and not s.majority.met and s.majority.left == s.majority.right
    ]
    silent = (
        {"silent": {"heads": found.silent[0], "area": found.silent[1]}}
        if ballots.silence_joins
        else {}
    )
    return Result(
        "dual",
        ("for",) if found.outcome == "passed" else (),
        ties,
        {
            "outcome": found.outcome,
            "units": ballots.units,
            **{n: _side(s) for n, s in sides.items()},
            **silent,
        },
    )


def _side(s: Side) -> dict[str, Any]:
    return {
        "members": s.members,
        "present": s.present,
        "for": s.votes_for,
        "against": s.votes_against,
        "abstain": s.votes_abstain,
        "quorum_asked": s.quorum.asked,
        "quorum": said(s.quorum) if s.quorum.asked else None,
        "majority": said(s.majority) if s.majority else None,
    }
