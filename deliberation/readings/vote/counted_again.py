"""The working of a paper's count, made again from the disclosed ballots by the same pure functions
that counted it. Read by result pages, as JSON, and by prints.

The record keeps the winners and a digest; the working follows from the ballots. It is made once per
process and digest: a large round takes seconds.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import and_, select

from deliberation.charter.voting.papers import PAPER
from deliberation.counting import dual_plans, official, questions
from deliberation.counting.motion import dual, sums
from deliberation.counting.papers import Question
from deliberation.counting.threshold import Threshold
from deliberation.record import tables
from deliberation.record.prepared import every
from deliberation.record.tables.joins import ROUND, in_round, same
from deliberation.record.write.answers.vote.official import entry

from . import ballot_papers, paper_sums
from .ballot_papers import Paper

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
        .where(in_round(e, community, proposal, round_no))
    )
    return list(s.execute(query))
