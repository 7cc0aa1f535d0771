"""Questions about ballot papers: what is offered, what is frozen."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from deliberation.counting.papers import Question

from .need import Need


class Option(Protocol):
    """Something offered on the proposal's paper."""

    proposal_id: str
    option_id: str
    what: str
    person_id: str | None
    cost: int
    title: str | None
    body: str | None
    text_from: str | None
    by: str
    at: datetime
    state: str
    code: str | None
    decided_by: str | None
    decided_at: datetime | None
    reasons: str | None
    reasons_from: str | None


# everything offered on the proposal's paper, in the order offered
OPTIONS: Need[Sequence[Option]] = Need("options")
# the option the act names
OPTION: Need[Option | None] = Need("option")
# the paper of this round as frozen: questions and the seed of a lot; None where the vote is a
# motion
THE_PAPER: Need[tuple[list[Question], str] | None] = Need("paper")
