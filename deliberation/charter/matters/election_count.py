"""The count of an election by posts: ballots to sums, sums to who is elected.

Pure. The arithmetic stands in `counting.election`; called by `counted` and by `verify`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.facts import Obligation
from deliberation.charter.facts.matters import elections as f
from deliberation.charter.moves import in_office
from deliberation.charter.needs.elections import CANDIDATES, KIN, STANDINGS, WRITTEN_IN, Candidacy
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.votes import BALLOTS, ROUND
from deliberation.counting import election as counting
from deliberation.counting import papers
from deliberation.counting.motion.motion import INVALID
from deliberation.counting.papers import Question

from .election import ITS_COMMITTEE, WRITTEN, round_posts

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


def standing(candidate: Candidacy, post: str, votes: int) -> counting.Standing:
    """A candidate as the count sees them."""
    return counting.Standing(
        candidate.candidacy_id, candidate.person_id, post, votes, bool(candidate.woman)
    )


def seated(case: Case) -> list[counting.Standing]:
    """Who was elected in earlier rounds."""
    candidates = {c.candidacy_id: c for c in case[CANDIDATES]}
    return [
        standing(candidates[s.candidacy_id], s.post, s.votes_for)
        for s in case[STANDINGS]
        if s.state == "elected" and s.round_no < case.proposal.round_no
    ]


def counted(
    case: Case, tally: Tally, *, ballots: int, written_in: list[list[Any]], recount: bool
) -> f.ElectionCounted:
    """The count of this round as a fact. `ballots` cast or returned, spoiled ones among them."""
    known = {c.candidacy_id: c for c in case[CANDIDATES]}
    posts = [post for post, _ in round_posts(case)]
    standings = [standing(known[ref], known[ref].post, votes[0]) for ref, votes in tally.items()]
    standings += written_standings(written_in)
    result = _elected(case, posts, standings, ballots)
    return f.ElectionCounted(
        **_rules(case),
        **_found(result),
        ballots=ballots,
        posts=[[x.name, x.seats, x.way, x.for_women] for x in posts],
        rows=[[ref, known[ref].post, *votes] for ref, votes in tally.items()],
        written_in=written_in,
        recount=recount,
        obligations=_still_open(case, result, written_in) or None,
        subject=case.about,
    )


def _still_open(
    case: Case, result: counting.Elected, written_in: list[list[Any]]
) -> list[Obligation]:
    """Whom a name with a seat means is still to be said; and seats that are open or level have
    their next round.
    """
    seats = {ref for _, ref in result.elected} | {r for x in result.level for r in x.refs}
    names = [
        in_office(case, A.name_written_in, *ITS_COMMITTEE, ref=f"{post}:{no}", scope="own")
        for post, no, _ in written_in
        if written_ref(post, no) in seats
    ]
    if not result.open and not result.level:
        return names
    return [*names, in_office(case, A.call_second_round, *ITS_COMMITTEE, scope="own")]


def _elected(
    case: Case, posts: list[counting.Post], standings: list[counting.Standing], ballots: int
) -> counting.Elected:
    """The count by the rules of this matter."""
    rule, kind = case.vote, case.kind.election
    return counting.count_election(
        posts,
        standings,
        members=case[ROUND].members,
        ballots=ballots,
        quorum=rule.quorum,
        majority=rule.majority,
        least=kind.second_least,
        seated=seated(case),
        relatives=case[KIN],
        a_woman=bool(kind.women),
    )


def _rules(case: Case) -> dict[str, Any]:
    """Which round was counted by which rules, as the fact names them."""
    rule, kind = case.vote, case.kind.election
    return {
        "round_no": case.proposal.round_no,
        "rule": counting.RULE,
        "rulebook": filled(case.proposal.rulebook),
        "quorum": rule.quorum.said,
        "majority": rule.majority.said,
        "least": kind.second_least.said,
        "women": kind.women,
        "relatives": [list(pair) for pair in case[KIN]],
    }


def _found(result: counting.Elected) -> dict[str, Any]:
    """Who is elected and which seats are open, as the fact says it."""
    return {
        "members": result.members,
        "elected": [list(x) for x in result.elected],
        "level": [[x.post, list(x.refs), x.seats, x.why] for x in result.level],
        "kept_out": [list(x) for x in result.kept_out],
        "open": [list(x) for x in result.open],
        "woman_missing": result.woman_missing,
        "outcome": result.outcome,
    }


def count(case: Case, *, recount: bool) -> f.ElectionCounted:
    """Ballots cast in one's name; or the sums of secret ones, where who took part are the ballots
    that came back, invalid ones among them (Sichuan Art 30).
    """
    asked, _ = case.given(THE_PAPER)
    ballots, options = case[BALLOTS], [refs for _, refs in round_posts(case)]
    if ballots.totals is not None:
        tally = tally_of_sums(options, ballots.totals)
        written = _written_in([post.name for post, _ in round_posts(case)], ballots.totals)
        returned = ballots.valid + ballots.totals.get((0, INVALID), 0)
        return counted(case, tally, ballots=returned, written_in=written, recount=recount)
    tally = tally_of(asked, options, (b.choice for b in ballots.last if b.choice != INVALID))
    return counted(case, tally, ballots=ballots.present, written_in=[], recount=recount)


def _written_in(posts: list[str], sums: Mapping[tuple[int, str], int]) -> list[list[Any]]:
    """[post, number of the name, votes] of every name written on secret ballots."""
    return [
        [posts[no - 1], int(what.partition(":")[2]), votes]
        for (no, what), votes in sorted(sums.items())
        if what.startswith(WRITTEN)
    ]
