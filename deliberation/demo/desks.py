"""What waits on the desks of the demo beside what the plots bring there: a question that nobody
answered in time, an entry to put right, a lost authenticator, a letter to the office.

Called by `build` while the last days pass.
"""

from datetime import datetime

from deliberation.cycle.propose.acts import private as private_acts
from deliberation.cycle.supervise.acts import question as question_acts
from deliberation.desk.acts import resets
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.roster.acts import asking

from .dated import Dated
from .part import CLERK, SUPERVISORS
from .stage import Stage

ASKED_OF = "便民座椅增设"
LOST = 8  # a representative whose telephone is gone


class Desks(Dated):
    """Each comes to a desk on its day, and stands there today."""

    def __init__(self, stage: Stage, today: datetime) -> None:
        super().__init__(
            stage,
            today,
            (12, self._question),
            (2, self._reset),
            (1.5, self._correction),
            (1, self._letter),
        )

    def _question(self) -> None:
        p = tables.proposal
        asked = question_acts.AskQuestion(
            act_id=new_id(),
            subject_id=self.stage.one(p, "proposal_id", p.c.title == ASKED_OF),
            addressee="residents_committee",
            body="长椅装好以后谁来养护，多久检查一次？请写清楚。",
        )
        self.stage.act(SUPERVISORS[1], asked)

    def _reset(self) -> None:
        why = "手机丢了，验证器也没了，本人带证件到窗口。"
        lost = resets.AskReset(act_id=new_id(), person_id=self.stage.people[LOST], reason=why)
        self.stage.act(CLERK, lost)

    def _correction(self) -> None:
        wrong = "我家是 2 单元，名册上写成了 1 单元，请更正。"
        self.stage.act(self.stage.adults[2], asking.AskCorrection(act_id=new_id(), body=wrong))

    def _letter(self) -> None:
        letter = private_acts.BringPrivate(
            act_id=new_id(), title="楼上半夜有声响", body="想请社区帮忙问一问，不想在公开的地方说。"
        )
        self.stage.act(self.stage.adults[0], letter)
