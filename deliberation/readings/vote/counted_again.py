"""The working of a paper's count, made again from the disclosed ballots by the same pure functions
that counted it. Read by result pages, as JSON, and by prints.

The record keeps the winners and a digest; the working follows from the ballots. It is made once per
process and digest: a large round takes seconds.
"""

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import and_, select

from deliberation.charter.voting.papers import PAPER
from deliberation.counting import dual_plans, election, official, questions
from deliberation.counting.again.election import count_election_ballots, elect
from deliberation.counting.motion import dual, motion, sums
from deliberation.counting.papers import Question
from deliberation.counting.threshold import Threshold
from deliberation.record import tables
from deliberation.record.prepared import every, first
from deliberation.record.tables.joins import ROUND, same
from deliberation.record.write.answers.vote.official import entry

from . import ballot_papers, election_file, paper_sums
from .ballot_papers import Asked, Paper

KEEP = 32
_kept: "OrderedDict[tuple[Any, ...], questions.Round]" = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Working:
    """A round counted again. `agrees`: every digest is the one on record.

    `row`: the round's own row.
    """

    row: Any
    paper: Paper
    round: questions.Round
    quorum: Threshold
    majority: Threshold
    agrees: bool


def working(s: Any, community: str, proposal: str, rnd: Any) -> Working | None:
    """The working of a counted round; None where no paper of questions was counted: a motion,
    owners by two measures, an election by posts, a vote annulled.

    `rnd`: its row. Two queries, and the ballots once per process.
    """
    if rnd.rule != PAPER or rnd.outcome is None:
        return None
    paper = ballot_papers.paper(s, community, proposal, rnd.round_no)
    if paper is None:
        return None
    quorum = Threshold(rnd.quorum_kind, rnd.quorum_n, rnd.quorum_d)
    majority = Threshold(rnd.majority_kind, rnd.majority_n, rnd.majority_d)
    counted = _counted_once(s, rnd, paper, quorum, majority)
    digests = tuple(a.digest for a in paper.asked)
    found = tuple(q.digest for q in counted.questions) or (None,) * len(digests)
    agrees = found == digests and counted.outcome == rnd.outcome
    return Working(rnd, paper, counted, quorum, majority, agrees)


def _counted_once(
    s: Any, rnd: Any, paper: Paper, quorum: Threshold, majority: Threshold
) -> questions.Round:
    """From memory, where this process counted it before."""
    digests = tuple(a.digest for a in paper.asked)
    key = (rnd.community_id, rnd.proposal_id, rnd.round_no, rnd.counted_at, digests)
    with _lock:  # one counts, the others wait: many may ask for the same large round at once
        counted = _kept.get(key)
        if counted is None:
            counted = _kept[key] = _count(s, rnd, paper, quorum, majority)
            while len(_kept) > KEEP:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
    return counted


def _count(
    s: Any, rnd: Any, paper: Paper, quorum: Threshold, majority: Threshold
) -> questions.Round:
    if paper.asked[0].question.rule == dual_plans.RULE:
        return _count_plans(s, rnd, paper.asked[0].question, quorum, majority)
    return questions.count_round(
        paper.questions,
        _choices(s, rnd, paper),
        members=rnd.members,
        present=rnd.present,
        quorum=quorum,
        majority=majority,
        seed=paper.seed,
    )


def _choices(s: Any, rnd: Any, paper: Paper) -> list[str]:
    """The ballots that count; of a secret vote such as its sums give."""
    secret = paper_sums.of_round(s, rnd)
    if secret is not None:
        return sums.ballots(paper.questions, secret.totals, secret.valid)
    ballots = ballot_papers.that_count(s, rnd.community_id, rnd.proposal_id, rnd.round_no)
    return [choice for _, choice in ballots]


def _count_plans(
    s: Any, rnd: Any, question: Question, quorum: Threshold, majority: Threshold
) -> questions.Round:
    """Owners' plans: from the city's figures, where its system held the vote, or party by party."""
    if there := entry(s, rnd.community_id, rnd.proposal_id, rnd.round_no):
        return official.count(  # type: ignore[return-value]
            there.figures, question, quorum=quorum, majority=majority
        )
    parties = owner_parties(s, rnd.community_id, rnd.proposal_id, rnd.round_no)
    return dual_plans.count_dual_plans(question, parties, quorum=quorum, majority=majority)


def owner_parties(
    s: Any, community: str, proposal: str, round_no: int
) -> list[tuple[int, str | None]]:
    """(area in 0.01 m², answer) of every party in order of its number, as `dual.party_choices`
    gives them. Three queries.
    """
    at = {"community_id": community, "proposal_id": proposal, "round_no": round_no}
    parties: dict[int, tuple[int, list[str]]] = {
        r.party_no: (r.area, []) for r in every(s, tables.owner_party, "party_no", "area", **at)
    }
    for r in every(s, tables.owner_party_voter, "party_no", "person_id", **at):
        parties[r.party_no][1].append(r.person_id)
    rows = _roll(s, community, proposal, round_no)
    ballots = {r.person_id: (r.position, r.choice) for r in rows if r.position is not None}
    attended = {r.person_id for r in rows if r.attended_at is not None}
    return dual.party_choices(parties, *dual.spoken(ballots, attended))


def _roll(s: Any, community: str, proposal: str, round_no: int) -> list[Any]:
    """Everybody on it, with their disclosed choice and where their ballot stands in the record."""
    b, f, e = tables.ballot, tables.fact, tables.roll_entry
    cast = and_(same(e, b, *ROUND), b.c.voter_id == e.c.person_id, b.c.disclosed)
    query = (
        select(e.c.person_id, e.c.attended_at, b.c.choice, f.c.position)
        .select_from(e.outerjoin(b, cast).outerjoin(f, same(b, f, "fact_id")))
        .where(e.c.community_id == community, e.c.proposal_id == proposal, e.c.round_no == round_no)
    )
    return list(s.execute(query))


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
