"""Budget rounds of the demo: one in the call, one before the council, one with its ballot open, one
whose list is on notice, one with money being spent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deliberation import clock
from deliberation.cycle.carry_out.acts.fund import RecordSpend
from deliberation.cycle.propose.acts.fund import OpenBudgetRound, ProposeProject
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts.fund import CheckProject
from deliberation.cycle.supervise.acts.fund import AuditSpend
from deliberation.record import tables
from deliberation.record.ids import new_id

from .part import CLERK, COMMITTEE, COUNCILLOR, SUPERVISORS
from .plots import Plot
from .script import Script
from .stage import Stage

PROJECTS = (
    ("中心花园加六张长椅", 1_860_000),
    ("车棚加装充电桩和喷淋", 4_200_000),
    ("楼道声控灯更换", 2_350_000),
    ("儿童角软垫更新", 1_480_000),
    ("老年活动室加装空调", 980_000),
    ("东门无障碍坡道", 3_600_000),
    ("快递柜雨棚", 760_000),
)
BUDGET = 10_000_000
VOTERS = 26


@dataclass(frozen=True)
class RoundPlot:
    """A round and the stage it is to be found in; `days` ago it was opened, `call` days it was open
    for projects.
    """

    title: str
    goal: str
    days: int
    call: int
    form: str = "approve"
    rule: str = "greedy/1"


ROUNDS: tuple[RoundPlot, ...] = (
    RoundPlot("明年社区保障资金项目征集", "gather", 6, 25),
    RoundPlot("小微更新资金项目征集", "advise", 11, 8),
    RoundPlot("公共空间改善资金", "vote", 27, 7, "points"),
    RoundPlot("便民设施资金", "notice", 42, 7, "approve", "equal-shares/1"),
    RoundPlot("春季社区保障资金", "carry_out", 90, 7),
)


class RoundScript(Script):
    """A round played out by the same hands; what is not about projects and money goes as with any
    proposal.
    """

    def __init__(self, stage: Stage, plot: RoundPlot, now: datetime, number: int) -> None:
        super().__init__(
            stage,
            Plot(
                plot.title,
                "用于本社区公共设施和公共服务，居民提、居民选。项目写清地点、做法和报价。",
                plot.goal,
            ),
            now - timedelta(days=plot.days),
            number,
        )
        self.round = plot

    def finish(self) -> None:
        """Some have voted already."""
        if self.proposal and self.stage.row(self.proposal).stage == "vote":
            self._vote_on_projects(9)

    def _begin(self) -> None:
        ends = (clock.now() + timedelta(hours=8, days=self.round.call)).date().isoformat()
        self.proposal = self.stage.begin(
            COMMITTEE,
            OpenBudgetRound(
                act_id=new_id(),
                title=self.plot.title,
                body=self.plot.body,
                budget=BUDGET,
                phase="budget",
                form=self.round.form,
                rule=self.round.rule,
                call_ends_on=ends,
            ),
        )

    def _gather(self, row: Any) -> None:
        offered = PROJECTS[:4] if self.plot.goal == "gather" else PROJECTS
        nth = len([d for d in self.done if d.startswith("project")])
        if nth < len(offered) and self._once(f"project {nth}"):
            title, cost = offered[nth]
            self._act(
                self.stage.adults[nth * 5 + self.number],
                ProposeProject(
                    **self._common(
                        title=title, body=f"{title}。已问过两家报价，含运输和安装。", cost=cost
                    )
                ),
            )

    def _advise(self, row: Any) -> None:
        if self._once("checks"):
            for o in self._projects()[:3] if self.plot.goal == "advise" else self._projects():
                self._check(o)
        if self.plot.goal != "advise":
            super()._advise(row)

    def _check(self, project: Any) -> None:
        refused = project.title.startswith("老年活动室")
        checked = self._common(
            option_id=project.option_id,
            verdict="refused" if refused else "accepted",
            cost=project.cost,
            code="liable_party" if refused else None,
            reasons="空调仍在保修期内，由供货方负责。" if refused else "已核对报价。",
        )
        self._act(COUNCILLOR, CheckProject(**checked))

    def _vote(self, row: Any) -> None:
        if row.phase is None:
            if self._once("formal"):
                self._cast(("for", "for", "for", "for", "against"))
        elif self.plot.goal != "vote" and self._once("ballots"):
            self._vote_on_projects(VOTERS)

    def _vote_on_projects(self, voters: int) -> None:
        many = sum(o.state in ("offered", "accepted") for o in self._projects())
        points = self.round.form == "points"
        for i, person in enumerate(self.stage.adults[self.number : self.number + voters]):
            step = i % 4 + 1
            chosen = sorted({(i * i + 5 * i + k * step) % many + 1 for k in range(1 + i % 3)})
            each = f"={10 // len(chosen)}" if points else ""
            said = ",".join(f"{option}{each}" for option in chosen)
            self._act(person, resolve.CastBallot(**self._common(choice=said)))

    def _publish(self, row: Any) -> None:
        if row.phase is None and "second certificate" not in self.done:
            self.done -= {"certificate"}
            self.done.add("second certificate")
        super()._publish(row)

    def _carry_out(self, row: Any) -> None:
        super()._carry_out(row)
        if row.finish_at is not None and self._once("spending"):
            self._spend(760_000, "材料费发票 0087")
            self._spend(1_200_000, "首期款，合同 2026-14")
            t = tables.spend
            first = self.stage.one(
                t, "entry_id", t.c.proposal_id == self.proposal, t.c.amount == 760_000
            )
            if first:
                self._act(SUPERVISORS[0], AuditSpend(**self._common(entry_id=first, verdict="ok")))

    def _spend(self, amount: int, paper: str) -> None:
        spent = self._common(
            what="spent", amount=amount, happened_on=self.stage.today(), document=paper
        )
        self._act(CLERK, RecordSpend(**spent))

    def _projects(self) -> list[Any]:
        t = tables.ballot_option
        with self.stage.engines.read_connection() as conn:
            return list(
                conn.execute(
                    t.select()
                    .where(t.c.community_id == self.stage.id, t.c.proposal_id == self.proposal)
                    .order_by(t.c.at, t.c.option_id)
                )
            )
