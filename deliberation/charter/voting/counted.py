"""The count of a round as a fact, by the rule of the proposal's own rulebook: a motion, owners by
heads and area, or a paper. Called by the close and by a recount.
"""

from collections.abc import Sequence
from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters.elections import ElectionCounted
from deliberation.charter.facts.vote import owners as of
from deliberation.charter.facts.vote import papers as pf
from deliberation.charter.facts.vote import resolve as rf
from deliberation.charter.matters import election as electing
from deliberation.charter.matters import election_count
from deliberation.charter.moves import certifying, start
from deliberation.charter.needs import Need
from deliberation.charter.needs.owners import FROZEN_PARTIES
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.supervision import OFFICIAL
from deliberation.charter.needs.votes import BALLOTS, ROUND
from deliberation.charter.official import judged, silence_joins
from deliberation.charter.subjects.proposal import Stage
from deliberation.counting import dual_plans, election, questions
from deliberation.counting.motion import dual, motion, sums
from deliberation.counting.papers import Question
from deliberation.counting.questions import Round

from .households import HOUSEHOLDS
from .papers import PAPER

Counted = rf.VoteCounted | pf.PaperCounted | of.OwnersCounted | ElectionCounted
COUNTING: frozenset[Need[Any]] = frozenset(
    {BALLOTS, ROUND, FROZEN_PARTIES, THE_PAPER, OFFICIAL, *electing.COUNTING}
)  # what a count needs


def count(case: Case, *, recount: bool) -> Counted:
    """Count this round's last ballots. Needs COUNTING."""
    if case.vote.rule == election.RULE:
        return election_count.count(case, recount=recount)
    if case[OFFICIAL] is not None:
        found = judged(case, case.given(OFFICIAL).figures)
        return (
            _paper_said(case, found, recount)
            if isinstance(found, Round)
            else _owners_said(case, found, silence_joins(case), recount)
        )
    if case[THE_PAPER] is not None:
        return _paper(case, recount)
    return _owners(case, recount) if case.vote.rule == dual.RULE else _motion(case, recount)


def count_again(case: Case) -> list[Fact]:
    """The same ballots once more, and while the result is posted its certificates: those that were
    signed are of the count before. Needs COUNTING and ABLE.
    """
    again = count(case, recount=True)
    return [again, start(case, *certifying(case))] if case.stage is Stage.publish else [again]


def _motion(case: Case, recount: bool) -> rf.VoteCounted:
    """Present = voted or signed in; of a secret vote, took a ballot or signed in."""
    rule, rnd, totals = case.vote, case[ROUND], case[BALLOTS].totals
    said, present = heads(case)
    tally = {c: said.count(c) if totals is None else totals.get((1, c), 0) for c in motion.CHOICES}
    result = motion.count_motion(
        tally, members=rnd.members, present=present, quorum=rule.quorum, majority=rule.majority
    )
    return rf.VoteCounted(
        **_rules(case, motion.RULE),
        members=rnd.members,
        present=present,
        votes_for=tally["for"],
        votes_against=tally["against"],
        votes_abstain=tally["abstain"],
        outcome=result.outcome,
        recount=recount,
    )


def _rules(case: Case, counted_by: str) -> dict[str, Any]:
    """Which round was counted by which rules, as every such fact names them."""
    p, rule = case.proposal, case.vote
    return {
        "round_no": p.round_no,
        "rule": counted_by,
        "rulebook": filled(p.rulebook),
        "quorum": rule.quorum.said,
        "majority": rule.majority.said,
        "subject": case.about,
    }


def heads(case: Case) -> tuple[list[str], int]:
    """(the choices that count, how many took part): of everybody on the roll, or of each household
    its last. An invalid ballot on paper says nothing.
    """
    ballots, homes = case[BALLOTS], case[FROZEN_PARTIES]
    said, attended = dual.spoken(
        {b.voter: (b.position, b.choice) for b in ballots.last}, ballots.attended
    )
    if case.vote.electorate != HOUSEHOLDS:
        return [choice for _, choice in said.values()], ballots.present
    return dual.one_each(homes, said, attended)


def _paper(case: Case, recount: bool) -> pf.PaperCounted:
    """Each question by its own rule; plans of owners by heads and area."""
    rule, (asked, seed) = case.vote, case.given(THE_PAPER)
    if asked[0].rule == dual_plans.RULE:
        done = dual_plans.count_dual_plans(
            asked[0], _party_choices(case), quorum=rule.quorum, majority=rule.majority
        )
    else:
        done = _round(case, asked, seed)
    return _paper_said(case, done, recount)


def _round(case: Case, asked: Sequence[Question], seed: str) -> Round:
    """The questions counted on ballots by name, or on such as have the sums of a secret vote."""
    rule, ballots = case.vote, case[BALLOTS]
    said, present = heads(case)
    if ballots.totals is not None:
        said = sums.ballots(asked, ballots.totals, ballots.valid)
    return questions.count_round(
        asked,
        said,
        members=case[ROUND].members,
        present=present,
        quorum=rule.quorum,
        majority=rule.majority,
        seed=seed,
    )


def _paper_said(case: Case, done: Round, recount: bool) -> pf.PaperCounted:
    return pf.PaperCounted(
        **_rules(case, PAPER),
        members=done.members,
        present=done.present,
        results=[q.said() for q in done.questions],
        outcome=done.outcome,
        recount=recount,
    )


def _owners(case: Case, recount: bool) -> of.OwnersCounted:
    rule, joins = case.vote, silence_joins(case)
    result = dual.count_dual(
        _party_choices(case), quorum=rule.quorum, majority=rule.majority, silence_joins=joins
    )
    return _owners_said(case, result, joins, recount)


def _party_choices(case: Case) -> list[tuple[int, str | None]]:
    """What each party of owners says with its last ballot."""
    ballots = case[BALLOTS]
    said = {b.voter: (b.position, b.choice) for b in ballots.last}
    return dual.party_choices(case[FROZEN_PARTIES], *dual.spoken(said, ballots.attended))


def _owners_said(
    case: Case, result: dual.DualResult, joins: bool, recount: bool
) -> of.OwnersCounted:
    return of.OwnersCounted(
        **_rules(case, dual.RULE),
        heads=result.heads.sums,
        area=result.area.sums,
        silence_joins=joins,
        silent=list(result.silent),
        outcome=result.outcome,
        recount=recount,
    )
