"""The count of an election by posts once more, from the ballots or totals, the frozen paper and the
rows of the replay. Called by `verify`.
"""

from typing import Any

from deliberation.charter.facts.matters import elections as f
from deliberation.charter.matters.election import WRITTEN
from deliberation.charter.matters.election_count import tally_of, tally_of_sums, written_standings
from deliberation.counting import election as counting
from deliberation.counting.motion.motion import INVALID
from deliberation.counting.papers import Question
from deliberation.counting.threshold import Threshold
from deliberation.record.applying.changes import Memory
from deliberation.record.write.answers.papers import excluded

from .paper import secret_sums


def recount_election(
    fact: f.ElectionCounted, choices: list[str], memory: Memory, community: str
) -> None:
    """Count again; ValueError where anything differs.

    `choices`: the ballots disclosed, in one's name.
    """
    if fact.rule != counting.RULE:
        raise KeyError(fact.rule)

    def mine(table: str) -> list[dict[str, Any]]:
        return [
            r
            for r in memory.tables[table].values()
            if (r["community_id"], r["proposal_id"]) == (community, fact.proposal)
        ]

    def here(table: str) -> list[dict[str, Any]]:
        return [r for r in mine(table) if r["round_no"] == fact.round_no]

    questions = sorted(here("round_question"), key=lambda r: r["question_no"])
    asked = [
        Question(
            r["form"],
            r["rule"],
            r["options"],
            r["seats"],
            r["most"],
            r["none"],
            r["budget"],
            (),
            excluded(r["excludes"]),
        )
        for r in questions
    ]
    options = [
        [
            o["option_id"]
            for o in sorted(here("round_option"), key=lambda o: o["option_no"])
            if o["question_no"] == r["question_no"]
        ]
        for r in questions
    ]
    sums = secret_sums(memory, community, fact.proposal, fact.round_no)
    if sums is None:
        written: list[list[Any]] = []
        tally = tally_of(asked, options, [choice for choice in choices if choice != INVALID])
        ballots = len(
            {r["person_id"] for r in here("roll_entry") if r["attended_at"] is not None}
            | {r["voter_id"] for r in here("ballot")}
        )
    else:
        written = [
            [fact.posts[no - 1][0], int(what.removeprefix(WRITTEN)), votes]
            for (no, what), votes in sorted(sums.totals.items())
            if what.startswith(WRITTEN)
        ]
        tally, ballots = tally_of_sums(options, sums.totals), sums.valid + sums.totals[0, INVALID]
    known = {c["candidacy_id"]: c for c in mine("election_candidate")}
    kin = [
        (r["person_id"], r["relative_id"])
        for r in memory.tables["relative"].values()
        if r["community_id"] == community and r["person_id"] < r["relative_id"]
    ]

    def standing(ref: str, votes: int) -> counting.Standing:
        return counting.Standing(
            ref, known[ref]["person_id"], known[ref]["post"], votes, bool(known[ref]["woman"])
        )

    seated = [
        standing(s["candidacy_id"], s["votes_for"])
        for s in mine("election_standing")
        if s["round_no"] < fact.round_no and s["state"] == "elected"
    ]
    again = counting.count_election(
        [counting.Post(*post) for post in fact.posts],
        [*(standing(ref, votes[0]) for ref, votes in tally.items()), *written_standings(written)],
        members=fact.members,
        ballots=ballots,
        quorum=Threshold(*fact.quorum),
        majority=Threshold(*fact.majority),
        least=Threshold(*fact.least),
        seated=seated,
        relatives=kin,
        a_woman=bool(fact.women),
    )
    said = (
        fact.ballots,
        fact.written_in,
        fact.rows,
        fact.elected,
        [[p, r, n, w] for p, r, n, w in fact.level],
        fact.kept_out,
        fact.open,
        fact.woman_missing,
    )
    found = (
        ballots,
        written,
        [[ref, known[ref]["post"], *votes] for ref, votes in tally.items()],
        [list(x) for x in again.elected],
        [[x.post, list(x.refs), x.seats, x.why] for x in again.level],
        [list(x) for x in again.kept_out],
        [list(x) for x in again.open],
        again.woman_missing,
    )
    if said != found or fact.outcome != again.outcome:
        raise ValueError(
            f"the count of the election says {said}, {fact.outcome}; counted again it is "
            f"{found}, {again.outcome}"
        )
