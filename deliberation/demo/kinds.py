"""The plots of other kinds of matter: a covenant, what owners decide, a trial, a department's task.

The same script, where their way differs.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, select

from deliberation import clock
from deliberation.cycle.carry_out.acts import covenant as covenant_acts
from deliberation.cycle.carry_out.acts import task_money as task_money_acts
from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.propose.acts import support as support_acts
from deliberation.cycle.propose.acts import task as asking
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality as legality_acts
from deliberation.cycle.suggest.acts import task as advising
from deliberation.record import tables
from deliberation.record.ids import new_id

from .part import CLERK, COMMITTEE, COUNCILLOR
from .piles import Piles
from .script import Script

DEPARTMENT = 19
LISTED = {"高龄独居老人每月走访": "elder_care", "应急避险演练": "emergency_drills"}
BASIS = "《XX省养老服务条例》有关条款及区民政局年度工作安排（演示用）"


class CovenantScript(Script):
    """All adult residents decide, some of them on paper; the work is the filing with the
    sub-district.
    """

    answers = {"changes_covenant": True}
    piles: Piles | None = None

    def finish(self) -> None:
        """Those who came to the desk are entered too."""
        super().finish()
        if self.piles:
            self.piles.enter()

    def _vote(self, row: Any) -> None:
        if self.plot.goal == "vote" and self._once("paper"):
            self.piles = Piles(self.stage, self.proposal)
            self.piles.hand_out()
        super()._vote(row)

    def _cast(self, choices: tuple[str, ...]) -> None:
        share = 5 if self.plot.goal == "vote" else 10  # of every fourteen
        for i, person in enumerate(self.stage.adults):
            if i % 14 < share:
                self._act(
                    person, resolve.CastBallot(**self._common(choice="for" if i % 9 else "against"))
                )

    def _carry_out(self, row: Any) -> None:
        self._act(
            CLERK,
            covenant_acts.FileCovenant(
                **self._common(filed_on=self.stage.today(), document="街道备案回执 2026-03 号")
            ),
        )


class OwnersScript(Script):
    """Owners decide by heads and by floor area: of most parties one votes."""

    answers = {"uses_common_parts": True}

    def _gather(self, row: Any) -> None:
        if row.group_id is None:
            return super()._gather(row)
        if self._once("cosign"):
            for person in self._neighbours(row.group_id):
                self._act(person, support_acts.Cosign(**self._common(version_no=row.version_no)))
        return None

    def _neighbours(self, group: str) -> list[str]:
        """The other adults of the group."""
        p, d = tables.person, tables.dwelling
        at_home = and_(d.c.community_id == p.c.community_id, d.c.dwelling_id == p.c.dwelling_id)
        query = (
            select(p.c.person_id)
            .join(d, at_home)
            .where(p.c.community_id == self.stage.id, d.c.group_id == group)
            .where(p.c.standing == "adult", p.c.person_id != self.author)
        )
        with self.stage.engines.read_connection() as conn:
            return list(conn.execute(query).scalars())

    def _cast(self, choices: tuple[str, ...]) -> None:
        v = tables.owner_party_voter
        with self.stage.engines.read_connection() as conn:
            voters = dict(
                conn.execute(
                    select(v.c.party_no, v.c.person_id).where(
                        v.c.community_id == self.stage.id, v.c.proposal_id == self.proposal
                    )
                ).all()
            )
        share = 3 if self.plot.goal == "vote" else 7  # of every eight
        for number, person in voters.items():
            if number % 8 < share:
                self._act(
                    person,
                    resolve.CastBallot(
                        **self._common(choice="against" if number % 11 == 3 else "for")
                    ),
                )


class SpecialOwnersScript(OwnersScript):
    """What asks for three quarters."""

    answers = {"rebuilds_common_parts": True}


class TrialScript(Script):
    """Nobody is put in charge: the residents' committee says how it goes until the last day."""

    answers = {"is_trial": True}
    lasts_days = 150

    def _carry_out(self, row: Any) -> None:
        if self._once("report"):
            how = {"percent": 20, "body": "已试行几天，每天约八十人来，八点前收摊清扫。"}
            self._act(COMMITTEE, carry_out.ReportProgress(**self._common(**how)))


class TaskScript(Script):
    """A department applies; the council advises or refuses; the money comes, or not all of it."""

    def _begin(self) -> None:
        starts, ends = (clock.now() + timedelta(days=days) for days in (65, 420))
        self.proposal = self.stage.begin(
            DEPARTMENT,
            asking.ApplyForTask(
                act_id=new_id(),
                title=self.plot.title,
                body=self.plot.body,
                basis=BASIS,
                starts_on=starts.date().isoformat(),
                ends_on=ends.date().isoformat(),
                cost=4_800_000,
                promised=3_600_000,
                listed=LISTED.get(self.plot.title),
            ),
        )

    def _advise(self, row: Any) -> None:
        if self.plot.twist == "off_list":
            why = self._common(reasons="不在本社区协助事项清单内，收费也不是社区的职责。")
            return self._act(COUNCILLOR, advising.RefuseTask(**why))
        if self.plot.goal != "advise":
            said = self._common(verdict="support", reasons="老人确实需要，经费要跟上。")
            self._act(COUNCILLOR, suggest.Recommend(**said))
            review = self._common(result="clean", reasons="未见与法律法规抵触。")
            self._act(CLERK, legality_acts.ReviewLegality(**review))
        return None

    def _carry_out(self, row: Any) -> None:
        if self._once("money"):
            self._act(
                CLERK,
                task_money_acts.RecordTaskMoney(
                    **self._common(
                        what="received",
                        amount=1_800_000,
                        happened_on=self.stage.today(),
                        document="银行回单 0317",
                    )
                ),
            )


SCRIPTS: dict[str, type[Script]] = {
    "ordinary": Script,
    "covenant": CovenantScript,
    "property": OwnersScript,
    "property_special": SpecialOwnersScript,
    "trial": TrialScript,
    "task": TaskScript,
}
