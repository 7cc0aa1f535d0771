"""An owners' motion counted again from the exported parties, with all four comparisons as a reader
redoes them. Called by `tally` through recount.py.
"""

from typing import Any

from deliberation.counting.formats.owner_ballots import OwnerBallots
from deliberation.counting.motion.dual import DualResult, Side, count_dual
from deliberation.counting.result import Result

from .motion import a_tie_fails, said


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
    ties = [
        *a_tie_fails("majority of heads", found.heads.majority),
        *a_tie_fails("majority of area", found.area.majority),
    ]
    won = ("for",) if found.outcome == "passed" else ()
    return Result("dual", won, ties, _working(ballots, found))


def _working(ballots: OwnerBallots, found: DualResult) -> dict[str, Any]:
    working = {
        "outcome": found.outcome,
        "units": ballots.units,
        "heads": _side(found.heads),
        "area": _side(found.area),
    }
    if ballots.silence_joins:
        working["silent"] = {"heads": found.silent[0], "area": found.silent[1]}
    return working


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
