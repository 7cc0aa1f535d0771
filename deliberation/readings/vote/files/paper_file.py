"""The file of one question of a paper, and of a secret vote's sums. Called by `ballot_file`."""

from collections.abc import Sequence
from typing import Any

from deliberation.counting import dual_plans
from deliberation.counting.formats import sum_ballots
from deliberation.counting.formats.sum_ballots import Sums
from deliberation.counting.papers import Question
from deliberation.readings.vote import ballot_papers, counted_again, paper_sums
from deliberation.readings.vote.ballot_papers import Asked, Paper

from .question_file import BallotFile, majority_of, option_names, own_file, question_file, quorum_of


def _published(meta: dict[str, str], asked: Asked) -> dict[str, str]:
    """What was published of this one question: the round may have decided by another."""
    return {
        **meta,
        "published_outcome": asked.outcome or meta["published_outcome"],
        "published_winners": ",".join(str(o.number) for o in asked.winners),
    }


def sums_file(
    meta: dict[str, str],
    row: Any,
    question: Question,
    names: Sequence[str],
    secret: paper_sums.Secret,
    number: int,
    seed: str | None,
) -> BallotFile:
    """A secret vote's file: the sums of one question. `names`: of its options."""
    whole = Sums(
        question,
        tuple(names),
        secret.question(number),
        secret.valid,
        row.members,
        row.present,
        quorum_of(row),
        majority_of(row),
        seed,
    )
    return BallotFile(sum_ballots.write(meta, whole), ".ballots", secret.valid)


def paper_file(s: Any, meta: dict[str, str], row: Any, question_no: int) -> BallotFile | None:
    """One question of the paper; of a secret vote its sums; of owners' plans party by party."""
    paper = ballot_papers.paper(s, row.community_id, row.proposal_id, row.round_no)
    if paper is None or not 1 <= question_no <= len(paper.asked):
        return None
    asked = paper.asked[question_no - 1]
    meta = {**_published(meta, asked), "question": str(question_no)}
    secret = paper_sums.of_round(s, row)
    if secret is not None:
        names, seed = option_names(asked), asked.seed
        return sums_file(meta, row, asked.question, names, secret, question_no, seed)
    if asked.question.rule == dual_plans.RULE:
        parties = counted_again.owner_parties(s, row.community_id, row.proposal_id, row.round_no)
        lines = [(str(n), str(area), answer or "") for n, (area, answer) in enumerate(parties, 1)]
        return own_file(meta, row, asked, lines)
    return question_file(meta, row, asked, _answers(s, row, paper, question_no))


def _answers(s: Any, row: Any, paper: Paper, question_no: int) -> list[tuple[str, str]]:
    """(fact, what it says to this question) of every ballot that counts. ValueError for one that
    its paper never allowed.
    """
    ballots = ballot_papers.that_count(s, row.community_id, row.proposal_id, row.round_no)
    for fact, choice in ballots:
        if paper.answers(choice) is None:
            raise ValueError(f"ballot {fact} does not fit its paper")
    return [(fact, choice.split(";")[question_no - 1]) for fact, choice in ballots]
