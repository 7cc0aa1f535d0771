"""An election by posts counted again from its file, with the sums a reader redoes.

Called by `tally` through recount.py, and by the page that gives the working as JSON.
"""

from typing import Any

from deliberation.counting.election import Elected, Level, Standing, count_election
from deliberation.counting.formats.election.ballots import ElectionBallots, Line
from deliberation.counting.result import Result

from .motion import said


def elect(e: ElectionBallots) -> Elected:
    """By the rule itself."""
    return count_election(
        e.posts,
        [x.standing for x in e.lines],
        members=e.members,
        ballots=e.ballots,
        quorum=e.quorum,
        majority=e.majority,
        least=e.least,
        seated=[s for s, _ in e.seated],
        relatives=e.relatives,
        a_woman=e.a_woman,
    )


def count_election_ballots(e: ElectionBallots) -> Result:
    """Winners are standings in the order of posts and votes; whoever is level is named as a tie
    that a further round decides, never a lot.
    """
    found = elect(e)
    names = {x.standing.ref: x.name for x in e.lines} | {s.ref: name for s, name in e.seated}
    working = {
        "outcome": found.outcome,
        **_turnout(e, found),
        "names": {ref: name for ref, name in names.items() if name},
        "posts": [_post(e, post, found) for post in e.posts],
        "seated_before": [_short(s) for s, _ in e.seated],
        "kept_out": [{"standing": ref, "near_relative": of} for ref, of in found.kept_out],
        "a_seat_is_kept_for_a_woman": found.woman_missing,
    }
    ties = [_tie(level) for level in found.level]
    return Result("election", tuple(ref for _, ref in found.elected), ties, working)


def _tie(level: Level) -> dict[str, Any]:
    return {
        "stage": level.post,
        "tied": list(level.refs),
        "chosen": [],
        "broken_by": "vote_again",
        "why": level.why,
    }


def _turnout(e: ElectionBallots, found: Elected) -> dict[str, Any]:
    asked = e.first_round and found.quorum.asked  # no quorum in a further round
    return {
        "members": e.members,
        "ballots": e.ballots,
        "valid": e.valid,
        "invalid": e.ballots - e.valid,
        "quorum_asked": asked,
        "quorum": said(found.quorum) if asked else None,
    }


def _short(s: Standing) -> dict[str, Any]:
    return {"standing": s.ref, "post": s.post, "votes": s.votes, "woman": s.woman}


def _post(e: ElectionBallots, post: Any, found: Elected) -> dict[str, Any]:
    lines = [x for x in e.lines if x.standing.post == post.name]
    asked = {"first": e.majority, "second": e.least, "level": None}[post.way]
    won = {ref for _, ref in found.elected}
    return {
        "post": post.name,
        "seats": post.seats,
        "open": dict(found.open).get(post.name, 0),
        "way": post.way,
        "for_women": post.for_women,
        "needs": str(asked) if asked else "most votes",
        "lines": [
            _line(x, e.ballots, asked, x.standing.ref in won)
            for x in sorted(lines, key=lambda x: (-x.standing.votes, x.standing.ref))
        ],
    }


def _line(x: Line, ballots: int, asked: Any, elected: bool) -> dict[str, Any]:
    sum_ = said(asked.compare(x.standing.votes, ballots)) if asked else None
    return {
        "standing": x.standing.ref,
        "woman": x.standing.woman,
        "for": x.standing.votes,
        "against": x.against,
        "abstain": x.abstain,
        **({"sum": sum_["sum"], "reached": sum_["met"]} if sum_ else {}),
        "elected": elected,
    }
