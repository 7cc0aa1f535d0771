"""One plot played out: at every step of time, whoever is next does their part, unless the plot
wants them silent.
"""

from datetime import datetime, timedelta
from typing import Any

from deliberation import clock
from deliberation.cycle.carry_out.acts import proposal as carry_out
from deliberation.cycle.evaluate.acts import proposal as evaluate
from deliberation.cycle.inform.acts import proposal as inform
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import proposal as suggest
from deliberation.cycle.supervise.acts import inspection as inspection_acts
from deliberation.cycle.supervise.acts import proposal as supervise
from deliberation.record import tables
from deliberation.record.ids import new_id

from .plots import COMMENTS, Plot
from .stage import Stage, quietly

DELIBERATOR, COUNCILLOR, COMMITTEE, LEAD, ORGANISATION, CLERK = 0, 3, 10, 14, 15, 17
REPRESENTATIVES, SUPERVISORS = (5, 6, 7, 8, 9), (11, 12)


class Script:
    """Knows its proposal, its goal, and what it has done."""

    answers: dict[str, bool] | None = None
    lasts_days: int | None = None  # of what has a last day: from its submission

    def __init__(self, stage: Stage, plot: Plot, start: datetime, number: int) -> None:
        self.stage, self.plot, self.start, self.number = stage, plot, start, number
        self.proposal = ""
        self.author = stage.adults[number]
        self.done: set[str] = set()
        self.since: dict[str, datetime] = {}

    def go_on(self) -> None:
        """One step, if it is time."""
        if clock.now() < self.start:
            return None
        if not self.proposal:
            return self._begin()
        row = self.stage.row(self.proposal)
        self.since.setdefault(row.stage, clock.now())
        handler = getattr(self, f"_{row.stage}", None)
        if handler and not (self.plot.goal == row.stage and self._at_rest(row)):
            handler(row)
        return None

    def finish(self) -> None:
        """What stands on a page today: a few voices and ballots."""
        if self.proposal and self.stage.row(self.proposal).stage == "vote":
            self._cast(("for", "for"))

    def _at_rest(self, row: Any) -> bool:
        return row.stage in ("gather", "take_up", "advise", "vote") and "set" in self.done

    def _once(self, what: str) -> bool:
        if what in self.done:
            return False
        self.done.add(what)
        return True

    def _act(self, who: int | str, act: Any) -> None:
        quietly(lambda: self.stage.act(who, act))

    def _common(self, **more: Any) -> dict[str, Any]:
        return {"act_id": new_id(), "proposal_id": self.proposal, **more}

    def _begin(self) -> None:
        group = None
        if self.plot.twist == "group":
            group = self.stage.one(
                tables.residents_group, "group_id", tables.residents_group.c.name == "嘉1栋"
            )
            dwelling = tables.dwelling
            flat = self.stage.one(dwelling, "dwelling_id", dwelling.c.group_id == group)
            self.author = self.stage.one(
                tables.person,
                "person_id",
                tables.person.c.dwelling_id == flat,
                tables.person.c.standing == "adult",
                tables.person.c.lives_here.is_(True),
            )
        self.proposal = self.stage.begin(
            self.author,
            propose.Draft(
                act_id=new_id(),
                title=self.plot.title,
                body=self.plot.body,
                group_id=group,
                answers=self.answers,
            ),
        )
        if self.plot.goal != "draft":
            last = clock.now() + timedelta(days=self.lasts_days or 0)
            said = {"last_day": last.date().isoformat()} if self.lasts_days else {}
            self.stage.act(self.author, propose.Submit(**self._common(**said)))

    # --- each stage
    # --------------------------------------------------------------------------------------

    def _gather(self, row: Any) -> None:
        if self.plot.twist == "withdrawn":
            return self._act(
                self.author, propose.Withdraw(**self._common(reasons="邻居提醒音箱已经在采购了。"))
            )
        wanted = {"half": 7, "new": 2, "lapsed": 3, "group": 0}.get(self.plot.twist, 10)
        if self._once("cosign"):
            others = [p for p in self.stage.adults[40 + self.number :] if p != self.author]
            for person in others[:wanted]:
                self._act(person, propose.Cosign(**self._common(version_no=row.version_no)))
            for i in range(self.number % 4 + (wanted > 2)):
                stance = ("for", "neutral", "for", "against")[i % 4]
                self._act(
                    others[-i - 1],
                    propose.Comment(
                        **self._common(
                            body=COMMENTS[(self.number + i) % len(COMMENTS)], stance=stance
                        )
                    ),
                )
        return None

    def _take_up(self, row: Any) -> None:
        if self.plot.goal == "take_up":
            return None
        if self.plot.twist == "passed_on":
            return self._act(
                DELIBERATOR,
                council_acts.PassOn(
                    **self._common(
                        reason="handled_at_once", explanation="已请物业当天上门维修，不需要表决。"
                    )
                ),
            )
        if self.plot.twist == "merged":
            return self._merge(row)
        self._act(DELIBERATOR, council_acts.TakeUp(**self._common(note="列为本月议题。")))
        return None

    def _merge(self, row: Any) -> None:
        p = tables.proposal
        target = self.stage.one(
            p,
            "proposal_id",
            p.c.stage.in_(("take_up", "advise", "gather")),
            p.c.proposal_id != self.proposal,
            p.c.group_id.is_(None),
        )
        if target and not row.merge_into:
            self._act(
                DELIBERATOR,
                council_acts.AskMerge(**self._common(into=target, note="两件事可以一起办。")),
            )
            self._act(self.author, council_acts.AgreeMerge(**self._common()))

    def _advise(self, row: Any) -> None:
        if self._once("advice"):
            self._act(
                COUNCILLOR + 1,
                suggest.GiveOpinion(**self._common(stance="for", body="居民反映多，值得办。")),
            )
        if self.plot.goal == "advise":
            if self.plot.twist == "awaited":
                self._act(
                    COUNCILLOR,
                    suggest.Recommend(
                        **self._common(
                            verdict="support_with_changes",
                            reasons="请把时间写清楚。",
                            changes=self.plot.body + " 时间为 9:00 至 11:30。",
                        )
                    ),
                )
            self.done.add("set")
            return
        if self.plot.twist != "silent" and row.council_state == "pending":
            self._act(
                COUNCILLOR,
                suggest.Recommend(
                    **self._common(verdict="support", reasons="方便居民，建议通过。")
                ),
            )
        self._act(
            LEAD,
            suggest.RecordStudy(
                **self._common(
                    held_on=self.stage.today(), result="agree", opinion="同意提交居民代表会议表决。"
                )
            ),
        )
        self._act(
            CLERK,
            suggest.ReviewLegality(**self._common(result="clean", reasons="未见与法律法规抵触。")),
        )

    def _notice(self, row: Any) -> None:
        if self.plot.twist != "unproved" and not row.notice_proved:
            self._act(
                CLERK,
                inform.PostProof(
                    **self._common(
                        purpose="notice", posted_on=self.stage.today(), place="东门居务公开栏"
                    )
                ),
            )

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

    def _cast(self, choices: tuple[str, ...]) -> None:
        for who, choice in zip(REPRESENTATIVES, choices, strict=False):
            self._act(who, resolve.CastBallot(**self._common(choice=choice)))

    def _publish(self, row: Any) -> None:
        if self.plot.goal == "publish" and self.plot.twist != "certified":
            return
        if self._once("certificate"):
            for who in SUPERVISORS:
                self._act(
                    who, supervise.Certify(**self._common(ticked=("posting_seen", "count_redone")))
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
            organisation = self.stage.one(
                tables.organisation, "organisation_id", tables.organisation.c.name == "社区服务中心"
            )
            day = (clock.now() + timedelta(days=25)).date().isoformat()
            return self._act(
                COMMITTEE,
                carry_out.Assign(
                    **self._common(
                        organisation_id=organisation,
                        finish_on=day,
                        task=f"按决议办理：{self.plot.title}",
                    )
                ),
            )
        if self.plot.twist == "set_aside":
            return self._act(
                CLERK,
                supervise.SetAside(
                    **self._common(
                        ground="correction_order",
                        document="街道办事处责令改正通知书",
                        reasons="楼顶属于业主共有部分，应由业主共同决定。",
                    )
                ),
            )
        if self.plot.twist == "not_carried_out":
            return self._act(
                COMMITTEE,
                carry_out.GiveUp(
                    **self._common(
                        decided_on=self.stage.today(),
                        reasons="图书馆已统一配备，不再重复购置。",
                        document="居民代表会议纪要第 9 号",
                    )
                ),
            )
        if self._once("report"):
            self._act(
                ORGANISATION,
                carry_out.ReportProgress(
                    **self._common(
                        percent=60, body="物料已到，正在安排。", evidence="见服务站公告。"
                    )
                ),
            )
        if self.plot.twist == "suspended" and self._once("suspend"):
            return self._act(
                SUPERVISORS[0],
                supervise.Suspend(
                    **self._common(days=10, reasons="灯具位置与消防通道冲突，请先核对。")
                ),
            )
        if self.plot.goal != "carry_out" and clock.now() - self.since["carry_out"] > timedelta(
            days=3
        ):
            self._act(
                ORGANISATION,
                carry_out.Finish(
                    **self._common(body="已按决议完成。", evidence="现场照片已张贴在公告栏。")
                ),
            )
        return None

    def _inspect(self, row: Any) -> None:
        if self.plot.twist == "finding" and self._once("finding"):
            return self._act(
                SUPERVISORS[0],
                inspection_acts.RecordFinding(
                    **self._common(body="秋千下方有一块软垫翘边，容易绊倒。")
                ),
            )
        if self.plot.goal == "inspect":
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
