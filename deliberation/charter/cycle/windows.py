"""Whether a proposal still takes what is asked of many at its stage (voices, projects, ballots,
ratings): its hour may be over while the clock has not come, or while the count waits for paper.

Asked by whatever offers, calls for or prints something of that kind.
"""

from datetime import datetime
from typing import Any

from deliberation.charter.subjects.proposal import Stage

# What each stage takes ends with a column of the proposal.
_ENDS = {
    Stage.gather.value: "due_at",
    Stage.vote.value: "closes_at",
    Stage.evaluate.value: "due_at",
}
TAKING = tuple(_ENDS)


def still_takes(p: Any, now: datetime) -> bool:
    """False at every other stage too. `p`: the proposal, with its stage, due_at, closes_at."""
    column = _ENDS.get(p.stage)
    if column is None:
        return False
    end = getattr(p, column)
    return end is None or now < end
