"""The count of an election by posts once more, from the ballots or totals, the frozen paper and the
rows of the replay. Called by `verify`.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.charter.facts.matters import elections as f
from deliberation.charter.matters.election import WRITTEN
from deliberation.charter.matters.election_count import tally_of, tally_of_sums, written_standings
from deliberation.counting import election as counting
from deliberation.counting.motion.motion import INVALID
from deliberation.counting.threshold import Threshold
from deliberation.record.applying.changes import Memory

from .paper import SecretSums, secret_sums
from .round_rows import RoundRows


@dataclass(frozen=True, slots=True)
class _Votes:
    """What the ballots of a round say, before anybody is elected."""

    tally: dict[str, Any]  # candidacy → votes for, against, abstained
    ballots: int
    written: list[list[Any]]  # post, number of the name, votes


def recount_election(
    fact: f.ElectionCounted, choices: list[str], memory: Memory, community: str
) -> None:
    """Count again; ValueError where anything differs.

    `choices`: the ballots disclosed, in one's name.
    """
    if fact.rule != counting.RULE:
        raise KeyError(fact.rule)
    held = RoundRows(memory, community, fact.subject_id, fact.round_no)
    sums = secret_sums(memory, community, fact.subject_id, fact.round_no)
    votes = _by_name(held, choices) if sums is None else _in_secret(held, sums, fact)
    known = {c["candidacy_id"]: c for c in held.of_proposal("election_candidate")}
    again = _elected_again(fact, held, votes, known)
    said, found = _said(fact), _found(votes, known, again)
    if said != found or fact.outcome != again.outcome:
        raise ValueError(
            f"the count of the election says {said}, {fact.outcome}; counted again it is "
            f"{found}, {again.outcome}"
        )


def _options(held: RoundRows) -> list[list[str]]:
    """The candidacies of each question, in the order of the paper."""
    options = sorted(held.rows("round_option"), key=lambda o: o["option_no"])
    return [
        [o["option_id"] for o in options if o["question_no"] == r["question_no"]]
        for r in held.question_rows()
    ]


def _by_name(held: RoundRows, choices: list[str]) -> _Votes:
    valid = [choice for choice in choices if choice != INVALID]
    cast = {r["voter_id"] for r in held.rows("ballot")}
    tally = tally_of(held.questions(), _options(held), valid)
    return _Votes(tally, len(held.attended() | cast), [])


def _in_secret(held: RoundRows, sums: SecretSums, fact: f.ElectionCounted) -> _Votes:
    written = [
        [fact.posts[no - 1][0], int(what.removeprefix(WRITTEN)), votes]
        for (no, what), votes in sorted(sums.totals.items())
        if what.startswith(WRITTEN)
    ]
    tally = tally_of_sums(_options(held), sums.totals)
    return _Votes(tally, sums.valid + sums.totals[0, INVALID], written)


def _standing(candidate: dict[str, Any], votes: int) -> counting.Standing:
    return counting.Standing(
        candidate["candidacy_id"],
        candidate["person_id"],
        candidate["post"],
        votes,
        bool(candidate["woman"]),
    )


def _elected_again(
    fact: f.ElectionCounted, held: RoundRows, votes: _Votes, known: dict[str, dict[str, Any]]
) -> Any:
    """Who is elected, beside those an earlier round has seated, by the numbers the count names."""
    standings = [_standing(known[ref], of[0]) for ref, of in votes.tally.items()]
    return counting.count_election(
        [counting.Post(*post) for post in fact.posts],
        [*standings, *written_standings(votes.written)],
        members=fact.members,
        ballots=votes.ballots,
        quorum=Threshold(*fact.quorum),
        majority=Threshold(*fact.majority),
        least=Threshold(*fact.least),
        seated=_seated(held, known),
        relatives=_relatives(fact, held, known),
        a_woman=bool(fact.women),
    )


def _seated(held: RoundRows, known: dict[str, dict[str, Any]]) -> list[counting.Standing]:
    return [
        _standing(known[s["candidacy_id"]], s["votes_for"])
        for s in held.of_proposal("election_standing")
        if s["round_no"] < held.round_no and s["state"] == "elected"
    ]


def _relatives(
    fact: f.ElectionCounted, held: RoundRows, known: dict[str, dict[str, Any]]
) -> list[tuple[str, str]]:
    """The pairs the count names. Those of candidates who are known still are as the roster has
    them.
    """
    candidates = {c["person_id"] for c in known.values()}
    on_roster = {
        frozenset((r["person_id"], r["relative_id"]))
        for r in held.memory.tables["relative"].values()
        if r["community_id"] == held.community and {r["person_id"], r["relative_id"]} <= candidates
    }
    said = {frozenset(pair) for pair in fact.relatives}
    people = held.memory.tables["person"]
    unknown = {p for p in candidates if people[held.community, p]["entered_at"] is None}
    if {pair for pair in said if not pair & unknown} != on_roster:
        raise ValueError("near relatives among the candidates are others than the roster has")
    return [(a, b) for a, b in fact.relatives]


def _said(fact: f.ElectionCounted) -> tuple[Any, ...]:
    return (
        fact.ballots,
        fact.written_in,
        fact.rows,
        fact.elected,
        [[p, r, n, w] for p, r, n, w in fact.level],
        fact.kept_out,
        fact.open,
        fact.woman_missing,
    )


def _found(votes: _Votes, known: dict[str, dict[str, Any]], again: Any) -> tuple[Any, ...]:
    return (
        votes.ballots,
        votes.written,
        [[ref, known[ref]["post"], *of] for ref, of in votes.tally.items()],
        [list(x) for x in again.elected],
        [[x.post, list(x.refs), x.seats, x.why] for x in again.level],
        [list(x) for x in again.kept_out],
        [list(x) for x in again.open],
        again.woman_missing,
    )
