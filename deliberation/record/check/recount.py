"""The count of a paper once more, from the disclosed ballots, the frozen paper and the rows of the
replay. Called by `verify` and by pages that show a working.
"""

from typing import Any

from deliberation.charter.facts.vote import papers as pf
from deliberation.charter.voting.papers import PAPER
from deliberation.counting import dual_plans, questions
from deliberation.counting.motion import dual, sums
from deliberation.counting.papers import Question
from deliberation.counting.threshold import Threshold
from deliberation.record.applying.changes import Memory
from deliberation.record.write.answers.papers import excluded

from . import official as verify_official
from . import paper as verify_paper


def heads(
    fact: Any,
    ballots: dict[str, tuple[int, str]],
    attended: set[str],
    memory: Memory,
    community: str,
) -> tuple[list[str], int]:
    """(the choices that count, how many took part) of the fact's round: of everybody, or of each
    household its last. `ballots` as below.
    """
    ballots, attended = dual.spoken(ballots, attended)
    homes: dict[str, list[str]] = {}
    for r in memory.tables["household_voter"].values():
        if (r["community_id"], r["proposal_id"], r["round_no"]) == (
            community,
            fact.proposal,
            fact.round_no,
        ):
            homes.setdefault(r["dwelling_id"], []).append(r["person_id"])
    return (
        dual.one_each(homes, ballots, attended)
        if homes
        else ([choice for _, choice in ballots.values()], len(attended | set(ballots)))
    )


def recount_paper(
    fact: pf.PaperCounted, ballots: dict[str, tuple[int, str]], memory: Memory, community: str
) -> None:
    """Count again; ValueError where anything differs.

    `ballots`: voter → (order of casting, answers).
    """
    if fact.rule != PAPER:
        raise KeyError(fact.rule)

    def here(table: str) -> list[dict[str, Any]]:
        return [
            r
            for r in memory.tables[table].values()
            if (r["community_id"], r["proposal_id"], r["round_no"])
            == (community, fact.proposal, fact.round_no)
        ]

    rows = sorted(here("round_question"), key=lambda r: r["question_no"])
    costs = {(o["question_no"], o["option_no"]): o["cost"] for o in here("round_option")}
    asked = [
        Question(
            r["form"],
            r["rule"],
            r["options"],
            r["seats"],
            r["most"],
            r["none"],
            r["budget"],
            tuple(costs[r["question_no"], n] for n in range(1, r["options"] + 1))
            if r["budget"]
            else (),
            excluded(r["excludes"]),
        )
        for r in rows
    ]
    attended = {r["person_id"] for r in here("roll_entry") if r["attended_at"] is not None}
    quorum, majority = Threshold(*fact.quorum), Threshold(*fact.majority)
    if entry := verify_official.entry(memory, community, fact.proposal, fact.round_no):
        again: Any = verify_official.counted(entry, fact, asked[0])
    elif asked[0].rule == dual_plans.RULE:
        parties: dict[int, tuple[int, list[str]]] = {
            r["party_no"]: (r["area"], []) for r in here("owner_party")
        }
        for r in here("owner_party_voter"):
            parties[r["party_no"]][1].append(r["person_id"])
        again = dual_plans.count_dual_plans(
            asked[0],
            dual.party_choices(parties, *dual.spoken(ballots, attended)),
            quorum=quorum,
            majority=majority,
        )
    else:
        said_by, present = heads(fact, ballots, attended, memory, community)
        if secret := verify_paper.secret_sums(memory, community, fact.proposal, fact.round_no):
            said_by, present = (
                sums.ballots(asked, secret.totals, secret.valid),
                len(attended | secret.holders),
            )
        again = questions.count_round(
            asked,
            said_by,
            members=fact.members,
            present=present,
            quorum=quorum,
            majority=majority,
            seed=rows[0]["seed"],
        )
    said = (fact.members, fact.present, fact.outcome, fact.results)
    if said != (again.members, again.present, again.outcome, [q.said() for q in again.questions]):
        raise ValueError(
            f"the count of the paper says {said}, counted again it is {again.outcome} "
            f"{[q.said() for q in again.questions]}"
        )
