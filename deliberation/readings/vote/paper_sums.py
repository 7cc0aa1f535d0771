"""What a secret vote on paper left: sums of each question, and how many ballots were valid.

For its file and for its working.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.write.answers.vote.paper_sums import secret_sums


@dataclass(frozen=True, slots=True)
class Secret:
    """`totals`: {(question from 1, what): votes}, invalid ballots under (0, "invalid")."""

    totals: Mapping[tuple[int, str], int]
    valid: int

    def question(self, number: int) -> dict[str, int]:
        """What was said to one question."""
        return {what: votes for (no, what), votes in self.totals.items() if no == number}


def of_round(s: Any, row: Any) -> Secret | None:
    """The sums of a counted round; None where ballots were cast in one's name.

    `row`: the round's. Four small queries at most.
    """
    held = first(
        s,
        tables.paper_round,
        community_id=row.community_id,
        proposal_id=row.proposal_id,
        round_no=row.round_no,
    )
    if held is None or held.secret_sheets is None:
        return None
    totals, valid, _holders = secret_sums(s, row.community_id, row.proposal_id, row.round_no)
    return Secret(totals, valid)
