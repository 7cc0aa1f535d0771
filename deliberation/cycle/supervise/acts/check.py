"""A supervisor ticks, in their own name, what they looked at themselves of the rulebook's checklist
for the stage at hand.

It moves nothing and stops nothing. Called by `supervise.routes.check`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import supervise as f
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.supervision import MY_CHECKS
from deliberation.charter.reasons import refuse


@dataclass(frozen=True, kw_only=True)
class CheckStage(Act):
    """Items of this stage, each once per supervisor since the stage began: a stage entered again is
    looked at again.
    """

    name = ActName.check_stage
    needs = frozenset({MY_CHECKS, RECUSED})
    items: tuple[str, ...]
    note: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        listed = [item.id for item in case.rulebook.checks_at(case.proposal.stage)]
        if not self.items:
            raise refuse("bad_choice", field="items")
        ticked = {one_of(item, listed, "items") for item in self.items}
        fresh = [item for item in listed if item in ticked and item not in case[MY_CHECKS]]
        if not fresh:
            raise refuse("nothing_changed")
        note = optional_words(self.note, most=case.rulebook.limits.reason_max, what="note")
        return [
            f.StageChecked(
                person=case.me,
                stage=case.proposal.stage,
                items=fresh,
                note=note,
                subject=case.about,
            )
        ]
