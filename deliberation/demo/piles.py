"""Ballots on paper in the demo: some vote at the desk. Of one pile the two entries differ in one
ballot, another one waits for its second entry.

Called by the covenant whose vote is open.
"""

from typing import Any

from deliberation.cycle.resolve.acts import batches, paper
from deliberation.record import tables
from deliberation.record.ids import new_id

from .part import CLERK, SECOND_CLERK, SUPERVISORS
from .stage import Stage

HOLDERS = slice(6, 13)  # of the adults: none of them votes online
DIFFERS = (("for", "for", "against", "for"), ("for", "for", "for", "for"))  # as entered, and again
ENTERED = ("for", "against", "for")


class Piles:
    """The paper of one vote, named ballots with numbers from 1 on."""

    def __init__(self, stage: Stage, proposal: str) -> None:
        self.stage, self.proposal = stage, proposal

    def hand_out(self) -> None:
        """One ballot to each who came to the desk."""
        for person in self.stage.adults[HOLDERS]:
            self.stage.act(CLERK, paper.IssuePaper(**self._on(person_id=person)))

    def enter(self) -> None:
        """What came back: the first pile by both clerks with a scrutineer, the second by one."""
        once, again = DIFFERS
        self.stage.act(CLERK, batches.EnterBatch(**self._pile(1, once)))
        t = tables.paper_batch
        pile = self.stage.one(t, "batch_id", t.c.proposal_id == self.proposal)
        second = batches.EnterBatchAgain(**self._pile(1, again), batch_id=pile)
        self.stage.act(SECOND_CLERK, second, SUPERVISORS[0])
        self.stage.act(SECOND_CLERK, batches.EnterBatch(**self._pile(1 + len(once), ENTERED)))

    def _pile(self, first: int, choices: tuple[str, ...]) -> dict[str, Any]:
        entries = tuple(enumerate(choices, first))
        return self._on(sheets=len(choices), entries=entries)

    def _on(self, **more: Any) -> dict[str, Any]:
        return {"act_id": new_id(), "subject_id": self.proposal, **more}
