"""Elections and a recall of the demo: the council's ranked ballot open, the committee's list
hanging, a supervisor's by-election over, a demand with one name.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deliberation.cycle.inform.acts import proposal as inform
from deliberation.cycle.propose.acts.elections import calling as election_acts
from deliberation.cycle.propose.acts.elections import nomination as nomination_acts
from deliberation.cycle.propose.acts.elections import recall as recall_acts
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.resolve.acts.elections import confirming as confirming_acts
from deliberation.record import tables
from deliberation.record.ids import new_id

from .part import CLERK, COMMITTEE, LEAD, REPRESENTATIVES
from .plots import Plot
from .script import Script
from .stage import Stage

STATEMENTS = (
    "看得懂图纸，愿意常到现场。",
    "退休教师，时间充裕，愿意听大家说。",
    "做过会计，愿意把每笔账讲清楚。",
    "住在这里二十年，熟悉每栋楼。",
    "年轻人也该出一份力。",
)
VOTERS = 24


@dataclass(frozen=True)
class ElectionPlot:
    """An election and the stage it is to be found in; `days` ago it was called."""

    title: str
    matter: str
    posts: tuple[tuple[str, int], ...]
    goal: str
    days: int
    candidates: int
    by_election: bool = False


ELECTIONS: tuple[ElectionPlot, ...] = (
    ElectionPlot("选举居民议事会成员", "election_council", (("member", 3),), "vote", 24, 5),
    ElectionPlot(
        "选举第六届居民委员会", "election_committee", (("chair", 1), ("member", 4)), "notice", 22, 7
    ),
    ElectionPlot(
        "补选居务监督委员会成员",
        "election_supervisors",
        (("member", 1),),
        "closed",
        62,
        2,
        by_election=True,
    ),
)


class ElectionScript(Script):
    """Called at the desk; people stand or are named by the Party organisation; then the list hangs,
    the vote is held and confirmed.
    """

    def __init__(self, stage: Stage, plot: ElectionPlot, now: datetime, number: int) -> None:
        super().__init__(
            stage,
            Plot(
                plot.title,
                "候选人名单、投票时间和地点见公告。符合条件的居民都可以参加。",
                plot.goal,
            ),
            now - timedelta(days=plot.days),
            number,
        )
        self.election = plot

    def finish(self) -> None:
        """Some have voted already."""
        if self.proposal and self.stage.row(self.proposal).stage == "vote":
            self._rank(9)

    def _begin(self) -> None:
        e = self.election
        self.proposal = self.stage.begin(
            CLERK,
            election_acts.CallElection(
                act_id=new_id(),
                matter=e.matter,
                title=e.title,
                body=self.plot.body,
                posts=e.posts,
                by_election=e.by_election,
            ),
        )

    def _gather(self, row: Any) -> None:
        if not self._once("candidates"):
            return
        e = self.election
        posts = (["chair"] * 2 if len(e.posts) > 1 else []) + ["member"] * e.candidates
        for i, post in enumerate(posts[: e.candidates]):
            person = self.stage.adults[80 + 10 * self.number + i]
            by: int | str = LEAD if e.matter == "election_committee" else person
            self._act(by, nomination_acts.Nominate(**self._common(person_id=person, post=post)))
            self._agree(person, woman=i % 2 == 0, statement=STATEMENTS[i % len(STATEMENTS)])

    def _agree(self, person: str, *, woman: bool, statement: str) -> None:
        c = tables.election_candidate
        mine = (c.c.proposal_id == self.proposal, c.c.person_id == person)
        answer = self._common(
            candidacy_id=self.stage.one(c, "candidacy_id", *mine),
            accepts=True,
            woman=woman,
            statement=statement,
        )
        self._act(person, nomination_acts.AnswerNomination(**answer))

    def _advise(self, row: Any) -> None:
        """Nobody was refused: the clock publishes the list."""

    def _notice(self, row: Any) -> None:
        if self._once("effect"):
            self._act(
                CLERK,
                inform.DeclareEffect(
                    **self._common(legal_effect="binding_by_charter", document="推选大会记录")
                ),
            )
        super()._notice(row)

    def _vote(self, row: Any) -> None:
        if self.plot.goal != "vote" and self._once("ballots"):
            for who in REPRESENTATIVES:
                self._act(who, resolve.CastBallot(**self._common(choice="1=for,2=against")))

    def _carry_out(self, row: Any) -> None:
        self._act(
            CLERK, confirming_acts.ConfirmElection(**self._common(document="选举委员会确认书 1 号"))
        )

    def _rank(self, voters: int) -> None:
        for i, person in enumerate(self.stage.adults[:voters]):
            first = i % self.election.candidates
            order = [(first + k * (1 + i % 2)) % self.election.candidates + 1 for k in range(3)]
            self._act(
                person,
                resolve.CastBallot(
                    **self._common(choice=">".join(str(n) for n in dict.fromkeys(order)))
                ),
            )


class RecallScript(Script):
    """A demand under which one name stands so far."""

    def __init__(self, stage: Stage, now: datetime, number: int) -> None:
        super().__init__(
            stage,
            Plot(
                "要求罢免一名居委会委员",
                "连续三个月没有参加居民委员会会议，两次书面询问没有答复。",
                "gather",
            ),
            now - timedelta(days=3),
            number,
        )

    def _begin(self) -> None:
        office = self.stage.one(
            tables.office,
            "office_id",
            tables.office.c.person_id == self.stage.people[COMMITTEE],
            tables.office.c.role == "committee_member",
        )
        self.proposal = self.stage.begin(
            REPRESENTATIVES[0],
            recall_acts.DemandRecall(
                act_id=new_id(), office_id=office, title=self.plot.title, body=self.plot.body
            ),
        )

    def _gather(self, row: Any) -> None:
        """It waits for others to join."""
