"""The count of a motion, of owners or of a paper once more, from the disclosed ballots, the frozen
paper and the rows of the replay. Called by `verify`.

`ballots`: voter → (order of casting, choice or answers). ValueError where anything differs.
"""

from collections.abc import Callable
from typing import Any

from deliberation.charter.facts.vote import owners, papers, resolve
from deliberation.charter.voting.papers import PAPER
from deliberation.counting import dual_plans, questions
from deliberation.counting.motion import dual, motion, sums
from deliberation.counting.papers import Question
from deliberation.counting.threshold import Threshold
from deliberation.record.applying.changes import Memory

from . import official, paper
from .round_rows import RoundRows

RULES: dict[str, Callable[..., motion.MotionResult]] = {motion.RULE: motion.count_motion}
Ballots = dict[str, tuple[int, str]]


def heads(ballots: Ballots, held: RoundRows) -> tuple[list[str], int]:
    """(the choices that count, how many took part) of a round: of everybody, or of each household
    its last.
    """
    ballots, attended = dual.spoken(ballots, held.attended())
    homes: dict[int, list[str]] = {}
    for r in held.rows("household_voter"):
        homes.setdefault(r["home_no"], []).append(r["person_id"])
    if homes:
        return dual.one_each(homes, ballots, attended)
    return [choice for _, choice in ballots.values()], len(attended | set(ballots))


def recount_motion(
    fact: resolve.VoteCounted, ballots: Ballots, memory: Memory, community: str
) -> None:
    """The count again, by the rule and version it names, from the disclosed ballots and the roll;
    of a secret vote from its sums.
    """
    held = RoundRows(memory, community, fact.subject_id, fact.round_no)
    tally, present = _tally(held, ballots)
    result = RULES[fact.rule](
        tally,
        members=fact.members,
        present=present,
        quorum=Threshold(*fact.quorum),
        majority=Threshold(*fact.majority),
    )
    said, again = _motion_said(fact), _motion_said(result)
    if said != again:
        raise ValueError(f"the count says {said}, counted again it is {again}")


def _tally(held: RoundRows, ballots: Ballots) -> tuple[dict[str, int], int]:
    """How many voted for what, and how many took part."""
    if secret := paper.secret_sums(held.memory, held.community, held.proposal, held.round_no):
        totals = {c: secret.totals[1, c] for c in motion.CHOICES}
        return totals, len(held.attended() | secret.holders)
    said_by, present = heads(ballots, held)
    return {c: said_by.count(c) for c in motion.CHOICES}, present


def _motion_said(count: Any) -> tuple[Any, ...]:
    """What a fact and a result both say."""
    votes = (count.votes_for, count.votes_against, count.votes_abstain)
    return (*votes, count.present, count.outcome)


def recount_owners(
    fact: owners.OwnersCounted, ballots: Ballots, memory: Memory, community: str
) -> None:
    """The count by heads and area again, from the disclosed ballots and the frozen parties."""
    if fact.rule != dual.RULE:
        raise KeyError(fact.rule)
    result = _owners_again(
        fact, RoundRows(memory, community, fact.subject_id, fact.round_no), ballots
    )
    again = [result.heads.sums, result.area.sums]
    found = (again, list(result.silent), result.outcome)
    if ([fact.heads, fact.area], fact.silent, fact.outcome) != found:
        raise ValueError(
            f"the count by heads and area says {fact.heads}, {fact.area}, {fact.outcome}; "
            f"counted again it is {again}, {result.outcome}"
        )


def _owners_again(fact: owners.OwnersCounted, held: RoundRows, ballots: Ballots) -> Any:
    """From the city's figures where its system held the vote, or by the parties."""
    if said := official.entry(held.memory, held.community, fact.subject_id, fact.round_no):
        return official.counted(said, fact, None)
    return dual.count_dual(
        dual.party_choices(held.parties(), *dual.spoken(ballots, held.attended())),
        quorum=Threshold(*fact.quorum),
        majority=Threshold(*fact.majority),
        silence_joins=fact.silence_joins,
    )


def recount_paper(
    fact: papers.PaperCounted, ballots: Ballots, memory: Memory, community: str
) -> None:
    """All questions of a paper, by the rules it names."""
    if fact.rule != PAPER:
        raise KeyError(fact.rule)
    held = RoundRows(memory, community, fact.subject_id, fact.round_no)
    again = _paper_again(fact, held, ballots)
    results = [q.said() for q in again.questions]
    said = (fact.members, fact.present, fact.outcome, fact.results)
    if said != (again.members, again.present, again.outcome, results):
        raise ValueError(
            f"the count of the paper says {said}, counted again it is {again.outcome} {results}"
        )


def _paper_again(fact: papers.PaperCounted, held: RoundRows, ballots: Ballots) -> Any:
    """From the city's figures where its system held the vote, by owners' parties, or by heads."""
    asked = held.questions()
    if entry := official.entry(held.memory, held.community, fact.subject_id, fact.round_no):
        return official.counted(entry, fact, asked[0])
    needed = {"quorum": Threshold(*fact.quorum), "majority": Threshold(*fact.majority)}
    if asked[0].rule == dual_plans.RULE:
        parties = dual.party_choices(held.parties(), *dual.spoken(ballots, held.attended()))
        return dual_plans.count_dual_plans(asked[0], parties, **needed)
    said_by, present = _answers(asked, held, ballots)
    seed = held.question_rows()[0]["seed"]
    return questions.count_round(
        asked, said_by, members=fact.members, present=present, seed=seed, **needed
    )


def _answers(asked: list[Question], held: RoundRows, ballots: Ballots) -> tuple[list[str], int]:
    """(answers that count, how many took part); of a secret vote as its sums give them."""
    secret = paper.secret_sums(held.memory, held.community, held.proposal, held.round_no)
    if secret is None:
        return heads(ballots, held)
    said_by = sums.ballots(asked, secret.totals, secret.valid)
    return said_by, len(held.attended() | secret.holders)
