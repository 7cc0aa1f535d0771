"""派单: who is in charge and until when.

Called by `carry_out.routes`, and by the clock where nobody is put in charge.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deliberation.charter.act import Act, a_day, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import carry_out as f
from deliberation.charter.moves import days, silence, start, stop
from deliberation.charter.needs.people import ORGANISATION
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Stage


@dataclass(frozen=True, kw_only=True)
class Assign(Act):
    """Put an organisation in charge, with the task and its last day."""

    name = ActName.assign
    needs = frozenset({ORGANISATION})
    organisation_id: str
    finish_on: str
    task: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if case.stage is Stage.publish and p.outcome != "passed":
            raise refuse("wrong_stage", act=self.name.value, stage=p.stage)
        if case[ORGANISATION] is None:
            raise refuse("no_organisation")
        finish = self._finish(case, now)
        assigned = f.Assigned(
            by=case.me,
            organisation=self.organisation_id,
            finish_at=finish,
            task=words(self.task, most=case.rulebook.limits.reason_max, what="task"),
            subject=case.about,
        )
        if case.stage is Stage.publish:
            return [assigned]
        clock = _report_due(case, finish)
        return [assigned, stop(case, ActName.name_committee), start(case, clock, headline=True)]

    def _finish(self, case: Case, now: datetime) -> datetime:
        """24:00 of the last day, which is still to come and at most three years away."""
        day = a_day(self.finish_on, "finish_on")
        finish = case.calendar.end_of_day(day, case.community.timezone)
        if finish <= now:
            raise refuse("date_in_past", field="finish_on")
        if finish > now + timedelta(days=3 * 366):
            raise refuse("bad_date", field="finish_on")
        return finish


def _report_due(case: Case, finish: datetime) -> dict[str, Any]:
    """After the last day and the rulebook's days it is inspected as it stands."""
    number = case.kind.carry_out.report_days
    return days(case, number, ActName.inspect_as_it_stands, start=finish)


@dataclass(frozen=True, kw_only=True)
class NameCommittee(ClockAct):
    """Nobody was put in charge in time: the residents' committee is, with the same days to
    report.
    """

    name = ActName.name_committee

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.finish_at is not None:
            raise refuse("already_decided")
        finish = case.calendar.add_days(
            now, case.kind.carry_out.report_days, case.community.timezone
        ).at
        clock = _report_due(case, finish)
        return [
            f.Assigned(by=None, organisation=None, finish_at=finish, subject=case.about),
            silence(case, "committee_in_charge"),
            stop(case, self.name),
            start(case, clock, headline=True),
        ]
