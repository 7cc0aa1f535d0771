"""The working of any counted round for other programs, as JSON: what was asked, the results, and
what is needed to count them again.
"""

import json
from collections.abc import Callable
from typing import Any

from deliberation.charter.voting.papers import PAPER
from deliberation.counting import election
from deliberation.counting.again.election import count_election_ballots, elect
from deliberation.counting.motion import dual, motion
from deliberation.counting.threshold import Threshold
from deliberation.readings.vote.ballot_papers import Asked
from deliberation.readings.vote.counted_again import Working, working
from deliberation.record import tables
from deliberation.record.prepared import first

from . import election_file


def as_json(found: Working) -> dict[str, Any]:
    """The whole round for other programs: what was asked, the options, the results with their
    working, and what is needed to count them again.
    """
    r = found.row
    results = [json.loads(q.result.as_json()) for q in found.round.questions]
    asked = found.paper.asked
    return {
        "round": r.round_no,
        "rule": r.rule,
        "members": found.round.members,
        "present": found.round.present,
        "outcome": r.outcome,
        "quorum": str(found.quorum),
        "majority": str(found.majority),
        "seed": found.paper.seed,
        "counted_again_agrees": found.agrees,
        "questions": [_said(a, results[i] if results else None) for i, a in enumerate(asked)],
    }


def _said(asked: Asked, result: Any) -> dict[str, Any]:
    return {
        "number": asked.number,
        "question": asked.question.as_json(),
        "options": [
            {"number": o.number, "id": o.option_id, "what": o.what, "name": o.name, "cost": o.cost}
            for o in asked.options
        ],
        "outcome": asked.outcome,
        "winners": [o.number for o in asked.winners],
        "digest": asked.digest,
        "seed": asked.seed,
        **({} if result is None else {"result": result}),
    }


def motion_as_json(rnd: Any) -> dict[str, Any]:
    """The same of a plain motion: its sums are all there is to redo."""
    return {
        **_head(rnd),
        "for": rnd.votes_for,
        "against": rnd.votes_against,
        "abstain": rnd.votes_abstain,
    }


def _head(rnd: Any) -> dict[str, Any]:
    return {
        "round": rnd.round_no,
        "rule": rnd.rule,
        "members": rnd.members,
        "present": rnd.present,
        "outcome": rnd.outcome,
        "quorum": str(Threshold(rnd.quorum_kind, rnd.quorum_n, rnd.quorum_d)),
        "majority": str(Threshold(rnd.majority_kind, rnd.majority_n, rnd.majority_d)),
    }


def _owners(s: Any, community: str, rnd: Any) -> dict[str, Any]:
    """An owners' motion: both measures, the area in 0.01 m²."""
    at = {"proposal_id": rnd.proposal_id, "round_no": rnd.round_no}
    area = first(s, tables.owner_round, community_id=community, **at)
    return {
        **motion_as_json(rnd),
        "area": {
            "members": area.members,
            "present": area.present,
            "for": area.votes_for,
            "against": area.votes_against,
            "abstain": area.votes_abstain,
        },
        "silence_joins": bool(area.silence_joins),
        "silent": {"heads": area.silent_heads or 0, "area": area.silent_area or 0},
    }


def _election(s: Any, community: str, rnd: Any) -> dict[str, Any]:
    """An election by posts: its whole working, and whether it gives what was published."""
    said = election_file.counted(s, community, rnd.proposal_id, rnd.round_no)
    if said is None:
        raise ValueError(f"round {rnd.round_no} is counted and has no count on record")
    looked_at = election_file.of_count(s, community, said)
    again = elect(looked_at)
    return {
        **_head(rnd),
        "least": str(looked_at.least),
        "counted_again_agrees": (again.outcome, [list(x) for x in again.elected])
        == (said.outcome, said.elected),
        "result": json.loads(count_election_ballots(looked_at).as_json()),
    }


def _paper(s: Any, community: str, rnd: Any) -> dict[str, Any] | None:
    found = working(s, community, rnd.proposal_id, rnd)
    return as_json(found) if found is not None else None


# Every rule a round is counted by, as ballot_file.WRITERS.
SAID: dict[str, Callable[[Any, str, Any], dict[str, Any] | None]] = {
    motion.RULE: lambda s, community, rnd: motion_as_json(rnd),
    dual.RULE: _owners,
    election.RULE: _election,
    PAPER: _paper,
}


def said(s: Any, community: str, rnd: Any) -> dict[str, Any] | None:
    """The working of any counted round for other programs; None where nothing was counted (a vote
    still open, or annulled). KeyError for a rule without one.
    """
    return SAID[rnd.rule](s, community, rnd) if rnd.rule is not None else None
