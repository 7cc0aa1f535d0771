"""The count of an election by posts: ballots to sums, sums to who is elected.

Pure. The arithmetic stands in `counting.election`; called by `counted` and by `verify`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.facts.matters import elections as f
from deliberation.charter.needs.elections import CANDIDATES, KIN, STANDINGS, WRITTEN_IN, Candidacy
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.votes import BALLOTS, ROUND
from deliberation.counting import election as counting
from deliberation.counting import papers
from deliberation.counting.motion.motion import INVALID
from deliberation.counting.papers import Question

from .election import WRITTEN, round_posts

Tally = dict[str, tuple[int, int, int]]  # candidacy → for, against, abstain


def tally_of(questions: list[Question], options: list[list[str]], choices: Iterable[str]) -> Tally:
    """For, against and abstain of each candidate, from ballots as `counting.papers` writes them."""
    found = {ref: dict.fromkeys(papers.VERDICTS, 0) for refs in options for ref in refs}
    for choice in choices:
        for refs, answer in zip(options, papers.read(questions, choice), strict=True):
            for number, said in answer.verdicts:
                found[refs[number - 1]][said] += 1
    return {ref: (n["for"], n["against"], n["abstain"]) for ref, n in found.items()}


def tally_of_sums(options: list[list[str]], sums: Mapping[tuple[int, str], int]) -> Tally:
    """The same from the sums of secret ballots: (question from 1, "2=for") → votes."""
    return {
        ref: (
            sums.get((no, f"{at}=for"), 0),
            sums.get((no, f"{at}=against"), 0),
            sums.get((no, f"{at}=abstain"), 0),
        )
        for no, refs in enumerate(options, 1)
        for at, ref in enumerate(refs, 1)
    }


def written_ref(post: str, number: int) -> str:
    """How the count speaks of a name written on ballots for a post."""
    return f"{WRITTEN}{number}:{post}"


def written_standings(written_in: Iterable[Iterable[Any]]) -> list[counting.Standing]:
    """Names written in, as the count sees them: one name is one person.

    Whether it is a woman's, or a relative's, nobody knows yet.
    """
    return [
        counting.Standing(written_ref(post, number), f"{WRITTEN}{number}", post, votes)
        for post, number, votes in written_in
    ]


def names_open(case: Case) -> bool:
    """Whether a name written in has a seat, or is level for one, and nobody has said yet whom it
    means. Needs written_in.
    """
    return any(
        w.round_no == case.proposal.round_no and w.state in ("elected", "level")
        for w in case[WRITTEN_IN]
    )


def seated(case: Case, candidates: dict[str, Candidacy]) -> list[counting.Standing]:
    """Who was elected in earlier rounds."""
    return [
        counting.Standing(
            s.candidacy_id,
            candidates[s.candidacy_id].person_id,
            s.post,
            s.votes_for,
            bool(candidates[s.candidacy_id].woman),
        )
        for s in case[STANDINGS]
        if s.state == "elected" and s.round_no < case.proposal.round_no
    ]


def counted(
    case: Case, tally: Tally, *, ballots: int, written_in: list[list[Any]], recount: bool
) -> f.ElectionCounted:
    """The count of this round as a fact. `ballots` cast or returned, spoiled ones among them."""
    p, rule, kind = case.proposal, case.vote, case.kind.election
    known = {c.candidacy_id: c for c in case[CANDIDATES]}
    posts = [post for post, _ in round_posts(case)]
    standings = [
        counting.Standing(
            ref, known[ref].person_id, known[ref].post, votes[0], bool(known[ref].woman)
        )
        for ref, votes in tally.items()
    ]
    standings += written_standings(written_in)
    result = counting.count_election(
        posts,
        standings,
        members=case[ROUND].members,
        ballots=ballots,
        quorum=rule.quorum,
        majority=rule.majority,
        least=kind.second_least,
        seated=seated(case, known),
        relatives=case[KIN],
        a_woman=bool(kind.women),
    )
    return f.ElectionCounted(
        round_no=p.round_no,
        rule=counting.RULE,
        rulebook=filled(p.rulebook),
        quorum=_threshold(rule.quorum),
        majority=_threshold(rule.majority),
        least=_threshold(kind.second_least),
        women=kind.women,
        members=result.members,
        ballots=ballots,
        posts=[[x.name, x.seats, x.way, x.for_women] for x in posts],
        rows=[[ref, known[ref].post, *votes] for ref, votes in tally.items()],
        elected=[list(x) for x in result.elected],
        level=[[x.post, list(x.refs), x.seats, x.why] for x in result.level],
        kept_out=[list(x) for x in result.kept_out],
        open=[list(x) for x in result.open],
        written_in=written_in,
        woman_missing=result.woman_missing,
        outcome=result.outcome,
        recount=recount,
        proposal=p.proposal_id,
    )


def count(case: Case, *, recount: bool) -> f.ElectionCounted:
    """Ballots cast in one's name; or the sums of secret ones, where who took part are the ballots
    that came back, invalid ones among them (Sichuan Art 30).
    """
    asked, _ = case.given(THE_PAPER)
    ballots, posts = case[BALLOTS], round_posts(case)
    options = [refs for _, refs in posts]
    if ballots.totals is None:
        return counted(
            case,
            tally_of(asked, options, (b.choice for b in ballots.last if b.choice != INVALID)),
            ballots=ballots.present,
            written_in=[],
            recount=recount,
        )
    written = [
        [posts[no - 1][0].name, int(what.partition(":")[2]), votes]
        for (no, what), votes in sorted(ballots.totals.items())
        if what.startswith(WRITTEN)
    ]
    return counted(
        case,
        tally_of_sums(options, ballots.totals),
        ballots=ballots.valid + ballots.totals.get((0, INVALID), 0),
        written_in=written,
        recount=recount,
    )


def _threshold(threshold: Any) -> list[Any]:
    return [threshold.kind, threshold.numerator, threshold.denominator]
