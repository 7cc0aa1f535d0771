"""A plot until its text hangs out: written, co-signed, taken up, advised on."""

from datetime import timedelta
from typing import Any

from deliberation import clock
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import appeal as appeal_acts
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import merging as merging_acts
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts import support as support_acts
from deliberation.cycle.propose.acts import thread as thread_acts
from deliberation.cycle.propose.acts import withdrawal as withdrawal_acts
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality as legality_acts
from deliberation.cycle.suggest.acts import study as study_acts
from deliberation.record import tables
from deliberation.record.ids import new_id

from .part import CLERK, COUNCILLOR, DELIBERATOR, LEAD, Part
from .plots import COMMENTS


class Begun(Part):
    """Each stage before the vote, by its name."""

    def _begin(self) -> None:
        group = self._group() if self.plot.twist == "group" else None
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

    def _group(self) -> str:
        """One building; somebody who lives in it writes the proposal then."""
        g, d, p = tables.residents_group, tables.dwelling, tables.person
        group: str = self.stage.one(g, "group_id", g.c.name == "嘉1栋")
        flat = self.stage.one(d, "dwelling_id", d.c.group_id == group)
        lives_there = (p.c.dwelling_id == flat, p.c.standing == "adult", p.c.lives_here.is_(True))
        self.author = self.stage.one(p, "person_id", *lives_there)
        return group

    def _gather(self, row: Any) -> None:
        if self.plot.twist == "withdrawn":
            return self._act(
                self.author,
                withdrawal_acts.Withdraw(**self._common(reasons="邻居提醒音箱已经在采购了。")),
            )
        wanted = {"half": 7, "new": 2, "lapsed": 3, "group": 0}.get(self.plot.twist, 10)
        if self._once("cosign"):
            others = [p for p in self.stage.adults[40 + self.number :] if p != self.author]
            for person in others[:wanted]:
                self._act(person, support_acts.Cosign(**self._common(version_no=row.version_no)))
            self._talk(others, self.number % 4 + (wanted > 2))
        return None

    def _talk(self, others: list[str], many: int) -> None:
        for i in range(many):
            stance = ("for", "neutral", "for", "against")[i % 4]
            body = COMMENTS[(self.number + i) % len(COMMENTS)]
            self._act(others[-i - 1], thread_acts.Comment(**self._common(body=body, stance=stance)))

    def _take_up(self, row: Any) -> None:
        if self.plot.goal == "take_up":
            return None
        if self.plot.twist in ("passed_on", "appealed"):
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
                merging_acts.AskMerge(**self._common(into=target, note="两件事可以一起办。")),
            )
            self._act(self.author, merging_acts.AgreeMerge(**self._common()))

    def _advise(self, row: Any) -> None:
        if self._once("advice"):
            opinion = self._common(stance="for", body="居民反映多，值得办。")
            self._act(COUNCILLOR + 1, suggest.GiveOpinion(**opinion))
        if self.plot.goal == "advise":
            if self.plot.twist == "awaited":
                self._ask_for_changes()
            self.done.add("set")
            return
        if self.plot.twist != "silent" and row.council_state == "pending":
            said = self._common(verdict="support", reasons="方便居民，建议通过。")
            self._act(COUNCILLOR, suggest.Recommend(**said))
        self._study_and_review()

    def _ask_for_changes(self) -> None:
        said = self._common(
            verdict="support_with_changes",
            reasons="请把时间写清楚。",
            changes=self.plot.body + " 时间为 9:00 至 11:30。",
        )
        self._act(COUNCILLOR, suggest.Recommend(**said))

    def _study_and_review(self) -> None:
        opinion, today = "同意提交居民代表会议表决。", self.stage.today()
        study = self._common(held_on=today, result="agree", opinion=opinion)
        self._act(LEAD, study_acts.RecordStudy(**study))
        review = self._common(result="clean", reasons="未见与法律法规抵触。")
        self._act(CLERK, legality_acts.ReviewLegality(**review))

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

    def _closed(self, row: Any) -> None:
        """Passed on, and the author does not leave it at that."""
        if self.plot.twist == "appealed" and self._once("appeal"):
            grounds = "物业来看过一次，门到现在还是关不上。请再议一次。"
            self._act(self.author, appeal_acts.Appeal(**self._common(grounds=grounds)))
