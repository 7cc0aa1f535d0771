"""One plot played out: at every step of time, whoever is next does their part, unless the plot
wants them silent.
"""

from datetime import timedelta
from typing import Any

from deliberation import clock
from deliberation.cycle.carry_out.acts import assigning as assigning_acts
from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.evaluate.acts import proposal as evaluate
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.supervise.acts import certificate as certificate_acts
from deliberation.cycle.supervise.acts import inspection as inspection_acts
from deliberation.cycle.supervise.acts import measures as supervise
from deliberation.record import tables

from .begun import Begun
from .part import CLERK, COMMITTEE, ORGANISATION, SUPERVISORS

FAULTS = {
    "finding": "秋千下方有一块软垫翘边，容易绊倒。",
    "never_rectified": "护栏北头有两颗螺丝松了，小孩一靠就晃。",
}  # found at the inspection, by what is special on the plot's way


class Script(Begun):
    """Each stage from the vote on, by its name."""

    def _vote(self, row: Any) -> None:
        if self.plot.goal == "vote" or not self._once("ballots"):
            return
        choices = {
            "inquorate": ("for", "against"),
            "rejected": ("against", "against", "for", "abstain", "against"),
        }.get(
            self.plot.twist,
            ("for", "for", "for", "against", "for")
            if self.number % 2
            else ("for", "for", "for", "for"),
        )
        self._cast(choices)

    def _publish(self, row: Any) -> None:
        if self.plot.goal == "publish" and self.plot.twist != "certified":
            return
        if self._once("certificate"):
            for who in SUPERVISORS:
                self._act(
                    who,
                    certificate_acts.Certify(
                        **self._common(ticked=("posting_seen", "count_redone"))
                    ),
                )
            self._act(
                CLERK,
                inform.PostProof(
                    **self._common(
                        purpose="result", posted_on=self.stage.today(), place="东门居务公开栏"
                    )
                ),
            )

    def _carry_out(self, row: Any) -> None:
        if row.finish_at is None:
            return self._assign()
        if self.plot.twist == "set_aside":
            return self._set_aside()
        if self.plot.twist == "not_carried_out":
            return self._give_up()
        if self._once("report"):
            report = self._common(
                percent=60, body="物料已到，正在安排。", evidence="见服务站公告。"
            )
            self._act(ORGANISATION, carry_out.ReportProgress(**report))
        if self.plot.twist == "suspended" and self._once("suspend"):
            why = self._common(days=10, reasons="灯具位置与消防通道冲突，请先核对。")
            return self._act(SUPERVISORS[0], supervise.Suspend(**why))
        if self.plot.goal != "carry_out":
            self._finish()
        return None

    def _finish(self) -> None:
        if clock.now() - self.since["carry_out"] > timedelta(days=3):
            done = self._common(body="已按决议完成。", evidence="现场照片已张贴在公告栏。")
            self._act(ORGANISATION, carry_out.Finish(**done))

    def _assign(self) -> None:
        o = tables.organisation
        work = self._common(
            organisation_id=self.stage.one(o, "organisation_id", o.c.name == "社区服务中心"),
            finish_on=(clock.now() + timedelta(days=25)).date().isoformat(),
            task=f"按决议办理：{self.plot.title}",
        )
        self._act(COMMITTEE, assigning_acts.Assign(**work))

    def _set_aside(self) -> None:
        order = self._common(
            ground="correction_order",
            document="街道办事处责令改正通知书",
            reasons="楼顶属于业主共有部分，应由业主共同决定。",
        )
        self._act(CLERK, supervise.SetAside(**order))

    def _give_up(self) -> None:
        why = self._common(
            decided_on=self.stage.today(),
            reasons="图书馆已统一配备，不再重复购置。",
            document="居民代表会议纪要第 9 号",
        )
        self._act(COMMITTEE, carry_out.GiveUp(**why))

    def _inspect(self, row: Any) -> None:
        fault = FAULTS.get(self.plot.twist)
        if fault and self._once("finding"):
            found = inspection_acts.RecordFinding(**self._common(body=fault))
            return self._act(SUPERVISORS[0], found)
        if fault or self.plot.goal == "inspect":
            return None
        if clock.now() - self.since["inspect"] > timedelta(days=1):
            for who in SUPERVISORS:
                self._act(
                    who, inspection_acts.Accept(**self._common(statement="现场看过，符合要求。"))
                )
        return None

    def _evaluate(self, row: Any) -> None:
        if self._once("ratings"):
            for i, person in enumerate(self.stage.adults[60 + self.number : 68 + self.number]):
                self._act(
                    person,
                    evaluate.Rate(
                        **self._common(
                            score=(5, 4, 5, 3, 5, 4, 2, 5)[i],
                            body=("坐着很舒服。", "", "位置再多一点就好。", "")[i % 4] or None,
                        )
                    ),
                )
