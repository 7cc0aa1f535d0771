"""清单外事项: what is not on the community's list may be refused by the council's recommendation,
naming that reason. Called by `suggest.routes`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, Mine, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import tasks as f
from deliberation.charter.facts.proposal import suggest as sf
from deliberation.charter.moves import close
from deliberation.charter.needs.money import THE_TASK
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Ending


@dataclass(frozen=True, kw_only=True)
class RefuseTask(Act):
    """Off the list: refused, with reasons.

    What is on the list goes to the vote whatever the council advises.
    """

    name = ActName.refuse_task
    needs = frozenset({RECUSED, THE_TASK})
    beforehand_needs = frozenset({THE_TASK})
    not_whose = Mine("task", person="", filled="listed")
    reasons: str

    def beforehand(self, case: Case) -> None:
        """What is on the list is nobody’s to refuse."""
        if case.given(THE_TASK).listed is not None:
            raise refuse("on_the_list")

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        if case.proposal.council_state != "pending":
            raise refuse("already_decided")
        at = {"subject": case.about}
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return [
            sf.Recommended(by=case.me, verdict="oppose", reasons=reasons, changes=None, **at),
            f.TaskRefused(by=case.me, ground="off_list", **at),
            *close(case, Ending.rejected, "off_list"),
        ]
