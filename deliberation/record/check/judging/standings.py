"""Who stands where after the counts of an election, from the replayed tables: what the loader of
`STANDINGS` asks by SQL. Called by the conditions of stages and offices.
"""

from types import SimpleNamespace
from typing import Any

from deliberation.charter.case import Case
from deliberation.counting import election

from .view import View

ELECTED = "elected"


def standings(view: View, case: Case) -> list[Any]:
    """Rows of every round; of ranked ballots the paper's own places are the result."""
    proposal = case.proposal.proposal_id
    if view.row("election", proposal) is None:
        return []
    if case.vote.rule == election.RULE:
        return [SimpleNamespace(**r) for r in view.of("election_standing", proposal)]
    return [
        SimpleNamespace(
            round_no=r["round_no"],
            candidacy_id=r["option_id"],
            post=who["post"],
            state=ELECTED if r["place"] else "not_elected",
            place=r["place"],
            votes_for=0,
        )
        for r in view.of("round_option", proposal)
        if (who := view.row("election_candidate", proposal, r["option_id"])) is not None
    ]
